// What AdamInside shows, worked out from its settings: no drawing here.

import { adamRun } from "../../engine/adam.js";
import { surface } from "../../engine/surfaces.js";
import { cached } from "../../kit/live.js";
import { number, raised } from "../../kit/words.js";

const STEPS = 500;
const { loss, gradient, minima, ...rosenbrock } = surface("rosenbrock");

/** What Adam is watched on, as functions of a point of one coordinate or two. */
export const problems = {
  quadratic: {
    start: [5],
    domain: [[-6, 6]],
    minimum: [0],
    loss: ([w]) => w * w,
    gradient: ([w]) => [2 * w],
  },
  rosenbrock: {
    ...rosenbrock,
    minimum: minima[0],
    loss: ([x, y]) => loss(x, y),
    gradient([x, y]) {
      const slopes = [0, 0];
      gradient(x, y, slopes);
      return slopes;
    },
  },
};

/** A function from settings to everything that is shown; what didn't change isn't computed again. */
export function createModel() {
  const run = cached((problem, lr, beta1, beta2, eps, scale, alternate, corrected) => {
    const { start, gradient } = problems[problem];
    return adamRun({ start, gradient, scale, alternate, steps: STEPS, lr, beta1, beta2, eps, corrected });
  });
  return (settings) => {
    const { problem, lr, beta1, beta2, eps, scale, alternate, corrected, parameter, step } = settings;
    const path = run(problem, lr, beta1, beta2, eps, scale, alternate, corrected);
    const i = problem === "rosenbrock" && parameter === "y" ? 1 : 0;
    const t = Math.min(step, path.length - 1);
    const name = problem === "quadratic" ? "w" : parameter;
    return { ...settings, path, t, name, index: i, now: path[t][i], before: path[t - 1][i] };
  };
}

/** The instrument in words, as trainloop.widgets.AdamInside.summary writes them. */
export function words({ now, name, t, lr }) {
  return (
    `Step ${t}: the gradient is ${number(now.g)} and ${name} moves by ${number(-now.step)}, ` +
    `${number(Math.abs(now.step) / lr)} times α, to ${number(now.w)}. ` +
    `Without bias correction this step is ${number(now.ratio)} times as long as with it.`
  );
}

const bracket = (value, digits = 4) => (value < 0 ? `(${number(value, digits)})` : number(value, digits));

/** Each quantity's formula with its numbers filled in, and its value. */
export function formulas({ now, before, t, name, lr, beta1, beta2, eps, scale, corrected }) {
  const four = (value) => number(value, 4);
  const sum = (beta) => (corrected ? `(1 − ${number(beta, 6)}${raised(t)})` : "1");
  const kept = (beta, old) => `${number(beta, 6)} · ${bracket(old)} + ${number(1 - beta, 4)} · ${bracket(now.g)}`;
  const scaled = scale === 1 ? "" : `, times ${number(scale)}`;
  return {
    g: [`slope at ${name} = ${four(before.w)}${scaled}`, now.g],
    m: [kept(beta1, before.m), now.m],
    v: [`${kept(beta2, before.v)}²`, now.v],
    mHat: [`${four(now.m)} / ${sum(beta1)}`, now.mHat],
    vHat: [`${four(now.v)} / ${sum(beta2)}`, now.vHat],
    step: [`${number(lr)} · ${bracket(now.mHat)} / (√${four(now.vHat)} + ${number(eps)})`, now.step],
    w: [`${four(before.w)} − ${bracket(now.step)}`, now.w],
  };
}
