// appeal_queue.js: the desk's queue by keyboard, with a count of what is ticked, and fresh when something changes.
(function () {
  "use strict";
  // Without this script the page comes again each minute (a header); with it the page is told, and ticked rows stay.
  if (document.cookie.indexOf("scripted=1") < 0) {
    document.cookie = "scripted=1; path=/appeal; SameSite=Lax";
    if (document.cookie.indexOf("scripted=1") >= 0) { location.reload(); return; }
  }
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
    glance(rows[at].querySelector("a").getAttribute("href"));
  }

  // ---- the reading pane: on wide screens the row that is picked out stands beside the list ----
  var pane = document.getElementById("glance"), asked = "";
  function glance(href) {
    if (!pane || !window.matchMedia("(min-width:88rem)").matches || !/\/desk(\?|$)/.test(href)) return;
    asked = href;
    fetch(href.replace("/desk", "/glance"), { credentials: "same-origin" }).then(function (answer) { return answer.ok ? answer.text() : ""; }).then(function (html) {
      if (!html || asked !== href) return;
      pane.replaceChildren.apply(pane, Array.from(new DOMParser().parseFromString(html, "text/html").body.childNodes));
      pane.hidden = false;
    }).catch(function () { /* the row leads to the case */ });
  }
  if (table) table.addEventListener("click", function (event) {
    var row = event.target.closest("tbody tr");
    if (row && !event.target.closest("a,input,label,button")) go(rows.indexOf(row));
  });

  // ---- keys: single ones, outside fields, and only as long as the reader wants them ----
  var OFF = "linli-keys-off", english = document.documentElement.lang === "en";
  var keys = [
    ["J", "下一件", "Next case"], ["K", "上一件", "Previous case"], ["X", "选中或取消", "Pick or unpick"],
    ["Enter", "打开", "Open"], ["A", "到“派给”", "Go to “Dispatch to”"], ["/", "搜索", "Search"], ["?", "看这张表", "This list"]
  ];
  function isOff() { try { return localStorage.getItem(OFF) === "1"; } catch (e) { return false; } }
  function setOff(off) { try { if (off) localStorage.setItem(OFF, "1"); else localStorage.removeItem(OFF); } catch (e) { /* for this page */ } }
  function add(parent, tag, words) {
    var e = document.createElement(tag);
    if (words) e.textContent = words;
    parent.append(e);
    return e;
  }
  function makeHelp() {
    var dialog = add(document.body, "dialog"), box = add(dialog, "div"), list, label, tick, close;
    dialog.setAttribute("aria-labelledby", "keys");
    box.className = "stack";
    add(box, "h2", english ? "Keys" : "快捷键").id = "keys";
    list = add(box, "dl");
    list.className = "facts";
    keys.forEach(function (key) {
      add(add(list, "dt"), "kbd", key[0]);
      add(list, "dd", english ? key[2] : key[1]);
    });
    label = add(box, "label");
    label.className = "choice";
    tick = add(label, "input");
    tick.type = "checkbox";
    tick.checked = !isOff();
    tick.addEventListener("change", function () { setOff(!tick.checked); });
    add(label, "span", english ? "Use these keys on this computer" : "在这台电脑上用这些键");
    close = add(box, "button", english ? "Close" : "关闭");
    close.className = "btn pri";
    close.addEventListener("click", function () { dialog.close(); });
    return dialog;
  }
  var help = null, hint = document.querySelector("p.more kbd");
  function showHelp() {
    help = help || makeHelp();
    if (!help.open) help.showModal();
  }
  if (hint) { // the list stays within reach when the keys are off
    var more = add(hint.parentNode, "button", english ? "Keys…" : "快捷键…");
    more.type = "button";
    more.className = "btn quiet";
    more.addEventListener("click", showHelp);
  }
  function isTyping(e) { return e.isContentEditable || (/^(INPUT|SELECT|TEXTAREA)$/.test(e.tagName) && e.type !== "checkbox"); }
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
    if (isOff() || (help && help.open)) return;
    if (event.key === "j") go(at + 1);
    else if (event.key === "k") go(at < 0 ? 0 : at - 1);
    else if (event.key === "x" && at >= 0) { var box = rows[at].querySelector("input"); if (box) { box.checked = !box.checked; count(); } }
    else if (event.key === "/") { var q = document.getElementById("find"); if (!q) return; q.focus(); }
    else if (event.key === "a") { var org = document.querySelector("#bulk select"); if (!org) return; org.focus(); }
    else if (event.key === "?") showHelp();
    else return;
    event.preventDefault();
  });
  if (table) table.addEventListener("change", count);
  count();

  // ---- fresh: something changed, so fetch this page again and swap the rows in, unless somebody has ticked some ----
  if (!live || !window.EventSource) return;
  var timer = 0;
  function ticked() { return table && table.querySelector("input[name=id]:checked"); }
  function refresh() {
    fetch(location.href, { credentials: "same-origin" }).then(function (answer) { return answer.ok ? answer.text() : ""; }).then(function (html) {
      var page = html && new DOMParser().parseFromString(html, "text/html"), fresh = page && page.getElementById("queue");
      var now = page && page.getElementById("live");
      if (!now || now.dataset.mark === live.dataset.mark) return;
      // What is urgent is shown and heard at once, also while somebody has ticked rows.
      var alarm = document.getElementById("alarm"), newAlarm = page.getElementById("alarm");
      if (alarm && newAlarm) {
        alarm.replaceChildren.apply(alarm, Array.from(newAlarm.childNodes));
        document.dispatchEvent(new Event("linli-fresh"));
      }
      if (ticked()) { live.classList.add("stale"); return; }
      if (!fresh || !table) { location.reload(); return; }
      table.tBodies[0].replaceWith(fresh.tBodies[0]);
      rows = Array.from(table.tBodies[0].rows);
      at = -1;
      live.textContent = now.textContent;
      live.dataset.mark = now.dataset.mark;
      live.classList.remove("stale");
      var tabs = document.querySelector(".tabs"), newTabs = page.querySelector(".tabs");
      if (tabs && newTabs) tabs.replaceWith(newTabs);
    }).catch(function () { /* the next event, or the stream's next beginning, asks again */ });
  }
  function soon() { clearTimeout(timer); timer = setTimeout(refresh, 300); }
  if (table) table.addEventListener("change", function () { if (live.classList.contains("stale") && !ticked()) soon(); });
  var events = new EventSource("/appeal/live");
  // What changed between this page and the stream's beginning, or while it was cut off, nobody tells: look.
  events.addEventListener("open", soon);
  events.addEventListener("change", function (event) { if (event.data !== live.dataset.mark) soon(); });
})();
