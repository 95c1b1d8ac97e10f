// LoopStepper: the five lines of the training loop, and what each of them changes.

import { CODE } from "../../engine/loop.js";
import { button, settings } from "../../kit/controls.js";
import { instrument } from "../../kit/instrument.js";
import { legend } from "../../kit/legend.js";
import { Player } from "../../kit/player.js";
import { counting, linear, logarithmic } from "../../kit/scales.js";
import { table } from "../../kit/table.js";
import { number } from "../../kit/words.js";
import { createModel, LINES, words } from "./model.js";
import { CodePanel, StatePanel } from "./panels.js";
import { DataPlot, LossPlot } from "./plots.js";

const NAMES = ["x", "y", "position", "lr", "w", "b", "broken"];
const KEY = [
  ["is-data", "dot", "data"],
  ["is-now", "line", "line now; loss so far"],
  ["is-before", "line", "line that predicted"],
  ["is-residual", "line", "its errors"],
  ["is-here", "dot", "prediction[0]; loss now"],
  ["is-best", "line", "loss with all five lines"],
];
const BROKEN = [
  ["none", "none: the whole loop"],
  ["no zero_grad", "optimizer.zero_grad()"],
  ["no backward", "loss.backward()"],
  ["no step", "optimizer.step()"],
];
const READING = { lines: 2 * LINES, rate: 2, then: 15 }; // lines a second while each is new, and after that

const stepping = (step) => (low, high) => linear(low, high, step);

function controls(model, set, state) {
  const { slider, choice } = settings(model, set);
  const mark = () => ({ value: state().limit, text: `limit: ${number(state().limit)}` });
  return {
    broken: choice("broken", "line left out", BROKEN),
    rest: [
      slider("position", "lines executed", counting),
      slider("lr", "learning rate", logarithmic, { symbol: "α", mark }),
      slider("w", "slope at the start", stepping(0.1), { symbol: "w" }),
      slider("b", "intercept at the start", stepping(0.1), { symbol: "b" }),
    ],
  };
}

/** Writes settings; a loop that starts elsewhere starts again, one with another line left out too. */
const restarting = (set) => (values) =>
  set("position" in values || "lr" in values ? values : { ...values, position: 0 });

function build({ model, state, set: write, redraw }) {
  const set = restarting(write);
  const last = () => state().rows.length - 1;
  const player = new Player({
    get: () => state().at,
    set: (position) => set({ position }),
    first: 0,
    last,
    rate: () => (state().at < READING.lines ? READING.rate : READING.then),
  });
  const onward = () => set({ position: Math.min(last(), (Math.floor(state().at / LINES) + 1) * LINES) });
  const { broken, rest } = controls(model, set, state);
  return {
    name: "loop-stepper",
    title: "LoopStepper: the training loop line by line",
    question: "What does each line change?",
    pictures: [new CodePanel(), new StatePanel(), new DataPlot({ resized: redraw }), new LossPlot({ resized: redraw })],
    legend: legend(KEY),
    simple: [player, broken],
    more: [...rest, { node: button("Finish this iteration", onward) }],
    table: numbers(state),
  };
}

const numbers = (state) =>
  table({
    caption: "What there is after each line",
    heads: ["lines executed", "last line", "w", "b", "prediction[0]", "loss", "w.grad", "b.grad"],
    rows() {
      const cell = (value, none) => (Number.isNaN(value) ? none : value);
      return state().rows.map(({ w, b, prediction, loss, gradW, gradB }, i) => [
        i,
        i ? CODE[(i - 1) % LINES] : "start",
        w,
        b,
        cell(prediction, ""),
        cell(loss, ""),
        cell(gradW, "None"),
        cell(gradB, "None"),
      ]);
    },
  });

/** Mounts the instrument; returns what stops it. */
export const render = (given) => instrument(given, { names: NAMES, compute: createModel(), words, build });

export default { render };
