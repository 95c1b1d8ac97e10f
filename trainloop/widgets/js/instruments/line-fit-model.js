// What LineFit shows, worked out from its settings: no drawing here.

import { arrival, bestLine, bowl, departure, descend } from "../engine/linear.js";
import { cached } from "../kit/live.js";
import { number, steps } from "../kit/words.js";

const STEPS = 500;

/** A function from settings to everything that is shown; what didn't change isn't computed again. */
export function lineFitModel() {
  const data = cached((x, y, draws, noise, shift, stretch) => ({
    x: x.map((value) => stretch * value + shift),
    y: y.map((value, i) => value + noise * draws[i]),
  }));
  const shape = cached(({ x, y }) => ({ ...bowl(x), best: bestLine(x, y) }));
  const run = cached(({ x, y }, w, b, lr) => descend({ x, y, w, b, lr, steps: STEPS }));
  return ({ x, y, draws, noise, shift, stretch, w, b, lr, step }) => {
    const points = data(x, y, draws, noise, shift, stretch);
    const form = shape(points);
    const path = run(points, w, b, lr);
    const at = Math.min(step, path.length - 1);
    const { best, hMax } = form;
    return { points, form, best, hMax, path, at, now: path[at], lr, cliff: 2 / hMax, horizon: horizon(path, form) };
  };
}

/** How many steps are worth watching. */
function horizon(path, { best }) {
  const end = departure(path) ?? arrival(path, best.loss);
  const enough = end === null ? STEPS : Math.ceil(1.5 * end) + 10;
  return Math.min(path.length - 1, Math.max(20, enough));
}

/** The instrument in words, as trainloop.widgets.LineFit.summary writes them. */
export function lineFitWords({ path, at, now, lr, cliff, hMax, best }) {
  const side = lr < cliff ? "below" : lr > cliff ? "above" : "exactly";
  return (
    `Step ${at}: w = ${number(now.w)}, b = ${number(now.b)}, loss ${number(now.loss)}. ` +
    `α = ${number(lr)} is ${side} 2/h_max = ${number(cliff)}: ${outcome(path, lr * hMax > 2, best)}. ` +
    `Each step multiplies the error along the steep direction by 1 − αh_max = ${number(1 - lr * hMax)}.`
  );
}

function outcome(path, diverges, best) {
  const made = steps(path.length - 1);
  if (diverges) {
    const first = departure(path);
    if (first === null) return `it will diverge, but ${made} don't show it yet`;
    return `the run diverges, and from step ${first} on the loss is above its start`;
  }
  const first = arrival(path, best.loss);
  if (first === null) return `after ${made} the loss is not yet within 1 % of the smallest`;
  return `the loss is within 1 % of the smallest after ${steps(first)}`;
}
