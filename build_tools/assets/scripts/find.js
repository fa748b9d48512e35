// The search box: what makes it clever is loaded when somebody goes there; "/" goes there.
(function () {
  "use strict";
  var here = document.querySelector("script[data-search]");
  var form = document.querySelector(".zw-find");
  var input = form && form.elements.q;
  var asked = false;
  function load() {
    if (asked) {
      return;
    }
    asked = true;
    var script = document.createElement("script");
    script.src = here.getAttribute("data-search");
    script.onerror = function () {
      asked = false;
      document.documentElement.classList.add("zw-lists");
      var said = document.getElementById("zw-said");
      if (said) {
        said.textContent = said.getAttribute("data-failed");
        said.className = "zw-note";
      }
    };
    document.head.appendChild(script);
  }
  if (!input) {
    return;
  }
  // What it is called from the start, so that it does not change under whoever has just come to it.
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  if (document.getElementById("zw-search") || document.activeElement === input) {
    load();
  }
  input.addEventListener("focus", load);
  document.addEventListener("keydown", function (event) {
    var nowhere = !document.activeElement || document.activeElement === document.body;
    if (event.key === "/" && nowhere && !event.ctrlKey && !event.altKey && !event.metaKey && !document.querySelector("dialog[open]")) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
})();
