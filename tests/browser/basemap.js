// basemap.js: a small archive of vector tiles (PMTiles 3, nothing compressed), as a district would put into its data folder: land, a
// lake and a road in each tile around a point.

function varint(n) {
  const out = [];
  while (n > 127) { out.push((n % 128) | 128); n = Math.floor(n / 128); }
  out.push(n);
  return out;
}
function field(number, bytes) { return [...varint(number * 8 + 2), ...varint(bytes.length), ...bytes]; }
function text(s) { return [...Buffer.from(s, "utf8")]; }

// A layer with one feature, whose kind says how it is drawn.
function layer(name, kind, type, points, close) {
  const zig = (v) => (v << 1) ^ (v >> 31), commands = [];
  let x = 0, y = 0;
  points.forEach(([px, py], i) => {
    if (i === 0) commands.push(9);
    if (i === 1) commands.push(((points.length - 1) << 3) | 2);
    commands.push(zig(px - x), zig(py - y));
    x = px; y = py;
  });
  if (close) commands.push(15);
  const feature = [...field(2, [0, 0]), 24, type, ...field(4, commands.flatMap((c) => varint(c >>> 0)))];
  return field(3, [120, 2, ...field(1, text(name)), ...field(2, feature), ...field(3, text("kind")), ...field(4, field(1, text(kind))), 40, ...varint(4096)]);
}
const box = (a, b, c, d) => [[a, b], [c, b], [c, d], [a, d]];
const tile = Buffer.from([
  ...layer("earth", "earth", 3, box(0, 0, 4096, 4096), true),
  ...layer("water", "lake", 3, box(600, 600, 2400, 2000), true),
  ...layer("roads", "major_road", 2, [[0, 3000], [4096, 3200]], false),
]);

// The number of a tile on the curve of the format.
function tileId(z, x, y) {
  let id = (4 ** z - 1) / 3;
  for (let s = 2 ** (z - 1); s >= 1; s /= 2) {
    const rx = x & s ? 1 : 0, ry = y & s ? 1 : 0;
    id += s * s * ((3 * rx) ^ ry);
    if (!ry) {
      if (rx) [x, y] = [s - 1 - x, s - 1 - y];
      [x, y] = [y, x];
    }
  }
  return id;
}

export function basemap(lon, lat, from = 9, to = 15) {
  const ids = [];
  for (let z = from; z <= to; z++) {
    const n = 2 ** z, r = (lat * Math.PI) / 180;
    const cx = Math.floor(((lon + 180) / 360) * n), cy = Math.floor(((1 - Math.asinh(Math.tan(r)) / Math.PI) / 2) * n);
    for (let x = cx - 6; x <= cx + 6; x++) for (let y = cy - 6; y <= cy + 6; y++) if (x >= 0 && y >= 0 && x < n && y < n) ids.push(tileId(z, x, y));
  }
  ids.sort((a, b) => a - b);
  const directory = Buffer.from([
    ...varint(ids.length),
    ...ids.flatMap((id, i) => varint(i ? id - ids[i - 1] : id)),
    ...ids.flatMap(() => [1]),
    ...ids.flatMap(() => varint(tile.length)),
    ...ids.flatMap(() => [1]), // offset 0, written as 1
  ]);
  const about = Buffer.from(JSON.stringify({ name: "test", vector_layers: ["earth", "water", "roads"].map((id) => ({ id, fields: { kind: "String" } })) }));
  const head = Buffer.alloc(127);
  head.write("PMTiles", 0);
  head[7] = 3;
  const at = [127, directory.length, 127 + directory.length, about.length, 127 + directory.length + about.length, 0, 127 + directory.length + about.length, tile.length, ids.length, ids.length, 1];
  at.forEach((v, i) => head.writeBigUInt64LE(BigInt(v), 8 + 8 * i));
  head[96] = 0; head[97] = 1; head[98] = 1; head[99] = 1; head[100] = from; head[101] = to;
  [[102, lon - 1], [106, lat - 1], [110, lon + 1], [114, lat + 1]].forEach(([p, v]) => head.writeInt32LE(Math.round(v * 1e7), p));
  head[118] = 12;
  head.writeInt32LE(Math.round(lon * 1e7), 119);
  head.writeInt32LE(Math.round(lat * 1e7), 123);
  return Buffer.concat([head, directory, about, tile]);
}
