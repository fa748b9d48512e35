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
  var asked = /[?&]kiosk=([0-9]{1,4})(?:&|$)/.exec(window.location.search);
  function keep() {
    try {
      window.localStorage.setItem("zwgk", JSON.stringify(chosen));
    } catch (error) {
      // Without storage a choice lasts as long as the page.
    }
  }
  if (asked) {
    // ?kiosk=60 makes this browser a terminal in a hall that resets after 60 seconds; ?kiosk=0 makes it a browser again.
    chosen.kiosk = Number(asked[1]) && Math.max(20, Number(asked[1]));
    keep();
  }
  function apply() {
    root.setAttribute("data-scheme", chosen.scheme === "dark" || chosen.scheme === "light" ? chosen.scheme : dark.matches ? "dark" : "light");
    root.toggleAttribute("data-elder", chosen.elder === true);
    root.toggleAttribute("data-kiosk", chosen.kiosk > 0);
  }
  root.classList.add("zw-js");
  apply();
  if (dark.addEventListener) {
    dark.addEventListener("change", apply);
  }
  window.zwgkModes = {
    get: function (name) {
      return name === "scheme" ? root.getAttribute("data-scheme") : chosen[name] || false;
    },
    set: function (name, value) {
      chosen[name] = value;
      keep();
      apply();
    },
  };
})();
