// Results of a study as trainloop.studies.packing stores them: whole numbers on a grid, compressed.

const SPECIAL = [NaN, Infinity, -Infinity];

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** Curves one after the other, base64 of float64 with the low byte first: what Python computed just now. */
export function plain(text, names) {
  const view = new DataView(bytes(text).buffer);
  const values = Array.from({ length: view.byteLength / 8 }, (_, i) => view.getFloat64(8 * i, true));
  const length = values.length / names.length;
  return Object.fromEntries(names.map((name, i) => [name, values.slice(i * length, (i + 1) * length)]));
}

/**
 * Reads results. `grid` and `curves` are [name, values] and [name, scale] each, `x` is what the curves run over.
 * Returns `at(point)`: the curves by name at a point of the grid, or null off the grid.
 */
export async function unpack(text, { grid, curves, x }) {
  const codes = summed(await inflated(bytes(text)), x.length);
  const sizes = grid.map(([, values]) => values.length);
  const rows = sizes.reduce((product, size) => product * size, 1);
  if (codes.length !== rows * x.length * curves.length) throw new Error("the results are cut off");
  const read = new Map(); // rows that were asked for
  function at(point) {
    const places = grid.map(([name, values]) => values.indexOf(point[name]));
    if (places.includes(-1)) return null;
    const row = places.reduce((sum, place, i) => sum * sizes[i] + place, 0);
    const part = (curve) => codes.subarray((curve * rows + row) * x.length, (curve * rows + row + 1) * x.length);
    if (!read.has(row))
      read.set(row, Object.fromEntries(curves.map(([name, scale], i) => [name, decoded(part(i), scale)])));
    return read.get(row);
  }
  /** All values of a curve, over the whole grid. */
  function all(name) {
    const curve = curves.findIndex(([other]) => other === name);
    return decoded(codes.subarray(curve * rows * x.length, (curve + 1) * rows * x.length), curves[curve][1]);
  }
  return { at, all };
}

async function inflated(packed) {
  if (typeof DecompressionStream === "undefined")
    throw new Error("this browser is too old to unpack them (it has no DecompressionStream)");
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Low bytes, then high bytes, of differences along each row; they wrap around at 2¹⁶. */
function summed(planes, length) {
  const codes = new Uint16Array(planes.length / 2);
  for (let i = 0; i < codes.length; i++) {
    const step = planes[i] | (planes[codes.length + i] << 8);
    codes[i] = (i % length ? codes[i - 1] : 0) + step;
  }
  return codes;
}

function decoded(codes, [log, start, step, levels]) {
  const value = log ? (code) => Math.exp(start + code * step) : (code) => start + code * step;
  return Array.from(codes, (code) => (code < levels ? value(code) : SPECIAL[code - levels]));
}
