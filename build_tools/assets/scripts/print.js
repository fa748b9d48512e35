// A button that prints the page, where a page offers one.
(function () {
  "use strict";
  Array.prototype.forEach.call(document.querySelectorAll("[data-print]"), function (place) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = place.getAttribute("data-print");
    made.addEventListener("click", function () { window.print(); });
    place.appendChild(made);
  });
})();
