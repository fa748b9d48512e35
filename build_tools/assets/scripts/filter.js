// The filters of a domain's table: choices kept in the address, rows hidden, merged cells moved to what is left.
(function () {
  "use strict";
  var table = document.querySelector(".zw-standard");
  var fieldset = document.querySelector(".zw-filter");
  if (!table || !fieldset) {
    return;
  }
  var selects = Array.prototype.slice.call(fieldset.querySelectorAll("select"));
  var links = Array.prototype.slice.call(document.querySelectorAll("a[data-filter]"));
  var rows = Array.prototype.slice.call(table.querySelectorAll("tbody > tr"));
  var reset = fieldset.querySelector("button");
  var count = document.querySelector(".zw-count");
  var everything = count.textContent;

  function chosen() {
    return selects.filter(function (select) { return select.value; });
  }

  function matches(row) {
    return chosen().every(function (select) {
      var values = row.getAttribute("data-" + select.getAttribute("data-filter")) || "";
      return values.split(" ").indexOf(select.value) >= 0;
    });
  }

  // The first-level name stands in the first row of its group that is shown, and spans those only.
  function regroup(group) {
    var shown = Array.prototype.filter.call(group.rows, function (row) { return !row.hidden; });
    var category = group.querySelector(".zw-category");
    group.hidden = shown.length === 0;
    if (shown.length && category) {
      category.rowSpan = shown.length;
      shown[0].insertBefore(category, shown[0].children[1]);
    }
  }

  function say(some) {
    var names = chosen().map(function (select) {
      var label = select.parentNode.firstElementChild.textContent;
      return label + "“" + select.options[select.selectedIndex].getAttribute("data-name") + "”";
    });
    count.classList.toggle("zw-chosen", names.length > 0);
    if (!names.length) {
      count.textContent = everything;
      return;
    }
    // What is put in may itself hold "$&", so it is never a replacement pattern.
    var text = count.getAttribute("data-chosen").split("{chosen}").join(names.join("，"));
    var result = count.getAttribute(some ? "data-some" : "data-none");
    count.textContent = text + result.replace("{all}", String(rows.length)).replace("{some}", String(some));
  }

  function show() {
    var some = 0;
    rows.forEach(function (row) {
      row.hidden = !matches(row);
      some += row.hidden ? 0 : 1;
    });
    Array.prototype.forEach.call(table.tBodies, regroup);
    links.forEach(function (link) {
      var select = of(link.getAttribute("data-filter"));
      if (select && select.value === link.getAttribute("data-value")) {
        link.setAttribute("aria-current", "true");
      } else {
        link.removeAttribute("aria-current");
      }
    });
    reset.disabled = !chosen().length;
    say(some);
  }

  function of(key) {
    return selects.filter(function (select) { return select.getAttribute("data-filter") === key; })[0];
  }

  function read() {
    var asked = new URLSearchParams(window.location.search);
    selects.forEach(function (select) {
      var value = asked.get(select.getAttribute("data-filter")) || "";
      var known = Array.prototype.some.call(select.options, function (option) { return option.value === value; });
      select.value = known ? value : "";
    });
    show();
  }

  function keep(how) {
    var query = new URLSearchParams(window.location.search);
    selects.forEach(function (select) {
      query.delete(select.getAttribute("data-filter"));
      if (select.value) {
        query.set(select.getAttribute("data-filter"), select.value);
      }
    });
    var text = query.toString();
    try {
      window.history[how](null, "", window.location.pathname + (text ? "?" + text : "") + window.location.hash);
    } catch (error) {
      // Some old browsers keep no state for files on a disk; the filter works all the same.
    }
  }

  fieldset.addEventListener("change", function () {
    keep("replaceState");
    show();
  });
  reset.addEventListener("click", function () {
    selects.forEach(function (select) { select.value = ""; });
    keep("replaceState");
    show();
    selects[0].focus();
  });
  links.forEach(function (link) {
    var select = of(link.getAttribute("data-filter"));
    if (!select) {
      return;
    }
    // A second press on the stage that is shown takes the choice back. Each press is a step that Back undoes.
    link.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
        return;
      }
      event.preventDefault();
      var value = link.getAttribute("data-value");
      select.value = select.value === value ? "" : value;
      keep("pushState");
      show();
    });
  });
  window.addEventListener("popstate", read);
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) {
      read();
    }
  });
  read();
})();
