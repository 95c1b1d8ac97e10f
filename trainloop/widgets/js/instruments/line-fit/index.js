// LineFit: a line over its data, and gradient descent in the bowl of its loss.

import { button, settings } from "../../kit/controls.js";
import { instrument } from "../../kit/instrument.js";
import { legend } from "../../kit/legend.js";
import { Player } from "../../kit/player.js";
import { counting, linear, logarithmic } from "../../kit/scales.js";
import { table } from "../../kit/table.js";
import { number } from "../../kit/words.js";
import { createModel, words } from "./model.js";
import { BowlPlot, DataPlot, LossPlot } from "./plots.js";

const NAMES = ["x", "y", "draws", "w", "b", "lr", "noise", "shift", "stretch", "step"];
const KEY = [
  ["is-data", "dot", "data"],
  ["is-now", "line", "line now"],
  ["is-best", "line", "best line"],
  ["is-residual", "line", "residuals"],
  ["is-path", "line", "path of the run"],
];

const stepping = (step) => (low, high) => linear(low, high, step);

function controls(model, set, state) {
  const { slider } = settings(model, set);
  const mark = () => ({ value: state().cliff, text: `cliff: ${number(state().cliff)}` });
  return {
    lr: slider("lr", "learning rate", logarithmic, { symbol: "α", mark }),
    rest: [
      slider("w", "slope at the start", stepping(0.1), { symbol: "w" }),
      slider("b", "intercept at the start", stepping(0.1), { symbol: "b" }),
      slider("noise", "noise added to y", stepping(0.05)),
      slider("shift", "shift of x", stepping(0.1)),
      slider("stretch", "stretch of x", stepping(0.05)),
      slider("step", "step shown", counting),
    ],
  };
}

/** Writes settings; a run that starts elsewhere, or in another bowl, starts again. */
const restarting = (set) => (values) => set("step" in values || "lr" in values ? values : { ...values, step: 0 });

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
    last: () => state().horizon,
    rate: () => Math.min(120, Math.max(6, state().horizon / 3)),
  });
  const held = (on) => (on ? player.pause() : redraw());
  const plots = [DataPlot, BowlPlot, LossPlot].map((Kind) => new Kind({ state, resized: redraw, setLine, held }));
  const { lr, rest } = controls(model, set, state);
  return {
    name: "line-fit",
    title: "LineFit: gradient descent fits a line",
    question: "How large may a step be?",
    pictures: plots,
    legend: legend(KEY),
    simple: [lr, player],
    more: [...rest, { node: button("Back to w = 0, b = 0", () => setLine(0, 0)) }],
    table: numbers(state),
  };
}

const numbers = (state) =>
  table({
    caption: "Parameters and loss after each step",
    heads: ["step", "w", "b", "loss"],
    rows: () => state().path.map(({ w, b, loss }, step) => [step, w, b, loss]),
    digits: 7,
  });

/** Mounts the instrument; returns what stops it. */
export const render = (given) => instrument(given, { names: NAMES, compute: createModel(), words, build });

export default { render };
