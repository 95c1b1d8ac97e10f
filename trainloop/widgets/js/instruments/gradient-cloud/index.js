// GradientCloud: what a batch says of the gradient, and where such steps lead.

import { settings } from "../../kit/controls.js";
import { instrument } from "../../kit/instrument.js";
import { legend } from "../../kit/legend.js";
import { Player } from "../../kit/player.js";
import { counting, doubling, linear, logarithmic } from "../../kit/scales.js";
import { table } from "../../kit/table.js";
import { number } from "../../kit/words.js";
import { createModel, words } from "./model.js";
import { CloudPlot, RunPlot, VariancePlot } from "./plots.js";

const NAMES = ["x", "y", "batch_size", "lr", "replacement", "w", "b", "seed", "step"];
const KEY = [
  ["is-estimate", "dot", "estimates, a batch each"],
  ["is-taken", "dot", "the one that the next step takes"],
  ["is-here", "dot", "true gradient, and place, now"],
  ["is-target", "dot", "best line, where the gradient is 0"],
  ["is-walk", "line", "run"],
  ["is-theory", "line", "theory: variance, ±1 standard deviation"],
  ["is-measured", "dot", "measured variance"],
  ["is-before", "line", "theory for the other way to draw"],
];

const tenths = (low, high) => linear(low, high, 0.05);

function controls(model, set, state) {
  const { slider, toggle } = settings(model, set);
  const mark = () => ({ value: state().limit, text: `limit: ${number(state().limit)}` });
  return {
    size: slider("batch_size", "examples in a batch", doubling, { symbol: "B" }),
    rest: [
      slider("lr", "learning rate", logarithmic, { symbol: "α", mark }),
      toggle("replacement", "draw with replacement"),
      slider("w", "slope at the start", tenths, { symbol: "w" }),
      slider("b", "intercept at the start", tenths, { symbol: "b" }),
      slider("seed", "seed of the draws", counting),
      slider("step", "step shown", counting),
    ],
  };
}

/** Writes settings; a run that starts elsewhere starts again. */
const restarting = (set) => (values) => set("w" in values || "b" in values ? { ...values, step: 0 } : values);

function build({ model, state, set: write, redraw }) {
  const set = restarting(write);
  const limited = (name, value) => {
    const [low, high] = model.get("limits")[name];
    return Math.min(high, Math.max(low, Number(value.toPrecision(4))));
  };
  const setLine = (w, b) => set({ w: limited("w", w), b: limited("b", b) });
  const player = new Player({
    get: () => state().at,
    set: (step) => set({ step }),
    first: 0,
    last: () => state().path.length - 1,
    rate: () => (state().at < 20 ? 6 : 60),
  });
  const held = (on) => (on ? player.pause() : redraw());
  const { size, rest } = controls(model, set, state);
  return {
    name: "gradient-cloud",
    title: "GradientCloud: gradients estimated from batches",
    question: "What does a four times larger batch buy?",
    pictures: [CloudPlot, RunPlot, VariancePlot].map((Kind) => new Kind({ state, resized: redraw, setLine, held })),
    legend: legend(KEY),
    simple: [size, player],
    more: rest,
    table: numbers(state),
  };
}

const numbers = (state) =>
  table({
    caption: "Mean squared distance of the estimates from the true gradient, and its root",
    heads: ["B", "variance, measured", "variance, theory", "typical error, measured", "typical error, theory"],
    rows: () =>
      state().rows.map(({ size, measured, variance }) => [
        ...[size, measured, variance],
        ...[measured, variance].map(Math.sqrt),
      ]),
  });

/** Mounts the instrument; returns what stops it. */
export const render = (given) => instrument(given, { names: NAMES, compute: createModel(), words, build });

export default { render };
