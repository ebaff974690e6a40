// form.js: pressing twice is pressing once: the button of a form that is on its way says so and rests. What arrives twice
// all the same is one deed for the server. A tile for photos names those that were chosen; what prints a page is shown where it can.
(function () {
  "use strict";
  var REST_MS = 20000, words = (document.getElementById("sending") || {}).textContent || "…";
  function wake(form) {
    form.querySelectorAll("button[data-words]").forEach(function (b) {
      b.innerHTML = b.dataset.words;
      delete b.dataset.words;
    });
    form.querySelectorAll("button[data-rests]").forEach(function (b) {
      b.disabled = false;
      delete b.dataset.rests;
    });
    delete form.dataset.sent;
  }
  document.querySelectorAll("[data-print]").forEach(function (b) {
    b.hidden = false;
    b.addEventListener("click", function () { window.print(); });
  });
  document.addEventListener("submit", function (event) {
    var form = event.target, button = event.submitter;
    if (event.defaultPrevented || form.method !== "post" || /\/export$/.test(form.action)) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    // After the form was read: a button that rests would not be in it.
    setTimeout(function () {
      form.querySelectorAll("button:not([type=button]):not(:disabled)").forEach(function (b) {
        b.disabled = true;
        b.dataset.rests = "1";
      });
      if (button && !button.classList.contains("vh")) {
        button.dataset.words = button.innerHTML;
        button.textContent = words;
      }
    }, 0);
    setTimeout(wake, REST_MS, form);
  });
  document.addEventListener("change", function (event) {
    var names = event.target.type === "file" && !event.target.id && event.target.closest(".add") && event.target.parentNode.querySelector("span");
    if (!names || !event.target.files.length) return;
    names.textContent = Array.from(event.target.files, function (file) { return file.name; }).join(" · ");
  });
  // A link is handed on as the device does it; where it cannot, it is copied, and where that is refused, marked to be copied.
  document.querySelectorAll("button[data-share]").forEach(function (button) {
    var text = button.closest(".row").querySelector("input"), words = button.querySelectorAll("span");
    function copy() {
      text.select();
      (window.navigator.clipboard ? window.navigator.clipboard.writeText(text.value) : Promise.reject()).then(function () {
        words[0].hidden = true;
        words[1].hidden = false;
      }).catch(function () { text.focus(); });
    }
    button.hidden = false;
    button.setAttribute("aria-live", "polite");
    button.addEventListener("click", function () {
      if (!window.navigator.share) return copy();
      window.navigator.share({ title: document.title, url: text.value }).catch(function (why) { if (why.name !== "AbortError") copy(); });
    });
  });
  // Back shows the page as it was left.
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(wake);
  });
})();
