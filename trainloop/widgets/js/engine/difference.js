// Finite differences in float64 and float32, their errors, and what theory says of them.

import { FUNCTIONS, PRECISIONS } from "./reproducible.js";

const LARGEST = 0.5;
const NEAR = 3; // times the step that theory expects to be best, and as many times smaller
// Twenty steps a decade, rounded as Renard's preferred numbers are; as text, so that each is the same float everywhere.
const MANTISSAS = "1 1.12 1.25 1.4 1.6 1.8 2 2.24 2.5 2.8 3.15 3.55 4 4.5 5 5.6 6.3 7.1 8 9".split(" ");
const DECADES = Array.from({ length: 16 }, (_, i) => i - 16);
const GRID = DECADES.flatMap((power) => MANTISSAS.map((mantissa) => Number(`${mantissa}e${power}`)));

/** The steps of the curves, rising. */
export const steps = GRID.filter((h) => h <= LARGEST);

/** Both estimates of the derivative with step h, and their errors. */
export function differences({ name, x, precision, h }) {
  const { round } = PRECISIONS[precision];
  const { value, first } = FUNCTIONS[name];
  const [place, step] = [round(x), round(h)];
  const [above, here, below] = [round(place + step), place, round(place - step)].map((at) => value(at, round));
  const forward = round(round(above - here) / step);
  const central = round(round(above - below) / round(2 * step));
  const slope = first(place);
  return { h, forward, central, forwardError: Math.abs(forward - slope), centralError: Math.abs(central - slope) };
}

/** Theory of the error: a·hᵖ from truncation and b/h from rounding, with a, b and the order p. */
export function theory({ name, x, precision, method }) {
  const { round, unit } = PRECISIONS[precision];
  const { value, second, third } = FUNCTIONS[name];
  const place = round(x);
  const forward = method === "forward";
  const a = forward ? Math.abs(second(place)) / 2 : Math.abs(third(place)) / 6;
  return { a, b: unit * Math.abs(value(place, (exact) => exact)), order: forward ? 1 : 2 };
}

/** From where to where theory expects the best h: around where a·hᵖ + b/h is least. */
export function bestSteps({ a, b, order }) {
  const best = a ? (b / (order * a)) ** (1 / (order + 1)) : LARGEST;
  return [Math.min(LARGEST, best / NEAR), Math.min(LARGEST, NEAR * best)];
}

/** Whether the points that a difference compares are one and the same number. */
export function vanishes({ x, precision, method, h }) {
  const { round } = PRECISIONS[precision];
  const [place, step] = [round(x), round(h)];
  return round(place + step) === place && (method === "forward" || round(place - step) === place);
}
