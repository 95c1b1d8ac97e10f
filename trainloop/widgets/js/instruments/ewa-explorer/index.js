// EwaExplorer: what one day leaves behind in an exponentially weighted average.

import { button, settings } from "../../kit/controls.js";
import { instrument } from "../../kit/instrument.js";
import { legend } from "../../kit/legend.js";
import { counting, decay, linear } from "../../kit/scales.js";
import { Slider } from "../../kit/slider.js";
import { table } from "../../kit/table.js";
import { createModel, words } from "./model.js";
import { WeightsPlot, YearPlot } from "./plots.js";

const NAMES = ["values", "signal", "unit", "beta", "noise", "corrected", "day", "changes"];
const KEY = [
  ["is-data", "dot", "values"],
  ["is-now", "line", "average"],
  ["is-signal", "line", "signal"],
  ["is-before", "line", "average without the change"],
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

function build({ model, state, set, redraw }) {
  const { choose, change, undo } = actions(model, state, set);
  const { slider, toggle } = settings(model, set);
  const unit = model.get("unit");
  const hasSignal = model.get("signal").length > 0;
  const limits = model.get("limits").value;
  const value = new Slider({
    label: () => `value of day ${state().day}`,
    ...{ unit, limits, scale: valueScale(limits), set: change },
    get: () => state().shown[state().day - 1],
  });
  return {
    name: "ewa-explorer",
    title: "EwaExplorer: an exponentially weighted average",
    question: "What does one day leave behind?",
    pictures: [new YearPlot({ choose, change, unit, state, resized: redraw })],
    legend: legend(KEY.filter(([style]) => hasSignal || style !== "is-signal")),
    simple: [slider("beta", "decay", (_, high) => decay(high), { symbol: "β" }), value],
    more: [
      slider("day", "chosen day", counting),
      ...(hasSignal ? [slider("noise", "noise, times", (low, high) => linear(low, high, 0.05))] : []),
      toggle("corrected", "divide by the weights' sum, 1 − βᵗ (bias correction)"),
      { node: button("Undo all changes", undo) },
      new WeightsPlot({ resized: redraw }),
    ],
    table: numbers(state, hasSignal),
  };
}

const numbers = (state, hasSignal) =>
  table({
    caption: "Values and averages, day by day",
    heads: ["day", "value", "average", ...(hasSignal ? ["signal"] : [])],
    rows() {
      const { shown, average, signal } = state();
      const columns = hasSignal ? [shown, average, signal] : [shown, average];
      return shown.map((_, i) => [i + 1, ...columns.map((column) => column[i])]);
    },
  });

/** Mounts the instrument; returns what stops it. */
export const render = (given) => instrument(given, { names: NAMES, compute: createModel(), words, build });

export default { render };
