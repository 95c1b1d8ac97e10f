// ScheduleDesigner: a learning rate's course, and what it does to a run.

import { button, settings } from "../../kit/controls.js";
import { html } from "../../kit/dom.js";
import { instrument } from "../../kit/instrument.js";
import { legend } from "../../kit/legend.js";
import { counting, linear, logarithmic } from "../../kit/scales.js";
import { table } from "../../kit/table.js";
import { code } from "./code.js";
import { createModel, USES, words } from "./model.js";
import { LossPlot, RatePlot } from "./plots.js";

const SCHEDULES = [
  ["constant", "constant"],
  ["multi_step", "one drop"],
  ["step_decay", "drops at equal distances"],
  ["exponential", "exponential"],
  ["inverse_time", "1/t"],
  ["linear", "linear"],
  ["polynomial", "polynomial"],
  ["cosine", "cosine"],
  ["warmup_cosine", "warm-up, then cosine"],
  ["warm_restarts", "cosine with warm restarts"],
  ["one_cycle", "one cycle"],
  ["wsd", "warm-up, stable, decay"],
];
const SHAPES = [
  ["cosine", "cosine"],
  ["linear", "linear"],
];
const COUNTS = ["drop", "every", "warmup", "cooldown"];
const OWN = [
  "drop",
  "every",
  "factor",
  "gamma",
  "decay",
  "power",
  "warmup",
  "cooldown",
  "final",
  "multiplier",
  "shape",
];
const NAMES = ["schedule", "lr", ...OWN, "total", "per", "epoch", "noise", "seed"];
const KEY = [
  ["is-now", "line", "this schedule: rate, expected loss"],
  ["is-best", "line", "expected loss at constant α"],
  ["is-run", "line", "loss of one run"],
];

const stepping = (step) => (low, high) => linear(low, high, step);

function controls(model, set, state) {
  const { slider, choice } = settings(model, set);
  const used = (name) => () => USES[state().schedule].includes(name);
  const own = (name, label, scale, more) => slider(name, label, scale, { shown: used(name), ...more });
  return {
    simple: [choice("schedule", "schedule", SCHEDULES), own("drop", "step of the drop", counting)],
    more: [
      slider("lr", "highest learning rate", logarithmic, { symbol: "α" }),
      own("every", "steps to the first drop or restart", counting),
      own("factor", "a drop multiplies the rate by", stepping(0.01)),
      own("gamma", "each step multiplies the rate by", stepping(0.0005)),
      own("decay", "of the rate in each step", logarithmic),
      own("power", "power of the polynomial", stepping(0.1)),
      own("warmup", "steps of the warm-up", counting),
      own("cooldown", "steps of the decay", counting),
      own("final", "last rate, times α", stepping(0.01)),
      own("multiplier", "each wave is longer, times", counting),
      choice("shape", "shape", SHAPES, used("shape")),
      slider("total", "steps of the run", counting),
      choice("per", "scheduler.step() is called once a", [
        ["step", "step"],
        ["epoch", "epoch"],
      ]),
      slider("epoch", "steps in an epoch", counting, { shown: () => state().per === "epoch" }),
      slider("noise", "variance of the gradients' noise", stepping(0.01), { symbol: "c" }),
      slider("seed", "seed of the one run", counting),
    ],
  };
}

/** The schedule in PyTorch, with a button that copies it. */
function listing(state) {
  const lines = html("code", {});
  const copy = button("Copy", async () => {
    await navigator.clipboard.writeText(lines.textContent).catch(() => getSelection().selectAllChildren(lines));
  });
  const caption = html("figcaption", {}, "The same in PyTorch", copy);
  const block = html("pre", { tabindex: 0, role: "region", "aria-label": "The schedule in PyTorch" }, lines);
  const node = html(
    "figure",
    { class: "instrument-figure instrument-listing instrument-figure--wide" },
    caption,
    block,
  );
  function update() {
    const text = code(state());
    if (lines.textContent !== text) lines.textContent = text;
  }
  return { node, update };
}

function build({ model, state, set: write, redraw }) {
  const { simple, more } = controls(model, write, state);
  const set = (values) => {
    const kept = {};
    for (const [name, value] of Object.entries(values)) {
      const [low, high] = model.get("limits")[name];
      const whole = COUNTS.includes(name) ? Math.round(value) : Number(value.toPrecision(4));
      kept[name] = Math.min(high, Math.max(low, whole));
    }
    write(kept);
  };
  return {
    name: "schedule-designer",
    title: "ScheduleDesigner: a learning rate's course",
    question: "When should the rate fall?",
    pictures: [new RatePlot({ state, set, resized: redraw }), new LossPlot({ resized: redraw }), listing(state)],
    legend: legend(KEY),
    simple,
    more,
    table: numbers(state),
  };
}

const numbers = (state) =>
  table({
    caption: "Rate and loss, step by step",
    heads: ["steps made", "next rate", "expected loss: distance", "noise", "loss of the run"],
    rows() {
      const { lrs, theory, run, total } = state();
      const cell = (value) => value ?? "";
      return Array.from({ length: total + 1 }, (_, t) => [
        t,
        ...[lrs[t], theory[t]?.distance, theory[t]?.noise, run[t]].map(cell),
      ]);
    },
  });

/** Mounts the instrument; returns what stops it. */
export const render = (given) => instrument(given, { names: NAMES, compute: createModel(), words, build });

export default { render };
