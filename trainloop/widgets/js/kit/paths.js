// Shapes as path data: lines, dots, bars, contours.

import { contours as marching } from "d3-contour";
import { area, line } from "d3-shape";

/** A line through [x, y] points, broken where one is not finite. */
export const through = (points, x, y) =>
  line()
    .defined((point) => point.every(Number.isFinite))
    .x((point) => limited(x(point[0])))
    .y((point) => limited(y(point[1])))(points);

/** The area between two lines, rows of [x, from, to], broken where one is not finite. */
export const between = (rows, x, y) =>
  area()
    .defined((row) => row.every(Number.isFinite))
    .x(([at]) => limited(x(at)))
    .y0(([, from]) => limited(y(from)))
    .y1(([, , to]) => limited(y(to)))(rows);

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

// Far outside the picture all places look the same, but renderers stumble over huge coordinates.
const limited = (pixel) => Math.min(1e4, Math.max(-1e4, pixel));

/** Contour lines of `of([x, y])` over a domain, as points in its units: computed once. */
export function isolines(of, [[x0, x1], [y0, y1]], levels, across = 120) {
  const at = (low, high, i) => low + ((high - low) * i) / (across - 1);
  const values = Array.from({ length: across * across }, (_, k) =>
    of([at(x0, x1, k % across), at(y0, y1, Math.floor(k / across))]),
  );
  const toUnits = ([column, row]) => [at(x0, x1, column - 0.5), at(y0, y1, row - 0.5)];
  return marching()
    .size([across, across])
    .thresholds(levels)(values)
    .flatMap(({ coordinates }) => coordinates.flat().map((ring) => ring.map(toUnits)));
}
