// EwaExplorer: what one day leaves behind in an exponentially weighted average.

import { button, settings } from "../../kit/controls.js";
import { instrument } from "../../kit/instrument.js";
import { legend } from "../../kit/legend.js";
import { counting, decay, linear } from "../../kit/scales.js";
import { Slider } from "../../kit/slider.js";
import { table } from "../../kit/table.js";
import { AveragesPlot, StackPlot } from "./correction.js";
import { createModel, words } from "./model.js";
import { WeightsPlot, YearPlot } from "./plots.js";

const NAMES = ["values", "signal", "unit", "act", "beta", "noise", "start", "day", "changes"];
const KEYS = {
  echo: [
    ["is-data", "dot", "values"],
    ["is-now", "line", "average"],
    ["is-signal", "line", "signal"],
    ["is-before", "line", "average without the change"],
  ],
  correction: [
    ["is-data", "dot", "values"],
    ["is-path", "line", "from zero"],
    ["is-now", "line", "corrected"],
    ["is-bar", "block", "weight of values"],
    ["is-missing", "block", "of the start, βᵗ"],
    ["is-before", "line", "from x₁"],
    ["is-first", "block", "weight of x₁"],
  ],
};
const ACTS = [
  ["echo", "what one day leaves behind"],
  ["correction", "how much weight is there"],
];
const STARTS = [
  ["zero", "zero"],
  ["corrected", "zero, divided by 1 − βᵗ"],
  ["first", "the first value, x₁"],
];

/** Steps of a round size, some hundreds over the range. */
function valueScale([low, high]) {
  const step = 10 ** Math.floor(Math.log10((high - low) / 200));
  return linear(Math.floor(low / step) * step, Math.ceil(high / step) * step, step);
}

/** What a drag, a key or a number does: choose a day, or change its value. */
function actions(model, state, set) {
  const [lowest, highest] = model.get("limits").value;
  return {
    choose: (day) => set({ day: Math.min(state().shown.length, Math.max(1, day)) }),
    change(value) {
      const { base, day, changes } = state();
      const wanted = Math.min(highest, Math.max(lowest, value));
      const amount = Number((wanted - base[day - 1]).toPrecision(12));
      const { [day]: _, ...others } = changes;
      set({ changes: amount ? { ...others, [day]: amount } : others });
    },
    undo: () => set({ changes: {} }),
  };
}

function controls({ model, state, set }, { change, undo }) {
  const { slider, choice } = settings(model, set);
  const limits = model.get("limits").value;
  return {
    act: choice("act", "show", ACTS),
    beta: slider("beta", "decay", (_, high) => decay(high), { symbol: "β" }),
    day: slider("day", "chosen day", counting, { symbol: "t" }),
    start: choice("start", "start at", STARTS),
    noise: model.get("signal").length ? [slider("noise", "noise, times", (low, high) => linear(low, high, 0.05))] : [],
    value: new Slider({
      label: () => `value of day ${state().day}`,
      ...{ unit: model.get("unit"), limits, scale: valueScale(limits), set: change },
      get: () => state().shown[state().day - 1],
    }),
    undo: { node: button("Undo all changes", undo) },
  };
}

function build(given) {
  const { model, state, set, redraw: resized } = given;
  const does = actions(model, state, set);
  const { act, beta, day, start, noise, value, undo } = controls(given, does);
  const options = { choose: does.choose, unit: model.get("unit"), resized };
  const hasSignal = noise.length > 0;
  const echo = {
    question: "What does one day leave behind?",
    pictures: [new YearPlot({ ...options, change: does.change, state })],
    legend: legend(KEYS.echo.filter(([style]) => hasSignal || style !== "is-signal")),
    simple: [beta, value],
    more: [act, day, ...noise, start, undo, new WeightsPlot({ resized })],
  };
  const correction = {
    question: "How much weight is there yet?",
    pictures: [new AveragesPlot(options), new StackPlot({ choose: does.choose, resized })],
    legend: changingLegend(),
    simple: [beta, day],
    more: [act, start, value, ...noise, undo],
  };
  return {
    name: "ewa-explorer",
    title: "EwaExplorer: an exponentially weighted average",
    acts: { echo, correction },
    table: numbers(state, hasSignal),
  };
}

/** The second act's key: what the zero start holds, or what x₁ does. */
function changingLegend() {
  const node = legend(KEYS.correction);
  const [missing, ...first] = [...node.children].slice(4);
  function update({ start }) {
    missing.hidden = start !== "zero";
    for (const entry of first) entry.hidden = start !== "first";
  }
  return { node, update };
}

const numbers = (state, hasSignal) =>
  table({
    caption: "Values and averages, day by day",
    heads: () => ["day", ...columns(state(), hasSignal).map(([head]) => head)],
    rows: () => {
      const found = columns(state(), hasSignal);
      return state().shown.map((_, i) => [i + 1, ...found.map(([, column]) => column[i])]);
    },
  });

/** [head, numbers] of the table. */
function columns({ act, shown, average, averages, signal, beta }, hasSignal) {
  if (act === "echo") return [["value", shown], ["average", average], ...(hasSignal ? [["signal", signal]] : [])];
  return [
    ["value", shown],
    ["from zero", averages.zero],
    ["corrected", averages.corrected],
    ["from x₁", averages.first],
    ["weight there", shown.map((_, i) => 1 - beta ** (i + 1))],
  ];
}

/** Mounts the instrument; returns what stops it. */
export const render = (given) => instrument(given, { names: NAMES, compute: createModel(), words, build });

export default { render };
