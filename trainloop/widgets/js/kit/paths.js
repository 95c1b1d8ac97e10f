// Shapes as path data: lines, dots, bars, contours.

import { contours as marching } from "d3-contour";

const pair = (a, b) => `${limited(a).toFixed(1)},${limited(b).toFixed(1)}`;

/** A line through [x, y] points, broken where one is not finite. */
export const through = (points, x, y) =>
  stretches(points)
    .map((part) => `M${part.map(([a, b]) => pair(x(a), y(b))).join("L")}${part.length > 1 ? "" : "h0"}`)
    .join("");

/** The area between two lines, rows of [x, from, to], broken where one is not finite. */
export function between(rows, x, y) {
  const side = (part, i) => part.map((row) => pair(x(row[0]), y(row[i])));
  return stretches(rows)
    .map((part) => `M${[...side(part, 2), ...side(part, 1).reverse()].join("L")}Z`)
    .join("");
}

/** Rows in a row that hold nothing but finite numbers. */
function stretches(rows) {
  const found = [];
  let current = null;
  for (const row of rows) {
    if (!row.every(Number.isFinite)) current = null;
    else if (current) current.push(row);
    else found.push((current = [row]));
  }
  return found;
}

/**
 * A line through x and y in turn, the first `count` points, clipped to the picture: dashes of what
 * diverges would take a renderer seconds. What wouldn't be seen to move is left out.
 */
export function polyline(values, count, x, y) {
  const box = [x.range(), y.range()].map((ends) => [Math.min(...ends) - EDGE, Math.max(...ends) + EDGE]);
  let d = "";
  let [fromX, fromY, pen] = [NaN, NaN, false]; // where the line is, and whether it is drawn up to there
  for (let i = 0; i < count; i++) {
    const [a, b] = [x(values[2 * i]), y(values[2 * i + 1])].map(limited);
    if (Number.isNaN(a) || Number.isNaN(b)) break;
    if (Math.abs(a - fromX) < 0.3 && Math.abs(b - fromY) < 0.3) continue;
    const part = i ? visible(fromX, fromY, a, b, box) : null;
    if (part) {
      const [start, end] = part;
      d += `${pen && start === 0 ? "" : at(fromX, fromY, a, b, start, "M")}${at(fromX, fromY, a, b, end, "L")}`;
    }
    pen = Boolean(part) && part[1] === 1;
    [fromX, fromY] = [a, b];
  }
  return d;
}

const EDGE = 20; // pixels beside the picture that are drawn too, so that no line ends before its edge
const at = (x0, y0, x1, y1, share, command) =>
  `${command}${(x0 + share * (x1 - x0)).toFixed(1)},${(y0 + share * (y1 - y0)).toFixed(1)}`;

/** The shares of a segment at which it enters and leaves a box, or null (Liang and Barsky, 1984). */
function visible(x0, y0, x1, y1, [[left, right], [top, bottom]]) {
  let [start, end] = [0, 1];
  const sides = [
    [x0 - x1, x0 - left],
    [x1 - x0, right - x0],
    [y0 - y1, y0 - top],
    [y1 - y0, bottom - y0],
  ];
  for (const [toward, room] of sides) {
    if (toward === 0 && room < 0) return null;
    if (toward < 0) start = Math.max(start, room / toward);
    if (toward > 0) end = Math.min(end, room / toward);
  }
  return start <= end ? [start, end] : null;
}

/** Dots as one path: round caps on lines of no length. */
export const dots = (points, x, y) =>
  points.map(([a, b]) => `M${limited(x(a)).toFixed(1)},${limited(y(b)).toFixed(1)}h0`).join("");

/** Small crosses. */
export const crosses = (points, x, y) =>
  points.map(([a, b]) => `M${(x(a) - 4).toFixed(1)},${(y(b) - 4).toFixed(1)}l8,8m0,-8l-8,8`).join("");

/** Vertical lines from (x, from) to (x, to). */
export const rods = (rows, x, y) =>
  rows
    .map(([a, from, to]) => `M${x(a).toFixed(1)},${limited(y(from)).toFixed(1)}V${limited(y(to)).toFixed(1)}`)
    .join("");

/** Points of the ellipse at one standard deviation around a center, of the covariance [xx, xy, yy]. */
export function ellipse([x, y], [xx, xy, yy], count = 72) {
  const a = Math.sqrt(Math.max(0, xx));
  const b = a ? xy / a : 0;
  const c = Math.sqrt(Math.max(0, yy - b * b));
  return Array.from({ length: count + 1 }, (_, i) => {
    const turn = (2 * Math.PI * i) / count;
    return [x + a * Math.cos(turn), y + b * Math.cos(turn) + c * Math.sin(turn)];
  });
}

/** Two domains, made larger around their middles so that one unit is as long on both axes of a plot. */
export function even(domains, plot) {
  const sides = [plot.x[1] - plot.x[0], plot.y[0] - plot.y[1]];
  const unit = Math.max(...domains.map(([low, high], i) => (high - low) / sides[i]));
  return domains.map(([low, high], i) => {
    const [middle, half] = [(low + high) / 2, (unit * sides[i]) / 2];
    return [middle - half, middle + half];
  });
}

// Far outside the picture all places look the same, but renderers stumble over huge coordinates.
const limited = (pixel) => Math.min(1e5, Math.max(-1e5, pixel));

const POINTS = 72; // of an ellipse

/** Contours of ½(x² + hy²) by formula, at losses that grow with the square: rings are evenly spaced. */
export function ellipses(h, [[, right], [, top]], count) {
  const most = 0.5 * (right ** 2 + h * top ** 2);
  return Array.from({ length: count }, (_, i) => {
    const reach = Math.sqrt(2 * most) * ((i + 1) / count);
    const turn = (j) => (2 * Math.PI * j) / POINTS;
    const ring = (_, j) => [reach * Math.cos(turn(j)), (reach / Math.sqrt(h)) * Math.sin(turn(j))];
    return Array.from({ length: POINTS + 1 }, ring);
  });
}

/**
 * Contour lines of `of([x, y])` over a domain, as points in its units: computed once.
 * `levels` are losses, or how many lines: then each is around about as much more of the area as the next.
 */
export function isolines(of, [[x0, x1], [y0, y1]], levels, across = 120) {
  const at = (low, high, i) => low + ((high - low) * i) / (across - 1);
  const values = Array.from({ length: across * across }, (_, k) =>
    of([at(x0, x1, k % across), at(y0, y1, Math.floor(k / across))]),
  );
  const toUnits = ([column, row]) => [at(x0, x1, column - 0.5), at(y0, y1, row - 0.5)];
  return marching()
    .size([across, across])
    .thresholds(typeof levels === "number" ? byArea(values, levels) : levels)(values)
    .flatMap(({ coordinates }) => coordinates.flat().map((ring) => ring.map(toUnits)));
}

/** Levels as trainloop.plotting draws them. */
function byArea(values, count) {
  const sorted = Float64Array.from(values).sort();
  const level = (_, i) => sorted[Math.round(((i + 1) / (count + 1)) ** 1.5 * (sorted.length - 1))];
  return Array.from({ length: count }, level);
}
