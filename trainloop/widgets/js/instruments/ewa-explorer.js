// EwaExplorer: what one day leaves behind in an exponentially weighted average.

import { button, slider, toggle } from "../kit/controls.js";
import { frame } from "../kit/frame.js";
import { legend } from "../kit/legend.js";
import { live } from "../kit/live.js";
import { decay, linear } from "../kit/scales.js";
import { table } from "../kit/table.js";
import { number } from "../kit/words.js";
import { ewaModel, ewaWords } from "./ewa-explorer-model.js";
import { WeightsPlot, YearPlot } from "./ewa-explorer-plots.js";

const NAMES = ["values", "signal", "unit", "beta", "noise", "corrected", "day", "changes"];

function key(signal) {
  const entries = [
    ["is-data", "dot", "values"],
    ["is-now", "line", "average"],
    ["is-signal", "line", "signal"],
    ["is-before", "line", "average without the change"],
  ];
  return legend(signal.length ? entries : entries.filter(([style]) => style !== "is-signal"));
}

function controls(model, now, set, change, choose) {
  const limits = model.get("limits");
  const unit = model.get("unit");
  const all = {
    beta: slider({
      label: "decay",
      symbol: "β",
      scale: decay(limits.beta[1]),
      limits: limits.beta,
      get: () => now().beta,
      set: (beta) => set({ beta }),
    }),
    value: slider({
      label: () => `value of day ${now().day}`,
      unit,
      scale: valueScale(limits.value),
      limits: limits.value,
      get: () => now().shown[now().day - 1],
      set: change,
    }),
    day: slider({
      label: "chosen day",
      scale: linear(...limits.day, 1),
      limits: limits.day,
      get: () => now().day,
      set: choose,
    }),
    noise: slider({
      label: "noise, times",
      scale: linear(...limits.noise, 0.05),
      limits: limits.noise,
      get: () => model.get("noise"),
      set: (noise) => set({ noise }),
    }),
    corrected: toggle({
      label: "divide by the weights' sum, 1 − βᵗ (bias correction)",
      get: () => now().corrected,
      set: (corrected) => set({ corrected }),
    }),
  };
  if (!model.get("signal").length) delete all.noise;
  return all;
}

/** Steps of a round size, about two hundred over the range. */
function valueScale([low, high]) {
  const step = 10 ** Math.floor(Math.log10((high - low) / 200));
  return linear(Math.floor(low / step) * step, Math.ceil(high / step) * step, step);
}

/** Mounts the instrument; returns what stops it. */
export function render({ model, el }) {
  const compute = ewaModel();
  const view = live(model, NAMES, draw);
  const [lowest, highest] = model.get("limits").value;
  let state;
  const now = () => state;
  const choose = (day) => view.set({ day: Math.min(state.shown.length, Math.max(1, day)) });
  function change(value) {
    const { base, day, changes } = state;
    const wanted = Math.min(highest, Math.max(lowest, value));
    const amount = Number((wanted - base[day - 1]).toPrecision(12));
    const { [day]: _, ...others } = changes;
    view.set({ changes: amount ? { ...others, [day]: amount } : others });
  }
  const year = new YearPlot({ choose, change, unit: model.get("unit"), resized: view.redraw });
  const bars = new WeightsPlot({ resized: view.redraw });
  const all = controls(model, now, view.set, change, choose);
  const numbers = table({
    caption: "Values and averages, day by day",
    heads: ["day", "value", "average", "signal"],
    rows: () =>
      state.shown.map((value, i) => [
        i + 1,
        ...[value, state.average[i], state.signal[i] ?? NaN].map((cell) =>
          Number.isNaN(cell) ? "none" : number(cell, 6),
        ),
      ]),
  });
  const { beta, value, ...rest } = all;
  const box = frame(el, {
    name: "ewa-explorer",
    title: "EwaExplorer: an exponentially weighted average",
    question: "What does one day leave behind?",
    pictures: [year.node],
    legend: key(model.get("signal")),
    simple: [beta.node, value.node],
    more: [
      ...Object.values(rest).map(({ node }) => node),
      button("Undo all changes", () => view.set({ changes: {} })),
      bars.node,
    ],
    table: numbers,
  });
  box.numbers.addEventListener("toggle", numbers.update);

  function draw() {
    state = compute(view.settings());
    for (const each of [year, bars]) if (each.measure() || each.width) each.draw(state);
    for (const each of Object.values(all)) each.update();
    numbers.update();
    box.say(ewaWords(state));
  }
  draw();
  return () => [view, box, year, bars].forEach((part) => part.stop());
}

export default { render };
