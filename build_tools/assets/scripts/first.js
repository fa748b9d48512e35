// Runs before anything is drawn: the reader's choice of scheme and size, so that nothing flashes.
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var chosen = {};
  try {
    chosen = JSON.parse(window.localStorage.getItem("zwgk") || "{}") || {};
  } catch (error) {
    chosen = {};
  }
  function apply() {
    root.setAttribute("data-scheme", chosen.scheme === "dark" || chosen.scheme === "light" ? chosen.scheme : dark.matches ? "dark" : "light");
    root.toggleAttribute("data-elder", chosen.elder === true);
    root.toggleAttribute("data-kiosk", chosen.kiosk === true);
  }
  root.classList.add("zw-js");
  apply();
  if (dark.addEventListener) {
    dark.addEventListener("change", apply);
  }
  window.zwgkModes = {
    get: function (name) {
      return name === "scheme" ? root.getAttribute("data-scheme") : root.hasAttribute("data-" + name);
    },
    set: function (name, value) {
      chosen[name] = value;
      try {
        window.localStorage.setItem("zwgk", JSON.stringify(chosen));
      } catch (error) {
        // Without storage the choice lasts as long as the page.
      }
      apply();
    },
  };
})();
