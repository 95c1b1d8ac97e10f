// ScheduleDesigner: a learning-rate schedule, and what it does to a run with noise.

import { settings } from "../../kit/controls.js";
import { instrument } from "../../kit/instrument.js";
import { legend } from "../../kit/legend.js";
import { Listing } from "../../kit/listing.js";
import { counting, linear, logarithmic } from "../../kit/scales.js";
import { table } from "../../kit/table.js";
import { createModel, words } from "./model.js";
import { uses } from "./plan.js";
import { LossPlot, RatePlot } from "./plots.js";

const SCHEDULE = ["schedule", "peak", "drop", "factor", "drops", "half", "warmup", "cool", "total", "start"];
const NAMES = [
  ...SCHEDULE,
  ...["final", "power", "period", "multiplier", "shape", "stepped", "epoch", "noise", "seed"],
];
const KEY = [
  ["is-now", "line", "with this schedule (loss: expected)"],
  ["is-one", "line", "one run"],
  ["is-before", "line", "expected, were there no noise"],
  ["is-held", "line", "peak rate held"],
];
const SCHEDULES = [
  ["constant", "constant"],
  ["step_decay", "step decay"],
  ["exponential", "exponential"],
  ["inverse_time", "1/t"],
  ["linear", "linear"],
  ["polynomial", "polynomial"],
  ["cosine", "cosine"],
  ["warmup_cosine", "warm-up + cosine"],
  ["warm_restarts", "cosine with warm restarts"],
  ["one_cycle", "one-cycle"],
  ["wsd", "warm-up, stable, decay (WSD)"],
];
const STEPPED = [
  ["step", "after each step"],
  ["epoch", "after each epoch, lengths in epochs"],
  ["mixed", "after each epoch, lengths still in steps (a mistake)"],
];
const SHAPES = [
  ["cosine", "cosine"],
  ["linear", "linear"],
];
const DROPS = [
  ["once", "once"],
  ["again", "again and again, as often"],
];

const hundredths = (low, high) => linear(low, high, 0.01);

function controls(model, set) {
  const { slider, choice } = settings(model, set);
  const shown = (name) => () => uses(model.get("schedule"), name);
  const length = (name, label) => slider(name, label, counting, { unit: "steps", shown: shown(name) });
  const share = (name, label, scale, symbol) => slider(name, label, scale, { symbol, shown: shown(name) });
  const mark = () => ({ value: 2, text: "cliff: 2" });
  return {
    simple: [length("drop", "drop after"), slider("peak", "peak rate", logarithmic, { symbol: "α", mark })],
    more: [
      choice("schedule", "schedule", SCHEDULES),
      choice("drops", "it drops", DROPS, shown("drops")),
      share("factor", "a drop multiplies the rate by", logarithmic),
      length("half", "halved after"),
      length("warmup", "end of the warm-up"),
      length("cool", "start of the cool-down"),
      length("total", "end of the schedule"),
      share("start", "first rate, share of the peak", logarithmic),
      share("final", "last rate, share of the peak", hundredths),
      share("power", "power", (low, high) => linear(low, high, 0.05)),
      length("period", "length of the first wave"),
      slider("multiplier", "each next wave longer, times", counting, { shown: shown("multiplier") }),
      choice("shape", "shape", SHAPES, shown("shape")),
      choice("stepped", "scheduler.step()", STEPPED),
      slider("epoch", "length of an epoch", counting, {
        unit: "steps",
        shown: () => model.get("stepped") !== "step",
      }),
      slider("noise", "noise of the gradient", hundredths, { symbol: "σ" }),
      slider("seed", "seed of the one run", counting),
    ],
  };
}

function build({ model, state, set, redraw }) {
  const { simple, more } = controls(model, set);
  const limits = model.get("limits");
  return {
    name: "schedule-designer",
    title: "ScheduleDesigner: a learning-rate schedule and a run with it",
    question: "When should the rate fall?",
    pictures: [
      new RatePlot({ state, set, limits, held: redraw, resized: redraw }),
      new LossPlot({ resized: redraw }),
      new Listing({ title: "The same in PyTorch", code: ({ code }) => code }),
    ],
    legend: legend(KEY),
    simple,
    more,
    table: numbers(state),
  };
}

const numbers = (state) =>
  table({
    caption: "Rate and losses before each step, and after the last",
    heads: ["step", "rate", "expected loss", "loss of the run", "loss at the peak rate", "loss without noise"],
    rows() {
      const { rates, losses, run, constant, distance } = state();
      return Array.from(rates, (rate, t) => [t, rate, losses[t], run[t], constant[t], distance[t]]);
    },
  });

/** Mounts the instrument; returns what stops it. */
export const render = (given) => instrument(given, { names: NAMES, compute: createModel(), words, build });

export default { render };
