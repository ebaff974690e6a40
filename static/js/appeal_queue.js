// appeal_queue.js: the desk's queue by keyboard, with a count of what is ticked, and fresh when something changes.
(function () {
  "use strict";
  var table = document.getElementById("queue"), live = document.getElementById("live"), picked = document.getElementById("picked");
  var rows = table ? Array.from(table.tBodies[0].rows) : [], at = -1;

  function count() {
    if (!picked) return;
    var n = table.querySelectorAll("input[name=id]:checked").length;
    if (!picked.dataset.none) picked.dataset.none = picked.textContent;
    picked.textContent = n ? (document.documentElement.lang === "en" ? n + " picked" : "已选 " + n + " 件") : picked.dataset.none;
  }
  function go(to) {
    if (!rows.length) return;
    if (at >= 0) rows[at].removeAttribute("aria-selected");
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows[at].setAttribute("aria-selected", "true");
    rows[at].querySelector("a").focus({ preventScroll: false });
  }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      if (!(event.target.type === "checkbox")) return;
    }
    if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at < 0 ? 0 : at - 1);
    else if (event.key === "x" && at >= 0) { var box = rows[at].querySelector("input"); box.checked = !box.checked; count(); }
    else if (event.key === "/") { var q = document.getElementById("find"); if (q) { event.preventDefault(); q.focus(); } }
    else if (event.key === "a") { var org = document.querySelector("#bulk select"); if (org) org.focus(); }
    else return;
    if (event.key !== "/") event.preventDefault();
  });
  if (table) table.addEventListener("change", count);
  count();

  // Something changed: fetch this page again and swap the rows in, unless somebody has ticked some.
  if (!live || !window.EventSource) return;
  var timer = 0;
  function refresh() {
    if (table && table.querySelector("input[name=id]:checked")) { live.classList.add("stale"); return; }
    fetch(location.href, { credentials: "same-origin" }).then(function (answer) { return answer.ok ? answer.text() : ""; }).then(function (html) {
      var page = html && new DOMParser().parseFromString(html, "text/html"), fresh = page && page.getElementById("queue");
      if (!fresh || !table) { if (html) location.reload(); return; }
      table.tBodies[0].replaceWith(fresh.tBodies[0]);
      rows = Array.from(table.tBodies[0].rows);
      at = -1;
      live.textContent = page.getElementById("live").textContent;
      var tabs = document.querySelector(".tabs"), newTabs = page.querySelector(".tabs");
      if (tabs && newTabs) tabs.replaceWith(newTabs);
    });
  }
  var events = new EventSource("/appeal/live");
  events.addEventListener("change", function () { clearTimeout(timer); timer = setTimeout(refresh, 300); });
})();
