// What ScheduleDesigner shows, worked out from its settings: no drawing here.

import { descent, expected } from "../../engine/descent-noise.js";
import { normal } from "../../engine/noise.js";
import { rates, schedules } from "../../engine/schedules.js";
import { cached } from "../../kit/live.js";
import { number, steps } from "../../kit/words.js";

const MOST = 2000;
const CURVATURES = [1, 0.1, 0.01];
const START = [1, 1, 10];
const WARMING = ["warmup_cosine", "one_cycle", "wsd"];

/** Which settings a schedule has besides its rate. */
export const USES = {
  constant: [],
  multi_step: ["drop", "factor"],
  step_decay: ["every", "factor"],
  exponential: ["gamma"],
  inverse_time: ["decay"],
  linear: ["final"],
  polynomial: ["power", "final"],
  cosine: ["final"],
  warmup_cosine: ["warmup", "final"],
  warm_restarts: ["every", "multiplier", "final"],
  one_cycle: ["warmup", "shape"],
  wsd: ["warmup", "cooldown", "final", "shape"],
};

/** The settings as trainloop.schedules names them; warm-up and decay are cut to what fits. */
export function given(settings) {
  const { schedule, lr, total, drop, every, factor, gamma, decay, power, multiplier, shape } = settings;
  const final = settings.final * lr;
  const warmup = Math.min(settings.warmup, total - 1);
  const cooldown = Math.min(settings.cooldown, total - warmup);
  const all = {
    constant: {},
    multi_step: { milestones: [drop], factor },
    step_decay: { every, factor },
    exponential: { factor: gamma },
    inverse_time: { decay },
    linear: { total, end: settings.final },
    polynomial: { total, power, final },
    cosine: { total, final },
    warmup_cosine: { total, warmup, final },
    warm_restarts: { period: every, multiplier, final },
    // torch's one-cycle divides by the length of its rise, a step less than the warm-up.
    one_cycle: { total, warmup: Math.max(warmup, 2) / total, shape },
    wsd: { total, warmup, cooldown, final, shape },
  };
  return { lr, ...all[schedule] };
}

/** A function from settings to everything that is shown; what didn't change isn't computed again. */
export function createModel() {
  const stream = cached((seed) => normal(seed, 3 * MOST));
  const draws = cached((seed, noise) => stream(seed).map((draw) => Math.sqrt(noise) * draw));
  const course = cached((name, per, epoch, total, key) => {
    const counted = JSON.parse(key);
    if (per === "step") return rates(name, counted, total);
    return Array.from({ length: total }, (_, step) => schedules[name](Math.floor(step / epoch), counted));
  });
  const theory = (lrs, variance) => expected(lrs, { curvatures: CURVATURES, start: START, variance });
  const [designed, plain] = [cached(theory), cached((lr, total, variance) => theory(Array(total).fill(lr), variance))];
  const one = cached((lrs, noise) => descent(lrs, { curvatures: CURVATURES, start: START, noise }));
  return (settings) => {
    const { schedule, per, epoch, total, lr, noise, seed } = settings;
    const lrs = course(schedule, per, epoch, total, JSON.stringify(given(settings)));
    const run = one(lrs, draws(seed, noise));
    return { ...settings, lrs, run, theory: designed(lrs, noise), plain: plain(lr, total, noise) };
  };
}

/** The instrument in words, as trainloop.widgets.ScheduleDesigner.summary writes them. */
export function words(state) {
  const { lrs, total, schedule } = state;
  const opening =
    `α goes from ${number(lrs[0])} to ${number(lrs.at(-1))} in ${steps(total)}, ` +
    `and is ${number(Math.max(...lrs))} at most.`;
  const warm = "What a warm-up is good for, a quadratic can't show: its curvature doesn't change.";
  return [opening, epochs(state), end(state), WARMING.includes(schedule) ? warm : ""].filter(Boolean).join(" ");
}

function epochs({ per, epoch, total }) {
  if (per === "step") return "";
  const made = Math.floor((total - 1) / epoch) + 1;
  return `Its scheduler steps once an epoch, so it makes ${made} of its ${steps(total)}.`;
}

function end({ theory, plain, total, schedule, lr }) {
  if (theory.length <= total) {
    const made = theory.length - 1;
    return `The loss diverges; after step ${made} it is too large to count: α is above 2/h_max = 2 for too long.`;
  }
  const { distance, noise } = theory.at(-1);
  const last = distance + noise;
  const share = last ? (100 * noise) / last : 0;
  const text = `The expected loss ends at ${number(last)}, ${number(share)} % of it from noise, the rest from distance.`;
  if (plain.length <= total || last === 0 || schedule === "constant") return text;
  const other = plain.at(-1).distance + plain.at(-1).noise;
  return `${text} At constant α = ${number(lr)} it ends at ${number(other)}, ${number(other / last)} times that.`;
}
