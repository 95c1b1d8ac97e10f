// What FiniteDifference shows, worked out from its settings: no drawing here.

import { bestSteps, differences, steps, theory, vanishes } from "../../engine/difference.js";
import { FUNCTIONS, PRECISIONS } from "../../engine/reproducible.js";
import { cached } from "../../kit/live.js";
import { number } from "../../kit/words.js";

const REACH = 1.5; // times h, how far the zoomed picture goes to both sides
const POINTS = 300;

/** What the functions are called. */
export const TEXTS = { exp: "eˣ", sin: "sin x", cube: "x³", sqrt: "√x", sigmoid: "the sigmoid" };

/** A function from settings to everything that is shown; what didn't change isn't computed again. */
export function createModel() {
  const curves = cached((name, x, precision) => steps.map((h) => differences({ name, x, precision, h })));
  const expected = cached((name, x, precision, method) => theory({ name, x, precision, method }));
  const near = cached((name, x, precision, h) => zoomed({ name, x, precision, h }));
  return ({ h, method, function: name, x, precision }) => {
    const { a, b, order } = expected(name, x, precision, method);
    const found = differences({ name, x, precision, h });
    const forward = method === "forward";
    return {
      ...{ h, method, name, x, precision, rows: curves(name, x, precision), zoom: near(name, x, precision, h) },
      estimate: forward ? found.forward : found.central,
      error: forward ? found.forwardError : found.centralError,
      // Where f(x + h) and f(x − h) lie in the zoomed picture.
      above: found.forward,
      below: found.forward - 2 * found.central,
      derivative: FUNCTIONS[name].first(PRECISIONS[precision].round(x)),
      truncation: (step) => a * step ** order,
      rounding: (step) => b / step,
      best: bestSteps({ a, b, order }),
      gone: vanishes({ x, precision, method, h }),
    };
  };
}

/** The function as the precision has it around x, in units of h: [(t − x)/h, (f(t) − f(x))/h]. */
function zoomed({ name, x, precision, h }) {
  const { round } = PRECISIONS[precision];
  const { value } = FUNCTIONS[name];
  const place = round(x);
  const here = value(place, round);
  return Array.from({ length: POINTS + 1 }, (_, i) => {
    const along = REACH * ((2 * i) / POINTS - 1);
    return [along, (value(round(place + along * h), round) - here) / h];
  });
}

/** The instrument in words, as trainloop.widgets.FiniteDifference.summary writes them. */
export function words(shown) {
  const { h, precision, method, name, x, estimate, derivative, error } = shown;
  const [low, high] = shown.best.map((end) => number(end, 1));
  const off = error ? `off by ${number(error)}` : "exact to the last digit";
  return (
    `At h = ${number(h)} in ${precision}, the ${method} difference of ${TEXTS[name]} ` +
    `at x = ${number(x)} is ${number(estimate, 6)}; the derivative is ${number(derivative, 6)}: ${off}. ` +
    `${verdict(shown)} Theory expects the best h from about ${low} to ${high}.`
  );
}

function verdict({ gone, h, truncation, rounding }) {
  if (gone) return "h is so small that x + h rounds to x: there is no difference left to divide.";
  const [cut, rounded] = [truncation(h), rounding(h)];
  const parts = `In theory truncation is about ${number(cut, 2)}, rounding about ${number(rounded, 2)}: `;
  if (cut > 10 * rounded) return `${parts}a smaller h is better.`;
  if (rounded > 10 * cut) return `${parts}a larger h is better.`;
  return `${parts}neither outweighs the other, h is near its best.`;
}
