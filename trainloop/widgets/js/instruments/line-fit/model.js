// What LineFit shows, worked out from its settings: no drawing here.

import { arrival, bestLine, bowl, departure, descend } from "../../engine/linear.js";
import { cached } from "../../kit/live.js";
import { number, steps } from "../../kit/words.js";

const STEPS = 500;
const FAR = 1e6; // times the loss at the start

/** A function from settings to everything that is shown; what didn't change isn't computed again. */
export function createModel() {
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

/** How many steps are worth watching: as many for all fast runs, so that they can be compared. */
function horizon(path, { best }) {
  const leaving = departure(path);
  if (leaving !== null) return exploded(path, leaving);
  const end = arrival(path, best.loss);
  return Math.min(path.length - 1, end === null ? STEPS : Math.max(60, Math.ceil(1.5 * end)));
}

/** The step at which a diverging run has left its start far behind. */
function exploded(path, leaving) {
  const far = path.findIndex(({ loss }) => loss > FAR * path[0].loss);
  return Math.min(path.length - 1, Math.max(leaving + 4, far < 0 ? STEPS : far));
}

/** The instrument in words, as trainloop.widgets.LineFit.summary writes them. */
export function words({ path, at, now, lr, cliff, hMax, best }) {
  const side = lr < cliff ? "below" : lr > cliff ? "above" : "exactly at";
  const digits = lr !== cliff && number(lr) === number(cliff) ? 6 : 3;
  return (
    `Step ${at}: w = ${number(now.w)}, b = ${number(now.b)}, loss ${number(now.loss)}. ` +
    `α = ${number(lr, digits)} is ${side} the cliff, 2/h_max = ${number(cliff, digits)}: ${outcome(path, lr * hMax > 2, best)}. ` +
    `Along the steep direction, each step multiplies the distance to the bottom by 1 − αh_max = ${number(1 - lr * hMax)}.`
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
