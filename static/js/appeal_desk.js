// appeal_desk.js: a form that is being written is not lost by leaving the page unawares; a click on what is marked ticks its box.
(function () {
  "use strict";
  var dirty = false;
  document.addEventListener("input", function (event) { if (event.target.tagName === "TEXTAREA") dirty = true; });
  document.addEventListener("submit", function () { dirty = false; });
  window.addEventListener("beforeunload", function (event) { if (dirty) event.preventDefault(); });
  document.addEventListener("click", function (event) {
    var mark = event.target.closest && event.target.closest("#review mark");
    if (!mark) return;
    document.querySelectorAll("#review input[name=let]").forEach(function (box) {
      if (box.value === mark.dataset.piece) box.checked = !box.checked;
    });
  });
})();
