// The search box as a combobox: suggestions while somebody types, by keyboard, mouse or finger.
(function () {
  "use strict";
  var draw = window.zwgkDraw, engine = window.zwgkSearch, make = draw.make;
  var form = document.querySelector(".zw-find");
  var input = form.elements.q;
  var words = form.dataset;
  var list = make("ul", "zw-options");
  var said = make("span", "zw-hear");
  var options = [], active = -1, turn = 0, timer = 0, composing = false;

  function shown(visible) {
    list.hidden = !visible;
    input.setAttribute("aria-expanded", String(visible));
    point(-1);
  }

  function close() {
    turn++;
    clearTimeout(timer);
    shown(false);
  }

  function point(at) {
    active = at;
    options.forEach(function (one, place) { one.setAttribute("aria-selected", String(place === at)); });
    if (at < 0) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    input.setAttribute("aria-activedescendant", options[at].id);
    options[at].scrollIntoView({ block: "nearest" });
  }

  function add(name, note, uri, marks) {
    var made = make("li", "zw-option"), text = make("span");
    made.id = "zw-option-" + options.length;
    made.setAttribute("role", "option");
    made.setAttribute("aria-selected", "false");
    text.appendChild(draw.marked(name, marks || [], true));
    made.append(text, " ", make("small", "", note));
    made.addEventListener("click", function () { draw.go(draw.root + uri); });
    options.push(made);
    list.appendChild(made);
  }

  function show(answer) {
    options = [];
    list.textContent = "";
    answer.hits.forEach(function (hit) {
      var place = [hit.fields.domain_name, hit.fields.category, hit.fields.level];
      add(hit.fields.title, place.filter(Boolean).join(" · "), hit.uri, hit.marks);
    });
    draw.synonyms(answer.hits).slice(0, 2).forEach(function (one) {
      add(one.join(" → "), words.said, draw.found(one[1]));
    });
    [["domain", "domains/"], ["body", "bodies/"]].forEach(function (kind) {
      answer.counts[kind[0]].filter(function (one) {
        return answer.understood && one.label.indexOf(answer.understood) >= 0;
      }).slice(0, 2).forEach(function (one) {
        add(one.label, words[kind[0]], kind[1] + one.value + ".html", [answer.understood]);
      });
    });
    if (answer.total > answer.hits.length) {
      add(words.all.replace("{n}", answer.total), "", draw.found(input.value.trim()));
    }
    shown(options.length > 0);
    said.textContent = (options.length ? words.some : words.none).replace("{n}", options.length);
  }

  function look() {
    var now = ++turn, text = input.value;
    if (!text.trim()) {
      close();
      return;
    }
    engine.query(text, { size: 5, counts: ["domain", "body"] }).then(function (answer) {
      if (now === turn && document.activeElement === input) {
        show(answer);
      }
    }, close);
  }

  function soon() {
    clearTimeout(timer);
    timer = setTimeout(look, 120);
  }

  // Where a key leads from the suggestion that is active; -1 is the box itself.
  function step(key) {
    var last = options.length - 1, down = active < last ? active + 1 : -1, up = active < 0 ? last : active - 1;
    return { ArrowDown: down, ArrowUp: up, Home: active < 0 ? undefined : 0, End: active < 0 ? undefined : last }[key];
  }

  list.id = "zw-options";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.list);
  said.setAttribute("role", "status");
  form.append(list, said);
  input.setAttribute("aria-controls", "zw-options");

  input.addEventListener("compositionstart", function () { composing = true; });
  input.addEventListener("compositionend", function () {
    composing = false;
    soon();
  });
  input.addEventListener("input", function (event) {
    if (!composing && !event.isComposing) {
      soon();
    }
  });
  input.addEventListener("keydown", function (event) {
    if (composing || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    if (list.hidden) {
      if (event.key === "Escape" && input.value) {
        input.value = "";
        event.preventDefault();
      } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        look();
      }
      return;
    }
    var to = event.shiftKey ? undefined : step(event.key);
    if (to !== undefined) {
      event.preventDefault();
      point(to);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      options[active].click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Tab") {
      close();
    }
  });
  // Pressing on a suggestion must not take the focus from the box, or the list would close under the finger.
  list.addEventListener("mousedown", function (event) { event.preventDefault(); });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  if (document.activeElement === input && input.value && !document.getElementById("zw-search")) {
    look();
  }
})();
