// map.js: the map that the server drew gets quicker. A mark and its rows light up together; the map is dragged, zoomed and paged
// without loading the page; the browser is asked where it is when its reader asks. Where a tile server is set, the drawing is laid
// over its tiles. Without this script all of it are links.
(function () {
  "use strict";
  var part = document.getElementById("map-part"), note = document.getElementById("map-note");
  function drawing() { return document.querySelector("svg.area-map"); }
  function number(node, name) { return +node.getAttribute(name); }

  // ---- a mark and its rows ----
  function rowsOf(id) { return Array.from(document.querySelectorAll("[data-mark]")).filter(function (row) { return row.dataset.mark === id; }); }
  function light(id, on) {
    var mark = id && document.getElementById(id);
    if (!mark) return;
    mark.classList.toggle("lit", on);
    rowsOf(id).forEach(function (row) { row.classList.toggle("lit", on); });
  }
  function pair(root, find) {
    ["mouseover", "focusin", "mouseout", "focusout"].forEach(function (kind) {
      root.addEventListener(kind, function (event) { light(find(event.target), kind === "mouseover" || kind === "focusin"); });
    });
  }
  function markOf(node) { var mark = node.closest("a.mark"); return mark && mark.id; }
  function markOfRow(node) { var row = node.closest("[data-mark]"); return row && row.dataset.mark; }

  // ---- parts of the map, fetched ----
  var asked = "";
  function show(url, keep) {
    var held = document.activeElement && document.activeElement.closest("#map-part nav a"), words = held && held.textContent.trim();
    asked = url;
    fetch(url, { credentials: "same-origin" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; })
      .then(function (html) {
        var page = html && new DOMParser().parseFromString(html, "text/html");
        if (!page || asked !== url || !page.getElementById("map-part")) { if (asked === url) window.location.href = url; return; }
        ["map-part", "map-list", "map-note"].forEach(function (id) { document.getElementById(id).replaceWith(page.getElementById(id)); });
        part = document.getElementById("map-part");
        note = document.getElementById("map-note");
        if (keep) window.history.pushState(null, "", url);
        begin();
        document.getElementById("map-say").textContent = document.getElementById("map-count").textContent;
        // Who pressed a button goes on pressing it.
        part.querySelectorAll("nav a").forEach(function (a) { if (words && a.textContent.trim() === words) a.focus({ preventScroll: true }); });
      })
      .catch(function () { window.location.href = url; });
  }

  // ---- dragging and zooming: the drawing's own frame moves, then the part it ends at is fetched ----
  function move(svg) {
    var box = svg.viewBox.baseVal, home = { x: box.x, y: box.y, width: box.width, height: box.height }, data = svg.dataset;
    var fingers = new Map(), timer = 0, moved = false;
    function scale() { return box.width / svg.clientWidth; }
    function settle() {
      var zoom = Math.min(19, Math.max(9, +part.dataset.zoom + Math.log2(home.width / box.width)));
      var lon = +data.west + (box.x + box.width / 2) / data.x, lat = data.north - (box.y + box.height / 2) / data.y;
      show(part.dataset.all + "&z=" + zoom.toFixed(1) + "&x=" + lon.toFixed(5) + "&y=" + lat.toFixed(5), true);
    }
    function later() { clearTimeout(timer); timer = setTimeout(settle, 350); }
    function zoomAt(x, y, by) {
      var rect = svg.getBoundingClientRect(), at = { x: box.x + (x - rect.left) * scale(), y: box.y + (y - rect.top) * scale() };
      box.x = at.x - (at.x - box.x) * by;
      box.y = at.y - (at.y - box.y) * by;
      box.width *= by;
      box.height *= by;
      later();
    }
    svg.classList.add("moves");
    svg.addEventListener("wheel", function (event) {
      event.preventDefault();
      zoomAt(event.clientX, event.clientY, event.deltaY > 0 ? 1.2 : 1 / 1.2);
    }, { passive: false });
    svg.addEventListener("pointerdown", function (event) {
      fingers.set(event.pointerId, event);
      moved = false;
    });
    svg.addEventListener("pointermove", function (event) {
      var was = fingers.get(event.pointerId), other = null;
      if (!was) return;
      fingers.forEach(function (f, id) { if (id !== event.pointerId) other = f; });
      if (!moved && Math.hypot(event.clientX - was.clientX, event.clientY - was.clientY) < 4) return;
      if (!moved) svg.setPointerCapture(event.pointerId);
      moved = true;
      if (other) {
        zoomAt((event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2,
          Math.hypot(was.clientX - other.clientX, was.clientY - other.clientY) / Math.max(1, Math.hypot(event.clientX - other.clientX, event.clientY - other.clientY)));
      } else {
        box.x -= (event.clientX - was.clientX) * scale();
        box.y -= (event.clientY - was.clientY) * scale();
      }
      fingers.set(event.pointerId, event);
    });
    ["pointerup", "pointercancel"].forEach(function (kind) {
      svg.addEventListener(kind, function (event) {
        if (fingers.delete(event.pointerId) && moved && !fingers.size) later();
      });
    });
    // The press that ended a drag opens nothing.
    svg.addEventListener("click", function (event) { if (moved) { event.preventDefault(); event.stopPropagation(); } }, true);
    svg.addEventListener("dragstart", function (event) { event.preventDefault(); });
  }

  function begin() {
    var svg = drawing();
    if (!svg) return;
    pair(svg, markOf);
    if (!part) return;
    pair(document.getElementById("map-list"), markOfRow);
    part.addEventListener("click", function (event) {
      var link = event.target.closest("a"), to = link && link.getAttribute("href");
      if (!to || event.ctrlKey || event.metaKey || event.shiftKey) return;
      if (to.indexOf("/appeal/map?") === 0) {
        event.preventDefault();
        show(to, true);
      } else if (to.charAt(0) === "#") {
        var row = document.getElementById(to.slice(1));
        // After the browser has gone there, which takes the focus away.
        if (row) setTimeout(function () { row.querySelector("a").focus({ preventScroll: true }); }, 0);
      }
    });
    if (!svg.dataset.leaflet) move(svg);
  }

  // ---- where the reader is: asked for by pressing, told no more exactly than a house ----
  var here = document.getElementById("map-here");
  if (here && part && window.navigator.geolocation) {
    here.hidden = false;
    here.addEventListener("click", function () {
      here.disabled = true;
      window.navigator.geolocation.getCurrentPosition(function (at) {
        here.disabled = false;
        show(here.dataset.to + "&hx=" + at.coords.longitude.toFixed(4) + "&hy=" + at.coords.latitude.toFixed(4), true);
      }, function () {
        here.disabled = false;
        note.textContent = document.getElementById("map-no").textContent;
      }, { enableHighAccuracy: true, timeout: 10000 });
    });
  }

  // ---- a tile server's map under the drawing; that stays for printing ----
  function tiles(svg, L) {
    var data = svg.dataset, box = document.createElement("div"), all = L.featureGroup();
    function at(x, y) { return [data.north - y / data.y, +data.west + x / data.x]; }
    function words(node) {
      var span = document.createElement("span"), name = node.querySelector("title");
      span.textContent = name ? name.textContent : "";
      return span;
    }
    box.className = "area-map tiles noprint";
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", svg.getAttribute("aria-label"));
    svg.before(box);
    svg.classList.add("p-only");

    var map = L.map(box, { zoomControl: false, zoomSnap: 0.5, scrollWheelZoom: false });
    L.control.zoom({ zoomInTitle: data.in, zoomOutTitle: data.out }).addTo(map);
    map.attributionControl.setPrefix(false);
    if (data.file) {
      var dark = window.getComputedStyle(svg).colorScheme === "dark" || document.documentElement.dataset.theme === "dark";
      window.protomapsL.leafletLayer({
        url: new URL(data.file, window.location.href).href, flavor: dark ? "dark" : "light", maxZoom: 19,
        lang: document.documentElement.lang.slice(0, 2) === "en" ? "en" : "zh", attribution: "OpenStreetMap",
      }).addTo(map);
    } else {
      L.tileLayer(data.tiles, { maxZoom: 19, attribution: new URL(data.tiles).host }).addTo(map);
    }
    svg.querySelectorAll("path.edge").forEach(function (path) {
      var rings = path.getAttribute("d").split("Z").filter(Boolean).map(function (ring) {
        return ring.split(/[ML]/).filter(Boolean).map(function (pair) {
          var xy = pair.split(" ");
          return at(+xy[0], +xy[1]);
        });
      });
      all.addLayer(L.polygon(rings, { className: path.getAttribute("class"), interactive: false }));
    });
    svg.querySelectorAll("rect.house").forEach(function (rect) {
      var half = number(rect, "width") / 2, where = at(number(rect, "x") + half, number(rect, "y") + half);
      all.addLayer(L.circleMarker(where, { radius: 5, fillOpacity: 1, className: rect.getAttribute("class") }).bindTooltip(words(rect)));
    });
    svg.querySelectorAll("a.mark").forEach(function (link) {
      var shape = link.querySelector(".spot"), many = shape.classList.contains("many");
      var spot = L.circleMarker(at(+link.dataset.x, +link.dataset.y), { radius: many ? 14 : 8, fillOpacity: 1, className: shape.getAttribute("class") });
      if (many) spot.bindTooltip(link.querySelector("text").textContent, { permanent: true, direction: "center", className: "map-count" });
      else spot.bindTooltip(words(link));
      function go() { window.location.href = link.getAttribute("href"); }
      spot.on("click", go);
      spot.on("add", function () {
        var shown = spot.getElement();
        shown.setAttribute("tabindex", "0");
        shown.setAttribute("role", "link");
        shown.setAttribute("aria-label", link.getAttribute("aria-label"));
        shown.addEventListener("keydown", function (event) { if (event.key === "Enter") go(); });
      });
      all.addLayer(spot);
    });
    var rect = svg.viewBox.baseVal;
    map.fitBounds([at(0, 0), at(rect.width, rect.height)], { maxZoom: 18 });
    all.addTo(map);
  }

  begin();
  if (part) window.addEventListener("popstate", function () { if (!window.location.hash) show(window.location.href, false); });
  // What draws the base map is fetched by the pages that have one.
  function script(url) {
    return new Promise(function (done, failed) {
      var tag = document.createElement("script");
      tag.src = url;
      tag.onload = done;
      tag.onerror = failed;
      document.head.append(tag);
    });
  }
  function base(svg) {
    var look = document.createElement("link"), data = svg.dataset;
    look.rel = "stylesheet";
    look.href = data.look;
    document.head.append(look);
    script(data.leaflet)
      .then(function () { return data.kit ? script(data.kit) : null; })
      .then(function () { tiles(svg, window.L); })
      .catch(function () { move(svg); /* the drawing alone */ });
  }
  if (drawing() && drawing().dataset.leaflet) base(drawing());
})();
