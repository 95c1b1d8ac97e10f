// What OptimizerPlayground shows, worked out from its settings: no drawing here.

import { limits } from "../../engine/descent.js";
import { normal } from "../../engine/noise.js";
import { run } from "../../engine/run.js";
import { surface } from "../../engine/surfaces.js";
import { cached } from "../../kit/live.js";
import { number, steps } from "../../kit/words.js";

const MOST = 500;
const NEAR = 0.01; // a run that comes this close to a minimum has found it
const FAR = 100; // times the loss at the start, where a run ends that diverges

/** What each optimizer is called, and which settings it has besides its learning rate. */
export const OPTIMIZERS = {
  gd: { name: "Gradient descent", uses: [] },
  momentum: { name: "Momentum", uses: ["mu"] },
  average: { name: "Momentum as an average", uses: ["mu"] },
  nesterov: { name: "Nesterov", uses: ["mu"] },
  adagrad: { name: "AdaGrad", uses: ["eps"] },
  rmsprop: { name: "RMSProp", uses: ["rho", "eps", "eps_inside"] },
  adam: { name: "Adam", uses: ["beta1", "beta2", "eps"] },
  adamw: { name: "AdamW", uses: ["beta1", "beta2", "eps", "weight_decay"] },
};

const FORMULAS = {
  gd: "2/h_max",
  momentum: "2(1 + μ)/h_max",
  average: "2(1 + μ)/((1 − μ)h_max)",
  nesterov: "2(1 + μ)/((1 + 2μ)h_max)",
};

/** A function from settings to everything that is shown; what didn't change isn't computed again. */
export function createModel() {
  const ground = cached(surface);
  const stream = cached((seed) => normal(seed, 2 * MOST));
  const draws = cached((seed, size) => (size ? stream(seed).map((draw) => size * draw) : null));
  const runs = Object.fromEntries(Object.keys(OPTIMIZERS).map((key) => [key, runner(key)]));
  return (settings) => {
    const { surface: name, kappa, optimizers, noisy, noise, seed, steps: made, step } = settings;
    const on = ground(name, name === "ravine" ? kappa : 0);
    const gradientNoise = draws(seed, noisy ? noise : 0);
    const paths = optimizers.map((key) => runs[key](settings, on, gradientNoise));
    return { ...settings, name, on, paths, at: Math.min(step, made) };
  };
}

/** Runs one optimizer anew only when something that it depends on has changed. */
function runner(optimizer) {
  const compute = cached((on, noise, x, y, made, lr, mu, rho, beta1, beta2, eps, epsInside, weightDecay) => {
    const settings = { lr, mu, rho, beta1, beta2, eps, epsInside, weightDecay };
    return { optimizer, lr, mu, ...run({ optimizer, on, noise, start: [x, y], steps: made, settings }) };
  });
  const { uses } = OPTIMIZERS[optimizer];
  const names = ["mu", "rho", "beta1", "beta2", "eps", "eps_inside", "weight_decay"];
  return (all, on, noise) => {
    const used = names.map((name) => (uses.includes(name) ? all[name] : 0));
    return compute(on, noise, all.x, all.y, all.steps, all[`lr_${optimizer}`], ...used);
  };
}

/** The instrument in words, as trainloop.widgets.OptimizerPlayground.summary writes them. */
export function words(state) {
  const { name, kappa, x, y, noisy, noise, steps: made, at, paths } = state;
  const on = name === "ravine" ? `ravine (κ = ${number(kappa)})` : name;
  const also = noisy && noise ? ", with noise" : "";
  const drawn = at < made ? ` Drawn up to step ${at}.` : "";
  const opening = `${steps(made)} on ${on} from (${number(x)}, ${number(y)})${also}.${drawn}`;
  if (!paths.length) return `${opening} No optimizer is chosen.`;
  return [opening, ...paths.map((path) => `${OPTIMIZERS[path.optimizer].name} ${outcome(path, state)}.`)].join(" ");
}

function outcome(path, { on, steps: asked }) {
  const { losses, made } = path;
  if (!on.minima.length) {
    const out = first(made, (t) => isOutside(point(path, t), on.domain));
    return out === null ? `is still in the picture after ${steps(made)}` : `leaves the picture at step ${out}`;
  }
  if (made < asked || (losses[0] > 0 && losses[made] > FAR * losses[0])) {
    let last = made;
    while (losses[last] > losses[0]) last--;
    return `diverges at step ${last + 1}${why(path, on)}`;
  }
  const which = on.minima.length === 1 ? "the minimum" : "a minimum";
  const end = away(path, made, on);
  const found = first(made, (t) => away(path, t, on) <= NEAR);
  if (found === null) return `is ${number(end)} from ${which} after ${steps(made)}`;
  const left = end <= NEAR ? "" : `, and is ${number(end)} from it at the end`;
  return `comes within ${NEAR} of ${which} after ${steps(found)}${left}`;
}

function why({ optimizer, lr, mu }, { hMax }) {
  if (!hMax || !limits[optimizer]) return "";
  const most = limits[optimizer](hMax, mu);
  return lr > most ? `: α = ${number(lr)} is above ${FORMULAS[optimizer]} = ${number(most)}` : "";
}

/** x and y after t steps. */
export const point = ({ points }, t) => [points[2 * t], points[2 * t + 1]];

const isOutside = (place, domain) => place.some((value, i) => value < domain[i][0] || value > domain[i][1]);

const away = (path, t, { minima }) => {
  const [x, y] = point(path, t);
  return Math.min(...minima.map(([a, b]) => Math.hypot(x - a, y - b)));
};

/** First step for which something holds, or null. */
function first(made, holds) {
  for (let t = 0; t <= made; t++) if (holds(t)) return t;
  return null;
}
