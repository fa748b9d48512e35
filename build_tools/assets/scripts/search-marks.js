// What the search box and the search page both draw.
(function () {
  "use strict";
  var here = document.querySelector("script[data-search]");
  var kiosk = window.zwgkModes && window.zwgkModes.get("kiosk");

  function make(name, kind, text) {
    var made = document.createElement(name);
    if (kind) {
      made.className = kind;
    }
    if (text) {
      made.textContent = text;
    }
    return made;
  }

  // A text with the words found in it marked; with pieces, of a word that is not there as a whole each two neighbours.
  function marked(text, words, pieces) {
    var low = text.toLowerCase(), on = [], at = 0, made = document.createDocumentFragment();
    function mark(word) {
      var from = low.indexOf(word), found = from >= 0;
      for (; from >= 0; from = low.indexOf(word, from + 1)) {
        on.fill(true, from, from + word.length);
      }
      return found;
    }
    on.length = text.length;
    if (low.length === text.length) {
      words.forEach(function (word) {
        if (word && !mark(word) && pieces) {
          for (var place = 0; place < word.length - 1; place++) {
            mark(word.slice(place, place + 2));
          }
        }
      });
    }
    while (at < text.length) {
      var end = at;
      while (end < text.length && !on[end] === !on[at]) {
        end++;
      }
      made.appendChild(on[at] ? make("mark", "", text.slice(at, end)) : document.createTextNode(text.slice(at, end)));
      at = end;
    }
    return made;
  }

  window.zwgkDraw = {
    root: here.getAttribute("data-root"),
    kiosk: kiosk,
    make: make,
    marked: marked,
    // Each synonym once, as the hits have them.
    synonyms: function (hits) {
      var found = {};
      hits.forEach(function (hit) {
        hit.synonyms.forEach(function (one) { found[one.join("\n")] = one; });
      });
      return Object.keys(found).map(function (key) { return found[key]; });
    },
    // On a terminal in a hall nothing is kept for whoever comes next.
    go: function (uri) {
      if (kiosk) {
        location.replace(uri);
      } else {
        location.assign(uri);
      }
    },
    found: function (words) {
      return "search.html?q=" + encodeURIComponent(words);
    },
  };
  window.zwgkSearch.open(window.zwgkDraw.root + "search/");
})();
