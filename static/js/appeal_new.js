// appeal_new.js: makes filing quicker: shrinks photos before they travel, shows them, asks for the suggestion while
// one writes, keeps a draft on this phone and sends it again when the network is back. The form works without it.
(function () {
  "use strict";
  var form = document.querySelector("form[data-draft]");
  if (!form) return;
  var EDGE = 1600, DRAFT = "linli-draft-" + form.dataset.draft;
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

  // ---- suggestion while writing ----
  var timer = 0, asked = "";
  function ask() {
    var value = text.value.trim();
    if (value.length < 6 || value === asked) return;
    asked = value;
    fetch("/appeal/suggest?text=" + encodeURIComponent(value.slice(0, 500)), { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (html) { if (html && value === asked) suggest.innerHTML = html; })
      .catch(function () { /* without the network the button still works later */ });
  }
  if (text && suggest) text.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(ask, 600); });

  // ---- draft ----
  var kept = ["text", "spot", "place", "once", "name", "phone"];
  function field(name) { return form.elements.namedItem(name); }
  function save() {
    var draft = { at: Date.now() };
    kept.forEach(function (name) { if (field(name)) draft[name] = field(name).value; });
    try { localStorage.setItem(DRAFT, JSON.stringify(draft)); } catch (e) { /* private mode */ }
  }
  function restore() {
    var draft;
    try { draft = JSON.parse(localStorage.getItem(DRAFT) || "null"); } catch (e) { return; }
    if (!draft || Date.now() - draft.at > 7 * 86400000 || !text || text.value) return;
    kept.forEach(function (name) {
      var f = field(name);
      if (f && draft[name] && (name !== "place" || f.querySelector('option[value="' + CSS.escape(draft[name]) + '"]'))) f.value = draft[name];
    });
  }
  restore();
  form.addEventListener("input", save);
  form.addEventListener("submit", function (event) {
    if (event.submitter && event.submitter.name === "look") return;
    if (navigator.onLine === false) {
      event.preventDefault();
      save();
      var note = document.getElementById("offline");
      if (note) note.hidden = false;
      window.addEventListener("online", function () { form.requestSubmit(); }, { once: true });
      return;
    }
    try { localStorage.removeItem(DRAFT); } catch (e) { /* nothing kept */ }
  });
})();
