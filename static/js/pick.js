// pick.js: a choice out of hundreds: asks the server for what fits while one types. Without it the button beside the
// text shows the form again with what was found.
(function () {
  "use strict";
  var WAIT_MS = 250;
  document.querySelectorAll("[data-pick]").forEach(function (box) {
    var text = box.querySelector("input[type=search]"), list = box.lastElementChild, timer = 0, asked = text.value.trim();
    // What is chosen stays chosen, also when it does not fit what is typed now.
    function show(html) {
      var fresh = new DOMParser().parseFromString(html, "text/html").body, chosen = list.querySelector("input:checked"), same = null;
      list.replaceChildren.apply(list, Array.from(fresh.childNodes));
      if (!chosen) return;
      list.querySelectorAll("input").forEach(function (i) { if (i.value === chosen.value) same = i; });
      if (same) same.closest("label").replaceWith(chosen.closest("label")); else list.prepend(chosen.closest("label"));
    }
    function ask() {
      var typed = text.value.trim();
      clearTimeout(timer);
      if (typed === asked) return;
      asked = typed;
      fetch(box.dataset.pick + encodeURIComponent(typed), { credentials: "same-origin" })
        .then(function (answer) { return answer.ok ? answer.text() : ""; })
        .then(function (html) { if (html && typed === asked) show(html); })
        .catch(function () { asked = null; /* the button still works later */ });
    }
    text.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, WAIT_MS); });
    text.addEventListener("keydown", function (event) {
      // Down leads into what was found: from there on arrows choose, as in every group of choices.
      if (event.key === "ArrowDown") {
        var first = list.querySelector("input:checked") || list.querySelector("input");
        if (first) { event.preventDefault(); first.focus(); }
      }
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      ask();
    });
    box.querySelector("button").addEventListener("click", function (event) { event.preventDefault(); ask(); });
  });
})();
