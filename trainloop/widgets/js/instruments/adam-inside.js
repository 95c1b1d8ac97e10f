// AdamInside: every number of one step of Adam.

import { choice, slider, toggle } from "../kit/controls.js";
import { frame } from "../kit/frame.js";
import { legend } from "../kit/legend.js";
import { live } from "../kit/live.js";
import { player } from "../kit/player.js";
import { rows } from "../kit/rows.js";
import { decay, linear, logarithmic } from "../kit/scales.js";
import { table } from "../kit/table.js";
import { number } from "../kit/words.js";
import { adamFormulas, adamModel, adamWords } from "./adam-inside-model.js";
import { PathPlot } from "./adam-inside-plots.js";

const NAMES = ["problem", "parameter", "lr", "beta1", "beta2", "eps", "scale", "alternate", "corrected", "step"];
const BARS = [-10, 10]; // powers of ten between which the logarithmic bars grow
const LONGEST = 8; // times α, the end of the linear bars
const KEY = [
  ["is-path", "line", "path"],
  ["is-here", "dot", "after this step"],
  ["is-target", "dot", "minimum"],
];
const ROWS = [
  ["g", "g"],
  ["m", "m"],
  ["v", "v"],
  ["mHat", "m̂"],
  ["vHat", "v̂"],
  ["step", "step"],
  ["w", "w"],
];
const LENGTHS = [
  ["with", "with"],
  ["without", "without"],
];

function controls(model, now, set) {
  const limits = model.get("limits");
  const one = (name, label, symbol, scale) =>
    slider({
      label,
      symbol,
      scale,
      limits: limits[name],
      get: () => now()[name],
      set: (value) => set({ [name]: value }),
    });
  return {
    scale: one("scale", "gradient, times", "", logarithmic(...limits.scale)),
    step: one("step", "step", "t", linear(...limits.step, 1)),
    problem: choice({
      label: "function",
      options: [
        ["quadratic", "w², from w = 5"],
        ["rosenbrock", "Rosenbrock, from (−1.2, 1)"],
      ],
      get: () => now().problem,
      set: (problem) => set({ problem }),
    }),
    parameter: choice({
      label: "parameter shown",
      options: [
        ["x", "x"],
        ["y", "y"],
      ],
      get: () => now().parameter,
      set: (parameter) => set({ parameter }),
      shown: () => now().problem === "rosenbrock",
    }),
    alternate: toggle({
      label: "turn the sign of every second gradient",
      get: () => now().alternate,
      set: (alternate) => set({ alternate }),
    }),
    corrected: toggle({ label: "bias correction", get: () => now().corrected, set: (corrected) => set({ corrected }) }),
    lr: one("lr", "learning rate", "α", logarithmic(...limits.lr)),
    beta1: one("beta1", "decay of m", "β₁", decay(limits.beta1[1])),
    beta2: one("beta2", "decay of v", "β₂", decay(limits.beta2[1])),
    eps: one("eps", "in the denominator", "ε", logarithmic(...limits.eps)),
  };
}

/** What the rows show: a value, its formula, and how far its bar reaches. */
function filled(state) {
  const reach = (value) => (Math.log10(Math.abs(value)) - BARS[0]) / (BARS[1] - BARS[0]);
  const bar = (key, value) => (key === "w" ? {} : { share: value ? reach(value) : 0, negative: value < 0 });
  return Object.fromEntries(
    Object.entries(adamFormulas(state)).map(([key, [formula, value]]) => [
      key,
      { formula: `= ${formula}`, value: number(value, 5), ...bar(key, value) },
    ]),
  );
}

/** The step's length in units of α, with the correction and without. */
function lengths({ now, lr, corrected }) {
  const used = Math.abs(now.step) / lr;
  const [with_, without] = corrected ? [used, used * now.ratio] : [used / now.ratio, used];
  const row = (length, active) => ({
    formula: active ? "bias correction: used now" : "bias correction: to compare",
    value: `${number(length)} α`,
    share: length / LONGEST,
    muted: !active,
  });
  return { with: row(with_, corrected), without: row(without, !corrected) };
}

/** Mounts the instrument; returns what stops it. */
export function render({ model, el }) {
  const compute = adamModel();
  const view = live(model, NAMES, draw);
  let state;
  const now = () => state;
  const plot = new PathPlot({ resized: view.redraw });
  const inside = rows({
    caption: "Inside this step",
    note: "bars: powers of ten, 10⁻¹⁰ to 10¹⁰",
    name: "inside",
    names: ROWS,
  });
  const compared = rows({ caption: "Length of the step", note: "bars: 0 to 8 α", name: "lengths", names: LENGTHS });
  const all = controls(model, now, view.set);
  const runner = player({
    get: () => state.t,
    set: (step) => view.set({ step }),
    first: 1,
    last: () => state.path.length - 1,
    rate: () => (state.t < 20 ? 6 : 60),
  });
  const numbers = table({
    caption: "All steps of the parameter shown",
    heads: ["t", "g", "m", "v", "m̂", "v̂", "step", "after it"],
    rows: () => state.path.slice(1).map((row, i) => numbersOf(i + 1, row[state.name === "y" ? 1 : 0])),
  });
  const { scale, step, ...rest } = all;
  const box = frame(el, {
    name: "adam-inside",
    title: "AdamInside: one step of Adam",
    question: "How long is a step?",
    pictures: [plot.node, inside.node, compared.node],
    legend: legend(KEY),
    simple: [scale.node, step.node, runner.node],
    more: Object.values(rest).map(({ node }) => node),
    table: numbers,
  });
  box.numbers.addEventListener("toggle", numbers.update);

  function draw() {
    state = compute(view.settings());
    if (plot.measure() || plot.width) plot.draw(state);
    inside.update(filled(state));
    compared.update(lengths(state));
    for (const each of Object.values(all)) each.update();
    numbers.update();
    box.say(adamWords(state));
  }
  draw();
  return () => [view, runner, box, plot].forEach((part) => part.stop());
}

const numbersOf = (t, { g, m, v, mHat, vHat, step, w }) => [
  t,
  ...[g, m, v, mHat, vHat, step, w].map((value) => number(value, 6)),
];

export default { render };
