// appeal_desk.js: a case by keyboard; a form that is being written is not lost by leaving the page unawares; a click on what is marked
// ticks its box.
(function () {
  "use strict";
  var dirty = false;
  document.addEventListener("input", function (event) { if (event.target.tagName === "TEXTAREA") dirty = true; });
  document.addEventListener("submit", function () { dirty = false; });
  // The cases of the list one came from, and the main button; outside fields, unless these keys are off (appeal_queue.js).
  function isOff() { try { return localStorage.getItem("linli-keys-off") === "1"; } catch (e) { return false; } }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isOff()) return;
    if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
    var to = event.key === "j" ? ".seq a[rel=next]" : event.key === "k" ? ".seq a[rel=prev]" : event.key === "a" ? ".sug .btn.pri" : "";
    var e = to && document.querySelector(to);
    if (!e) return;
    if (event.key === "a") e.focus(); else e.click();
    event.preventDefault();
  });
  // What the answer being written lacks, beside it. By a form: words of an address would stand in logs.
  var reply = document.querySelector("#reply form"), hints = document.getElementById("reply-hints"), timer = 0, asked = "";
  function ask() {
    var value = reply.elements.namedItem("text").value;
    if (value === asked) return;
    asked = value;
    fetch(reply.action.replace(/reply$/, "hints"), {
      method: "POST", credentials: "same-origin",
      body: new URLSearchParams({ csrf: reply.elements.namedItem("csrf").value, text: value.slice(0, 2000), look: "1" })
    })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (html) {
        var now = html && new DOMParser().parseFromString(html, "text/html").getElementById("reply-hints");
        if (now && value === asked) hints.replaceChildren.apply(hints, Array.from(now.childNodes));
      })
      .catch(function () { asked = ""; /* without the network the button still works later */ });
  }
  if (reply && hints) reply.addEventListener("input", function (event) {
    if (event.target.name !== "text") return;
    clearTimeout(timer);
    timer = setTimeout(ask, 800);
  });
  window.addEventListener("beforeunload", function (event) { if (dirty) event.preventDefault(); });
  document.addEventListener("click", function (event) {
    var mark = event.target.closest && event.target.closest("#review mark");
    if (!mark) return;
    document.querySelectorAll("#review input[name=let]").forEach(function (box) {
      if (box.value === mark.dataset.piece) box.checked = !box.checked;
    });
  });
})();
