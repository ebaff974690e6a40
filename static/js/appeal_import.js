// appeal_import.js: how far a table is, every two seconds, until it is over; the page is asked again whole and gives its part.
(function () {
  "use strict";
  var EVERY_MS = 2000;
  if (document.cookie.indexOf("scripted=1") < 0) document.cookie = "scripted=1; path=/appeal; SameSite=Lax";
  function look() {
    fetch(location.href, { credentials: "same-origin" }).then(function (answer) {
      return answer.ok ? answer.text() : "";
    }).then(function (text) {
      var page = text && new DOMParser().parseFromString(text, "text/html"), fresh = page && page.getElementById("take");
      if (!fresh) { setTimeout(look, EVERY_MS); return; }
      if (!fresh.dataset.running) { location.reload(); return; } // its buttons are others now
      document.getElementById("take").replaceWith(fresh);
      setTimeout(look, EVERY_MS);
    }).catch(function () { setTimeout(look, EVERY_MS * 5); });
  }
  var take = document.getElementById("take");
  if (take && take.dataset.running) setTimeout(look, EVERY_MS);
})();
