// What LoopStepper shows, worked out from its settings: no drawing here.

import { bowl, lossAndGradient } from "../../engine/linear.js";
import { CODE, loopRows } from "../../engine/loop.js";
import { cached } from "../../kit/live.js";
import { number } from "../../kit/words.js";

/** How often the loop goes round. */
export const ITERATIONS = 40;
const LEFT_OUT = { none: -1, "no zero_grad": 0, "no backward": 3, "no step": 4 };
const TINY = 1e-9; // slopes below it are what rounding left of 0

/** How many lines an iteration has. */
export const LINES = CODE.length;

/** A function from settings to everything that is shown; what didn't change isn't computed again. */
export function createModel() {
  const [run, whole] = [cached(looped), cached(looped)];
  const steepest = cached((x) => bowl(x).hMax);
  return ({ x, y, position, lr, w, b, broken }) => {
    const leftOut = LEFT_OUT[broken];
    const { rows, losses } = run(x, y, w, b, lr, leftOut);
    const reference = leftOut < 0 ? losses : whole(x, y, w, b, lr, -1).losses;
    const at = Math.min(position, rows.length - 1);
    const place = at ? { iteration: Math.floor((at - 1) / LINES) + 1, line: (at - 1) % LINES } : null;
    const moment = { at, ...place, now: rows[at], before: rows[Math.max(0, at - 1)], ended: at < position };
    return { x, y, lr, broken, leftOut, rows, losses, reference, limit: limit(broken, steepest(x)), ...moment };
  };
}

/** All moments of the loop, and the loss after each whole iteration. */
function looped(x, y, w, b, lr, leftOut) {
  const rows = loopRows({ x, y, w, b, lr, leftOut, lines: ITERATIONS * LINES });
  const ends = rows.filter((_, i) => i % LINES === 0);
  return { rows, losses: ends.map((row) => lossAndGradient(row.w, row.b, x, y).loss) };
}

/** The learning rate from which on the loss grows; none where the parameters never move. */
function limit(broken, hMax) {
  if (broken === "none") return 2 / hMax;
  return broken === "no zero_grad" ? 4 / hMax : NaN;
}

/** The instrument in words, as trainloop.widgets.LoopStepper.summary writes them. */
export function words(shown) {
  const { at, now, iteration, line, ended } = shown;
  const told = at
    ? `Iteration ${iteration}, line ${line + 1}: ${deed(shown)}`
    : `Nothing has run yet: w = ${number(now.w)}, b = ${number(now.b)}, no loss, and every .grad is None.`;
  const end = ended ? " The next number is too large for a float64, so the run is shown up to here." : "";
  return told + outlook(shown) + end;
}

/** A slope in words; what rounding leaves of 0 differs from machine to machine. */
export const slope = (value, digits = 3) => (Math.abs(value) < TINY ? "≈ 0" : number(value, digits));
const STAY = "w and b stay.";

/** What a line did. */
function deed(shown) {
  if (shown.line === shown.leftOut) return `${CODE[shown.line]} is left out, so nothing changes.`;
  return DEEDS[shown.line](shown, Number.isNaN(shown.before.gradW));
}

const DEEDS = [
  ({ before }, empty) =>
    empty
      ? "every .grad is None already, so zero_grad() changes nothing."
      : `zero_grad() clears w.grad, which was ${slope(before.gradW)}, ` +
        `and b.grad, which was ${slope(before.gradB)}: both are now None, not 0.`,
  ({ x, y, now }) =>
    `model(x) computes wx + b for all ${x.length} points; prediction[0] is ` +
    `${number(now.prediction)}, while y[0] is ${number(y[0])}. ${STAY}`,
  ({ now, before, iteration }) => {
    const earlier = Number.isNaN(before.loss) ? "" : `, after ${number(before.loss)} in iteration ${iteration - 1}`;
    return `loss_fn() takes the mean of the squared errors: ${number(now.loss)}${earlier}. ${STAY}`;
  },
  ({ now, before }, empty) =>
    (empty
      ? "backward() works out the slopes of the loss: w.grad is "
      : `backward() adds the slopes of the loss, ${slope(now.gradW - before.gradW)} and ` +
        `${slope(now.gradB - before.gradB)}, to what is there: w.grad is now `) +
    `${slope(now.gradW)} and b.grad ${slope(now.gradB)}. ${STAY}`,
  ({ now, before, lr }, empty) => {
    const [w, b] = [before.w, before.b].map((value) => number(value, 4));
    if (empty) return `every .grad is None, so step() skips both parameters: w stays ${w} and b stays ${b}.`;
    return (
      `step() subtracts α = ${number(lr)} times .grad: w goes from ${w} to ${number(now.w, 4)}, ` +
      `b from ${b} to ${number(now.b, 4)}. prediction and loss are still those of the old line.`
    );
  },
];

/** Where the whole run leads, if it isn't to the best line. */
function outlook({ broken, lr, limit }) {
  if (broken === "no backward") return " Without backward() every .grad stays None, and no line changes w or b.";
  if (broken === "no step") return " Without step() no line changes w or b: each iteration finds the same loss.";
  const summed = broken === "no zero_grad";
  const digits = lr !== limit && number(lr) === number(limit) ? 6 : 3;
  const above = `α = ${number(lr, digits)} is above ${summed ? 4 : 2}/h_max = ${number(limit, digits)}`;
  const large = lr > limit;
  if (!summed) return large ? ` ${above}: in the long run the loss grows.` : "";
  const swings = large ? `${above}, so w and b swing ever farther` : "w and b swing about the best line without end";
  return ` Without zero_grad() .grad is the sum of all slopes so far, momentum with β = 1: ${swings}.`;
}
