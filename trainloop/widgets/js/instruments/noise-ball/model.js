// What NoiseBall shows, worked out from its settings: no drawing here.

import { normal } from "../../engine/noise.js";
import { expectedPath, lossFloor, simulate, stableRate } from "../../engine/quadratic.js";
import { cached } from "../../kit/live.js";
import { number } from "../../kit/words.js";

export const STEPS = 400;
export const RUNS = 64;
export const START = 3;
const FAR = 1e100;
const PLAIN = { mu: 0, decay: 0, power: 0 };

/** Rates from 0.001 up to just below a limit, evenly on a logarithmic axis, with the floor at each; c/B is 1. */
function floorCurve(h1, h2, method) {
  const limit = stableRate([h1, h2], method);
  const rates = Array.from({ length: 61 }, (_, i) => 0.001 * ((0.9999 * limit) / 0.001) ** (i / 60));
  return rates.map((lr) => [lr, lossFloor([h1, h2], { ...method, lr }, 1)]);
}

/** Bias² and variance of the loss, and means and variances of both parameters, after each step. */
function theory(h1, h2, settings, noise) {
  const axes = [h1, h2].map((h) => expectedPath(h, settings, { start: START, noise, steps: STEPS }));
  const parts = (of) => axes[0].mean.map((_, t) => 0.5 * h1 * of(axes[0], t) + 0.5 * h2 * of(axes[1], t));
  return { axes, bias: parts(({ mean }, t) => mean[t] ** 2), variance: parts(({ variance }, t) => variance[t]) };
}

/** Steps before the first at which a loss is beyond 10¹⁰⁰. */
function finite(losses, { bias, variance }) {
  const far = bias.findIndex((value, t) => !(value + variance[t] < FAR));
  return Math.min(losses.length, far < 0 ? bias.length : far);
}

/** A function from settings to everything that is shown; what didn't change isn't computed again. */
export function createModel() {
  const draws = cached((seed) => normal(seed, RUNS * STEPS * 2));
  const expected = cached((h1, h2, lr, mu, decay, power, noise) => theory(h1, h2, { lr, mu, decay, power }, noise));
  const runs = cached((h1, h2, lr, mu, decay, power, noise, drawn) =>
    simulate([h1, h2], { lr, mu, decay, power }, { start: START, noise, steps: STEPS, runs: RUNS, draws: drawn }),
  );
  const curve = cached((h1, h2, mu, decay, power) => floorCurve(h1, h2, { mu, decay, power }));
  const plainCurve = cached((h1, h2) => floorCurve(h1, h2, PLAIN));
  return ({ lr, batch_size: B, mu, decay, power, h1, h2, noise: c, seed }) => {
    const noise = c / B;
    const method = { lr, mu, decay, power };
    const known = expected(h1, h2, ...Object.values(method), noise);
    const simulated = runs(h1, h2, ...Object.values(method), noise, draws(seed));
    const made = finite(simulated.losses, known) - 1;
    const [limit, plainLimit] = [stableRate([h1, h2], method), stableRate([h1, h2], PLAIN)];
    const floors = { own: curve(h1, h2, mu, decay, power), plain: plainCurve(h1, h2) };
    const floor = (rate, how = method) => lossFloor([h1, h2], { ...how, lr: rate }, noise);
    return { ...method, h1, h2, c, B, noise, ...known, ...simulated, made, limit, plainLimit, floors, floor };
  };
}

/** The instrument in words, as trainloop.widgets.NoiseBall.summary writes them. */
export function words(shown) {
  const { lr, limit, made } = shown;
  if (lr < limit) return `After ${STEPS} steps ${reached(shown)}. ${floors(shown)}`;
  const digits = lr !== limit && number(lr) === number(limit) ? 6 : 3;
  const end = made < STEPS ? `step ${made + 1} leaves 10¹⁰⁰ behind` : reached(shown);
  const side = lr === limit ? "exactly" : "above";
  return `α = ${number(lr, digits)} is ${side} ${number(limit, digits)}, the limit for these curvatures: ${end}.`;
}

function reached({ losses, bias, variance, made }) {
  const [simulated, still, noisy] = [losses, bias, variance].map((part) => part[made]);
  return (
    `the mean loss of ${RUNS} runs is ${number(simulated)}; theory expects ${number(still + noisy)}, ` +
    `of which noise makes ${number((100 * noisy) / (still + noisy))} %`
  );
}

function floors({ lr, mu, decay, power, floor }) {
  const text = `The floor, with the start forgotten, is ${number(floor(lr))}; `;
  if (!(mu || decay || power)) return `${text}half of α would make it ${number(floor(lr / 2))}.`;
  const plain = `${text}plain SGD's is ${number(floor(lr, PLAIN))} with this α`;
  if (!mu) return `${plain}.`;
  const rate = lr / (1 - mu);
  return `${plain}, and ${number(floor(rate, PLAIN))} with α/(1 − μ) = ${number(rate)}.`;
}
