// map.js: where a tile server is set, lays what the server drew over its tiles. The drawing itself is what is read:
// its units become degrees again. It stays for printing, and for readers without scripts.
(function () {
  "use strict";
  var svg = document.querySelector("svg.area-map[data-tiles]"), L = window.L;
  if (!svg || !L) return;
  var data = svg.dataset, title = svg.getAttribute("aria-label");

  function at(x, y) { return [data.north - y / data.y, +data.west + x / data.x]; }
  function number(node, name) { return +node.getAttribute(name); }
  function words(node) {
    var span = document.createElement("span"), name = node.querySelector("title");
    span.textContent = name ? name.textContent : "";
    return span;
  }

  var box = document.createElement("div");
  box.className = "area-map tiles noprint";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", title);
  svg.before(box);
  svg.classList.add("p-only");

  var map = L.map(box, { zoomControl: false, zoomSnap: 0.5, scrollWheelZoom: false });
  L.control.zoom({ zoomInTitle: data.in, zoomOutTitle: data.out }).addTo(map);
  map.attributionControl.setPrefix(false);
  L.tileLayer(data.tiles, { maxZoom: 19, attribution: new URL(data.tiles).host }).addTo(map);

  var all = L.featureGroup();
  svg.querySelectorAll("path").forEach(function (path) {
    var rings = path.getAttribute("d").split("Z").filter(Boolean).map(function (ring) {
      return ring.split(/[ML]/).filter(Boolean).map(function (pair) {
        var xy = pair.split(" ");
        return at(+xy[0], +xy[1]);
      });
    });
    all.addLayer(L.polygon(rings, { className: path.getAttribute("class"), interactive: false }));
  });
  svg.querySelectorAll("rect").forEach(function (rect) {
    var half = number(rect, "width") / 2, where = at(number(rect, "x") + half, number(rect, "y") + half);
    all.addLayer(L.circleMarker(where, { radius: 5, fillOpacity: 1, className: rect.getAttribute("class") }).bindTooltip(words(rect)));
  });
  svg.querySelectorAll("a").forEach(function (link) {
    var circle = link.querySelector("circle"), where = at(number(circle, "cx"), number(circle, "cy"));
    var spot = L.circleMarker(where, { radius: 8, fillOpacity: 1, className: circle.getAttribute("class") }).bindTooltip(words(circle));
    function go() { window.location.href = link.getAttribute("href"); }
    spot.on("click", go);
    spot.on("add", function () {
      var shown = spot.getElement();
      shown.setAttribute("tabindex", "0");
      shown.setAttribute("role", "link");
      shown.setAttribute("aria-label", words(circle).textContent);
      shown.addEventListener("keydown", function (event) { if (event.key === "Enter") go(); });
    });
    all.addLayer(spot);
  });
  map.fitBounds(all.getBounds(), { padding: [12, 12], maxZoom: 18 });
  all.addTo(map);
})();
