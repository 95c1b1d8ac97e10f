// Replay: what PyTorch computed over a whole grid of settings.

import { unpack } from "../../engine/packing.js";
import { settings } from "../../kit/controls.js";
import { instrument } from "../../kit/instrument.js";
import { among } from "../../kit/scales.js";
import { table } from "../../kit/table.js";
import { number } from "../../kit/words.js";
import { Keeper } from "./keeper.js";
import { createModel, label, words } from "./model.js";
import { CurvesPlot, SweepPlot } from "./plots.js";

const NAMES = ["data", "missing", "study", "view", "computes", "answer", "kept"];

/** Reads the results as soon as they are there, and then calls `done`. */
class Reader {
  #text = "";
  #found = {};
  done = () => {};

  /** The settings, with the results or why there are none. */
  take(settings) {
    const { data, missing, study } = settings;
    if (data && data !== this.#text) this.#read(data, study);
    return { ...settings, ...(missing && !data ? { failed: missing } : this.#found) };
  }
  async #read(text, study) {
    this.#text = text;
    try {
      this.#found = { results: await unpack(text, study) };
    } catch (error) {
      this.#found = { failed: error.message };
    }
    this.done();
  }
}

/** A typed value as it may be set, and what to say of it: only a kernel can compute between the stored ones. */
const settling = (stops, whole, live) => (value) => {
  if (live) return [whole ? Math.round(value) : value, ""];
  const near = stops.reduce((best, stop) => (Math.abs(stop - value) < Math.abs(best - value) ? stop : best));
  const note = `Only stored values can be shown here; ${number(near, 6)} is the nearest to ${number(value, 6)}.`;
  return [near, near === value ? "" : note];
};

function controls(model, set) {
  const { slider, choice } = settings(model, set);
  const view = model.get("view");
  const live = model.get("computes") && typeof model.send === "function"; // only a notebook's model can send
  return model.get("study").grid.map(([name, values]) => {
    if (typeof values[0] === "string")
      return choice(
        name,
        label(view, name),
        values.map((value) => [value, value]),
      );
    const [symbol, unit] = [view.symbols[name], view.units[name]];
    const settle = settling(values, view.whole.includes(name), live);
    return slider(name, label(view, name), () => among(values), { symbol, unit, settle });
  });
}

function build({ model, state, set, redraw }, reader) {
  reader.done = redraw;
  const [view, study] = [model.get("view"), model.get("study")];
  const all = controls(model, set);
  const keeper = new Keeper({ state, set });
  const panels = view.panels.map((panel, i) => new CurvesPlot({ panel, view, first: i === 0, resized: redraw }));
  return {
    name: "replay",
    title: "Replay: what PyTorch computed over a grid of settings",
    question: "What changes when one setting changes?",
    pictures: [...panels, ...(view.sweep ? [new SweepPlot({ view, study, resized: redraw })] : [])],
    legend: keeper,
    simple: all.slice(0, 2),
    more: all.slice(2),
    table: numbers(state, study, view),
  };
}

const numbers = (state, { curves }, view) =>
  table({
    caption: "The curves at the chosen settings",
    heads: [view.x_label, ...curves.map(([name]) => name)],
    rows: () => {
      const shown = state();
      return shown.curves ? shown.x.map((at, i) => [at, ...curves.map(([name]) => shown.curves[name][i])]) : [];
    },
  });

/** Mounts the instrument; returns what stops it. */
export function render(given) {
  const [reader, model] = [new Reader(), createModel()];
  const names = [...NAMES, ...given.model.get("study").grid.map(([name]) => name)];
  const compute = (settings) => model(reader.take(settings));
  return instrument(given, { names, compute, words, build: (parts) => build(parts, reader) });
}

export default { render };
