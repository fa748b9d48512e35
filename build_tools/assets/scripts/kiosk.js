// The terminal in a hall 「查询机」: links lead nowhere outside, and whoever walks away leaves no trace.
(function () {
  "use strict";
  var seconds = window.zwgkModes && window.zwgkModes.get("kiosk");
  var tools = document.querySelector(".zw-tools");
  if (!seconds || !tools) {
    return;
  }
  var home = document.querySelector(".zw-name").getAttribute("href");
  var words = tools.dataset;
  var warning = Math.min(15, Math.floor(seconds / 2));
  var left = seconds;
  var dialog = document.createElement("dialog");
  var said = document.createElement("p");
  var stay = document.createElement("button");
  var finish = document.createElement("button");

  function reset() {
    document.querySelectorAll("form").forEach(function (form) {
      form.reset();
    });
    try {
      window.sessionStorage.clear();
      window.zwgkModes.set("elder", false);
      window.zwgkModes.set("scheme", undefined);
    } catch (error) {
      // Nothing was kept.
    }
    left = seconds; // a page that is slow to come is not asked for again each second
    window.location.replace(home);
  }
  function awake() {
    if (!dialog.open) {
      left = seconds;
    }
  }
  function tick() {
    left -= 1;
    if (left <= 0) {
      reset();
    } else if (left <= warning) {
      said.textContent = words.soon.replace("{n}", String(left));
      if (!dialog.open && dialog.showModal) {
        dialog.showModal();
      }
    }
  }
  function outside(link) {
    return link.protocol !== window.location.protocol || link.host !== window.location.host;
  }

  dialog.className = "zw-still";
  dialog.setAttribute("aria-label", words.still);
  stay.type = finish.type = "button";
  stay.textContent = words.stay;
  finish.textContent = words.finish;
  stay.addEventListener("click", function () {
    dialog.close();
  });
  dialog.addEventListener("close", awake);
  finish.addEventListener("click", reset);
  dialog.append(said, stay);
  document.body.append(dialog);
  tools.append(finish);
  document.querySelectorAll("a[href]").forEach(function (link) {
    if (outside(link) || link.hasAttribute("type")) {
      link.replaceWith.apply(link, Array.prototype.slice.call(link.childNodes));
    }
  });
  ["pointerdown", "keydown", "scroll", "input"].forEach(function (event) {
    window.addEventListener(event, awake, { passive: true, capture: true });
  });
  window.setInterval(tick, 1000);
})();
