// The frame: buttons for size and scheme, the menu on a phone.
(function () {
  "use strict";
  var modes = window.zwgkModes;
  var tools = document.querySelector(".zw-tools");
  function button(text, pressed, press) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.setAttribute("aria-pressed", String(pressed()));
    made.addEventListener("click", function () {
      press();
      made.setAttribute("aria-pressed", String(pressed()));
    });
    tools.appendChild(made);
  }
  if (modes && tools) {
    if (!modes.get("kiosk")) { // there all is large
      button(
        tools.getAttribute("data-large"),
        function () { return modes.get("elder"); },
        function () { modes.set("elder", !modes.get("elder")); }
      );
    }
    button(
      tools.getAttribute("data-night"),
      function () { return modes.get("scheme") === "dark"; },
      function () { modes.set("scheme", modes.get("scheme") === "dark" ? "light" : "dark"); }
    );
  }
  var opener = document.querySelector(".zw-menu-button");
  if (opener) {
    opener.addEventListener("click", function () {
      opener.setAttribute("aria-expanded", String(opener.getAttribute("aria-expanded") !== "true"));
    });
    opener.parentNode.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && opener.getAttribute("aria-expanded") === "true") {
        opener.setAttribute("aria-expanded", "false");
        opener.focus();
      }
    });
  }
})();
