// appeal_desk.js: a form that is being written is not lost by leaving the page unawares.
(function () {
  "use strict";
  var dirty = false;
  document.addEventListener("input", function (event) { if (event.target.tagName === "TEXTAREA") dirty = true; });
  document.addEventListener("submit", function () { dirty = false; });
  window.addEventListener("beforeunload", function (event) { if (dirty) event.preventDefault(); });
})();
