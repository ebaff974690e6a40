// appeal_new.js: makes filing quicker: shrinks photos before they travel, shows them, asks for the suggestion while
// one writes, keeps a draft with its photos in this browser until the receipt is there, says how far sending is, and waits
// for the network when it is away. The form works without it.
(function () {
  "use strict";
  // Which draft this tab has sent: the receipt ends that one and no other.
  var SENT = "linli-sent", form = document.querySelector("form[data-draft]");
  function session(key, value) {
    try {
      if (value === undefined) return window.sessionStorage.getItem(key);
      if (value === null) window.sessionStorage.removeItem(key); else window.sessionStorage.setItem(key, value);
    } catch (e) { /* private mode: nothing is kept */ }
    return null;
  }
  // Drafts lie in the browser's own database, which holds photos too. Calls back with the result, or null.
  function drafts(mode, use, done) {
    var asked, open;
    done = done || function () {};
    try { open = window.indexedDB.open("linli", 1); } catch (e) { done(null); return; }
    open.onupgradeneeded = function () { open.result.createObjectStore("drafts"); };
    open.onerror = function () { done(null); };
    open.onsuccess = function () {
      var change = open.result.transaction("drafts", mode);
      asked = use(change.objectStore("drafts"));
      change.oncomplete = function () { open.result.close(); done(asked.result || null); };
      change.onerror = change.onabort = function () { open.result.close(); done(null); };
    };
  }
  function forget(key, done) { drafts("readwrite", function (store) { return store.delete(key); }, done); }
  if (document.getElementById("receipt")) {
    var sent = session(SENT);
    if (sent) forget(sent);
    session(SENT, null);
  }
  if (!form) return;
  var EDGE = 1600, LONG_SHORT = 1080, LONG_PIXELS = 12e6, PROBE_MS = 8000, AGAIN_MS = 15000, DRAFT = form.dataset.draft;
  var photo = form.querySelector(".pics input[type=file]"), pics = form.querySelector(".pics");
  var text = document.getElementById("f-text"), suggest = document.getElementById("suggest");

  // ---- photos ----
  // As the server does it: of a long screenshot the shorter edge counts, or its text could not be read.
  function scaleOf(w, h) {
    var longer = Math.max(w, h), shorter = Math.min(w, h);
    if (shorter >= 240 && longer > 2.5 * shorter) return Math.min(1, LONG_SHORT / shorter, Math.sqrt(LONG_PIXELS / w / h));
    return Math.min(1, EDGE / longer);
  }
  // What this browser cannot read (HEIC outside of Safari) travels as it is: the server reads it.
  function shrink(file) {
    if (!window.createImageBitmap || !/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type) || file.size < 300000) return Promise.resolve(file);
    return createImageBitmap(file, { imageOrientation: "from-image" }).then(function (bitmap) {
      var scale = scaleOf(bitmap.width, bitmap.height);
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(bitmap.width * scale);
      canvas.height = Math.round(bitmap.height * scale);
      canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done) {
        canvas.toBlob(function (blob) {
          done(blob && blob.size < file.size ? new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }) : file);
        }, "image/jpeg", 0.85);
      });
    }).catch(function () { return file; });
  }

  var chosen = [];
  function showPhotos() {
    pics.querySelectorAll("figure.new").forEach(function (f) { f.remove(); });
    var transfer = new DataTransfer();
    chosen.forEach(function (file, i) {
      transfer.items.add(file);
      var figure = document.createElement("figure"), img = document.createElement("img"), button = document.createElement("button");
      figure.className = "new";
      img.src = URL.createObjectURL(file);
      img.alt = form.dataset.photoAlt || "";
      button.type = "button";
      button.className = "tool";
      button.textContent = "×";
      button.setAttribute("aria-label", form.dataset.photoRemove || "×");
      button.addEventListener("click", function () { chosen.splice(i, 1); showPhotos(); save(); });
      figure.append(img, button);
      pics.insertBefore(figure, pics.lastElementChild);
    });
    photo.files = transfer.files;
  }
  if (photo && window.DataTransfer) {
    photo.addEventListener("change", function () {
      var most = 6 - pics.querySelectorAll("figure:not(.new)").length;
      Promise.all(Array.from(photo.files).map(shrink)).then(function (files) {
        chosen = chosen.concat(files).slice(0, most);
        showPhotos();
        save();
      });
    });
  }

  // ---- suggestion while writing, and the questions of its item or of the one chosen by hand ----
  var questions = document.getElementById("questions"), timer = 0, asked = "";
  var hand = (form.querySelector("[data-pick] input[name=item]:checked") || {}).value || "", declined = false;
  // Questions that are asked again keep their answers.
  function showQuestions(fresh) {
    var answers = {};
    if (fresh.dataset.item === questions.dataset.item) return;
    questions.querySelectorAll("label").forEach(function (l) { answers[l.querySelector("b").textContent] = l.control.value; });
    questions.replaceChildren.apply(questions, Array.from(fresh.childNodes));
    questions.dataset.item = fresh.dataset.item;
    questions.querySelectorAll("label").forEach(function (l) { l.control.value = answers[l.querySelector("b").textContent] || ""; });
  }
  // Whether it is the same matter stays said while one goes on writing.
  function showAlike(fresh) {
    var alike = document.getElementById("alike"), said = alike && alike.querySelector("input[name=same]:checked");
    if (!alike || !fresh) return;
    alike.replaceChildren.apply(alike, Array.from(fresh.childNodes));
    alike.querySelectorAll("input[name=same]").forEach(function (i) { i.checked = Boolean(said) && i.value === said.value; });
  }
  // What many call about: its answer may be there already. At the top of a form that came back it was read.
  function showEvent(fresh) {
    var event = document.getElementById("event"), seen = event && event.querySelector("input"), now = fresh && fresh.querySelector("input");
    if (seen && now && seen.value !== now.value) event.replaceChildren.apply(event, Array.from(fresh.childNodes));
  }
  function ask() {
    var value = text.value.trim(), all = value + "\n" + hand;
    if ((value.length < 2 && !hand) || all === asked) return;
    asked = all;
    // By a form: words of an address would stand in logs.
    fetch("/appeal/suggest", {
      method: "POST", credentials: "same-origin",
      body: new URLSearchParams({ csrf: form.elements.namedItem("csrf").value, text: value.slice(0, 2000), item: hand, look: "1",
        community: (form.elements.namedItem("community") || {}).value || "" })
    })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (html) {
        var page = html && new DOMParser().parseFromString(html, "text/html");
        if (!page || all !== asked) return;
        var urgent = document.getElementById("urgent"), called = urgent.querySelector("input"), now = page.getElementById("urgent");
        if (called.value !== now.querySelector("input").value) urgent.replaceChildren.apply(urgent, Array.from(now.childNodes));
        // Who is choosing keeps the control they stand in.
        if (hand) document.getElementById("item").replaceWith(page.getElementById("item"));
        else suggest.replaceChildren.apply(suggest, Array.from(page.getElementById("suggest").childNodes));
        if (declined) suggest.querySelectorAll("input[name=item]").forEach(function (i) { i.checked = false; });
        showQuestions(page.getElementById("questions"));
        showAlike(page.getElementById("alike"));
        showEvent(page.getElementById("event"));
      })
      .catch(function () { asked = ""; /* without the network the button still works later */ });
  }
  if (text && suggest) {
    text.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, 600); });
    form.addEventListener("change", function (event) {
      if (event.target.name !== "item") return;
      hand = event.target.value;
      declined = !hand;
      ask();
    });
  }

  // ---- where its writer stands, when they ask: houses around are offered, and they choose ----
  var here = document.getElementById("here"), around = document.getElementById("here-list");
  function offerPlaces(at) {
    fetch("/appeal/here", {
      method: "POST", credentials: "same-origin",
      body: new URLSearchParams({ csrf: form.elements.namedItem("csrf").value, lon: at.coords.longitude.toFixed(6), lat: at.coords.latitude.toFixed(6), look: "1" })
    })
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(); })
      .then(function (html) {
        around.replaceChildren.apply(around, Array.from(new DOMParser().parseFromString(html, "text/html").body.childNodes));
        here.disabled = false;
      })
      .catch(noPlace);
  }
  function noPlace() {
    here.disabled = false;
    around.textContent = document.getElementById("here-no").textContent;
  }
  if (here && around && navigator.geolocation) {
    here.hidden = false;
    here.addEventListener("click", function () {
      here.disabled = true;
      navigator.geolocation.getCurrentPosition(offerPlaces, noPlace, { enableHighAccuracy: true, timeout: 10000 });
    });
  }

  // ---- draft: never who filed it (shared computers), nor the form's number (one form is one matter). It is another
  // reader's after signing in or out, and nobody's after a day: then it is gone. It is offered, never put back unasked, and
  // while it is offered nothing is written over it. ----
  var DAY_MS = 86400000, kept = ["text", "spot"], places = form.querySelector('[data-pick^="/appeal/places"]');
  var bar = document.getElementById("draft"), offered = null;
  function field(name) { return form.elements.namedItem(name); }
  function placeChosen() { return form.querySelector("input[name=place]:checked"); }
  function save() {
    var draft = { at: Date.now(), reader: form.dataset.reader, place: (placeChosen() || {}).value, photos: chosen };
    if (offered) return;
    kept.forEach(function (name) { if (field(name)) draft[name] = field(name).value; });
    drafts("readwrite", function (store) { return store.put(draft, DRAFT); });
  }
  // The server says how it is called, and that it is in this community.
  function restorePlace(id) {
    fetch(places.dataset.pick + "&place=" + encodeURIComponent(id), { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (html) {
        var fresh = new DOMParser().parseFromString(html, "text/html").body;
        if (fresh.querySelector("input:checked")) places.lastElementChild.replaceChildren.apply(places.lastElementChild, Array.from(fresh.childNodes));
      })
      .catch(function () { /* without the network it is chosen once more */ });
  }
  function restore(draft) {
    kept.forEach(function (name) { if (field(name) && draft[name]) field(name).value = draft[name]; });
    if (places && draft.place && !("placed" in form.dataset)) restorePlace(draft.place);
    if (photo && window.DataTransfer) { chosen = (draft.photos || []).concat(chosen).slice(0, 6); showPhotos(); }
    if (text) text.dispatchEvent(new Event("input", { bubbles: true }));
  }
  function answerDraft(restoring) {
    var draft = offered;
    offered = null;
    bar.hidden = true;
    if (restoring) { restore(draft); text.focus(); } else forget(DRAFT, save);
  }
  drafts("readonly", function (store) { return store.get(DRAFT); }, function (draft) {
    if (!draft) return;
    if (draft.reader !== form.dataset.reader || Date.now() - draft.at > DAY_MS) { forget(DRAFT); return; }
    if (!bar || !text || text.value || !(draft.text || draft.spot || (draft.photos || []).length)) return;
    offered = draft;
    bar.hidden = false;
    bar.querySelector("[data-go]").addEventListener("click", function () { answerDraft(true); });
    bar.querySelector("[data-drop]").addEventListener("click", function () { answerDraft(false); });
  });
  session(SENT, null);
  form.addEventListener("input", save);

  // ---- sending: once, and when there is a network ----
  var offline = document.getElementById("offline"), button = form.querySelector(".sticky .btn.pri"), sending = false, again = 0;
  function reachable() {
    var stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, PROBE_MS);
    if (navigator.onLine === false) return Promise.resolve(false);
    return fetch("/health", { method: "HEAD", cache: "no-store", signal: stop.signal })
      .then(function () { return true; }, function () { return false; })
      .then(function (there) { clearTimeout(timer); return there; });
  }
  var progress = document.getElementById("progress"), upload = null;
  function rest() {
    sending = false;
    upload = null;
    button.disabled = false;
    button.hidden = false;
    if (progress) progress.hidden = true;
  }
  function said(which) { return progress.querySelector("." + which).textContent; }
  // With photos it takes a while: how far it is, and a way to stop it.
  function send() {
    var words = progress && progress.querySelector("p"), bar = progress && progress.querySelector("progress");
    session(SENT, DRAFT);
    if (!chosen.length || !progress || !window.FormData) { form.submit(); return; }
    upload = new XMLHttpRequest();
    upload.open("POST", form.action);
    upload.upload.onprogress = function (event) {
      var part = event.lengthComputable ? Math.floor(100 * event.loaded / event.total) : 0;
      bar.value = part;
      words.textContent = part < 100 ? said("going") + " " + part + "%" : said("there");
    };
    upload.onload = function () {
      var answer = upload;
      if (answer.responseURL && new URL(answer.responseURL).pathname !== new URL(form.action).pathname) { location.href = answer.responseURL; return; }
      document.open(); // refused: the form as the server shows it
      document.write(answer.responseText);
      document.close();
    };
    upload.onerror = wait;
    upload.onabort = rest;
    words.textContent = said("going") + " 0%";
    bar.value = 0;
    progress.hidden = false;
    button.hidden = true;
    upload.send(new FormData(form));
  }
  if (progress) progress.querySelector("button").addEventListener("click", function () { if (upload) upload.abort(); });
  function wait() {
    rest();
    offline.hidden = false;
    clearTimeout(again);
    again = setTimeout(retry, AGAIN_MS);
  }
  function retry() {
    clearTimeout(again);
    if (!offline.hidden && !sending) form.requestSubmit(button);
  }
  form.addEventListener("submit", function (event) {
    if (event.submitter && event.submitter.name && event.submitter.name !== "sure") return; // shows the form again
    event.preventDefault();
    if (sending) return;
    sending = true;
    button.disabled = true;
    save();
    reachable().then(function (there) {
      if (!there) { wait(); return; }
      clearTimeout(again);
      offline.hidden = true;
      send();
    });
  });
  window.addEventListener("online", retry);
  window.addEventListener("pageshow", rest);
})();
