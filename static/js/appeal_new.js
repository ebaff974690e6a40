// appeal_new.js: makes filing quicker: shrinks photos before they travel, shows them, asks for the suggestion while
// one writes, keeps a draft on this phone until the receipt is there, and waits for the network when it is away. The
// form works without it.
(function () {
  "use strict";
  // Which draft this tab has sent: the receipt ends that one and no other.
  var SENT = "linli-sent", form = document.querySelector("form[data-draft]");
  function store(kind, key, value) {
    try {
      if (value === undefined) return window[kind].getItem(key);
      if (value === null) window[kind].removeItem(key); else window[kind].setItem(key, value);
    } catch (e) { /* private mode: nothing is kept */ }
    return null;
  }
  if (document.getElementById("receipt")) {
    var sent = store("sessionStorage", SENT);
    if (sent) store("localStorage", sent, null);
    store("sessionStorage", SENT, null);
  }
  if (!form) return;
  var EDGE = 1600, PROBE_MS = 8000, AGAIN_MS = 15000, DRAFT = "linli-draft-" + form.dataset.draft;
  var photo = document.getElementById("photo"), pics = document.getElementById("pics");
  var text = document.getElementById("f-text"), suggest = document.getElementById("suggest");

  // ---- photos ----
  function shrink(file) {
    if (!window.createImageBitmap || !/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < 300000) return Promise.resolve(file);
    return createImageBitmap(file, { imageOrientation: "from-image" }).then(function (bitmap) {
      var scale = Math.min(1, EDGE / Math.max(bitmap.width, bitmap.height));
      var canvas = document.createElement("canvas");
      canvas.width = Math.round(bitmap.width * scale);
      canvas.height = Math.round(bitmap.height * scale);
      canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      return new Promise(function (done) {
        canvas.toBlob(function (blob) {
          done(blob && blob.size < file.size ? new File([blob], "photo.jpg", { type: "image/jpeg" }) : file);
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
      button.addEventListener("click", function () { chosen.splice(i, 1); showPhotos(); });
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
  function ask() {
    var value = text.value.trim(), all = value + "\n" + hand;
    if ((value.length < 2 && !hand) || all === asked) return;
    asked = all;
    // By a form: words of an address would stand in logs.
    fetch("/appeal/suggest", {
      method: "POST", credentials: "same-origin",
      body: new URLSearchParams({ csrf: form.elements.namedItem("csrf").value, text: value.slice(0, 2000), item: hand, look: "1" })
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

  // ---- draft: never who filed it (shared computers), nor the form's number (one form is one matter) ----
  var kept = ["text", "spot"], places = form.querySelector('[data-pick^="/appeal/places"]');
  function field(name) { return form.elements.namedItem(name); }
  function placeChosen() { return form.querySelector("input[name=place]:checked"); }
  function save() {
    var draft = { at: Date.now(), place: (placeChosen() || {}).value };
    kept.forEach(function (name) { if (field(name)) draft[name] = field(name).value; });
    store("localStorage", DRAFT, JSON.stringify(draft));
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
  function restore() {
    var draft = null;
    try { draft = JSON.parse(store("localStorage", DRAFT) || "null"); } catch (e) { /* not ours */ }
    if (!draft || Date.now() - draft.at > 7 * 86400000) { store("localStorage", DRAFT, null); return; }
    if (!text || text.value) return;
    kept.forEach(function (name) { if (field(name) && draft[name]) field(name).value = draft[name]; });
    if (places && draft.place && !("placed" in form.dataset)) restorePlace(draft.place);
  }
  store("sessionStorage", SENT, null);
  restore();
  form.addEventListener("input", save);

  // ---- sending: once, and when there is a network ----
  var offline = document.getElementById("offline"), button = form.querySelector(".sticky button"), sending = false, again = 0;
  function reachable() {
    var stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, PROBE_MS);
    if (navigator.onLine === false) return Promise.resolve(false);
    return fetch("/health", { method: "HEAD", cache: "no-store", signal: stop.signal })
      .then(function () { return true; }, function () { return false; })
      .then(function (there) { clearTimeout(timer); return there; });
  }
  function rest() {
    sending = false;
    button.disabled = false;
  }
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
    if (event.submitter && event.submitter.name) return; // shows the form again
    event.preventDefault();
    if (sending) return;
    sending = true;
    button.disabled = true;
    save();
    reachable().then(function (there) {
      if (!there) { wait(); return; }
      clearTimeout(again);
      offline.hidden = true;
      store("sessionStorage", SENT, DRAFT);
      form.submit();
    });
  });
  window.addEventListener("online", retry);
  window.addEventListener("pageshow", rest);
})();
