// LineFit: a line over its data, and gradient descent in the bowl of its loss.

import { button, slider } from "../kit/controls.js";
import { frame } from "../kit/frame.js";
import { legend } from "../kit/legend.js";
import { live } from "../kit/live.js";
import { player } from "../kit/player.js";
import { linear, logarithmic } from "../kit/scales.js";
import { table } from "../kit/table.js";
import { number } from "../kit/words.js";
import { lineFitModel, lineFitWords } from "./line-fit-model.js";
import { BowlPlot, DataPlot, LossPlot } from "./line-fit-plots.js";

const NAMES = ["x", "y", "draws", "w", "b", "lr", "noise", "shift", "stretch", "step"];
const KEY = [
  ["is-data", "dot", "data"],
  ["is-now", "line", "the line now"],
  ["is-best", "line", "best line, smallest loss"],
  ["is-residual", "line", "residuals"],
  ["is-path", "line", "path of the run"],
];

function controls(model, settings, set, cliff) {
  const limits = model.get("limits");
  const one = (name, label, symbol, scale, more = {}) =>
    slider({
      label,
      symbol,
      scale,
      limits: limits[name],
      get: () => settings()[name],
      set: (value) => set({ [name]: value }),
      ...more,
    });
  const even = (name, step) => linear(...limits[name], step);
  return {
    lr: one("lr", "learning rate", "α", logarithmic(...limits.lr), { mark: cliff }),
    w: one("w", "slope at the start", "w", even("w", 0.1)),
    b: one("b", "intercept at the start", "b", even("b", 0.1)),
    noise: one("noise", "noise added to y", "", even("noise", 0.05)),
    shift: one("shift", "shift of x", "", even("shift", 0.1)),
    stretch: one("stretch", "stretch of x", "", even("stretch", 0.05)),
    step: one("step", "step shown", "", even("step", 1)),
  };
}

/** Mounts the instrument; returns what stops it. */
export function render({ model, el }) {
  const compute = lineFitModel();
  let state;
  const view = live(model, NAMES, draw);
  const settings = view.settings;
  // A run that starts elsewhere, or in another bowl, starts again.
  const set = (values) => view.set("step" in values || "lr" in values ? values : { ...values, step: 0 });
  const within = (name, value) => {
    const [low, high] = model.get("limits")[name];
    return Math.min(high, Math.max(low, Number(value.toPrecision(4))));
  };
  const setLine = (w, b) => set({ w: within("w", w), b: within("b", b) });
  const plot = (Kind) => new Kind({ resized: view.redraw, setLine, held: () => runner.pause() });
  const plots = [plot(DataPlot), plot(BowlPlot), plot(LossPlot)];
  const all = controls(model, settings, set, () => ({ value: state.cliff, text: `2/h_max = ${number(state.cliff)}` }));
  const runner = player({
    get: () => state.at,
    set: (step) => set({ step }),
    first: 0,
    last: () => state.horizon,
    rate: () => Math.min(120, Math.max(6, state.horizon / 3)),
  });
  const numbers = table({
    caption: "Parameters and loss after each step",
    heads: ["step", "w", "b", "loss"],
    rows: () => state.path.map(({ w, b, loss }, step) => [step, ...[w, b, loss].map((value) => number(value, 7))]),
  });
  const { lr, ...rest } = all;
  const box = frame(el, {
    name: "line-fit",
    title: "LineFit: gradient descent fits a line",
    question: "How large may a step be?",
    pictures: plots.map(({ node }) => node),
    legend: legend(KEY),
    simple: [lr.node, runner.node],
    more: [...Object.values(rest).map(({ node }) => node), button("Back to w = 0, b = 0", () => setLine(0, 0))],
    table: numbers,
  });
  box.numbers.addEventListener("toggle", numbers.update);

  function draw() {
    state = compute(settings());
    for (const each of plots) if (each.measure() || each.width) each.draw(state);
    for (const each of Object.values(all)) each.update();
    numbers.update();
    box.say(lineFitWords(state));
  }
  draw();
  return () => [view, runner, box, ...plots].forEach((part) => part.stop());
}

export default { render };
