// AdamInside: every number of one step of Adam.

import { settings } from "../../kit/controls.js";
import { instrument } from "../../kit/instrument.js";
import { legend } from "../../kit/legend.js";
import { Player } from "../../kit/player.js";
import { counting, decay, logarithmic } from "../../kit/scales.js";
import { table } from "../../kit/table.js";
import { createModel, words } from "./model.js";
import { PathPlot } from "./plots.js";
import { insideRows, lengthRows } from "./rows.js";

const NAMES = ["problem", "parameter", "lr", "beta1", "beta2", "eps", "scale", "alternate", "corrected", "step"];
const KEY = [
  ["is-path", "line", "path"],
  ["is-here", "dot", "after this step"],
  ["is-target", "dot", "minimum"],
];
const PROBLEMS = [
  ["quadratic", "w², from w = 5"],
  ["rosenbrock", "Rosenbrock, from (−1.2, 1)"],
];
const PARAMETERS = [
  ["x", "x"],
  ["y", "y"],
];

const toDecay = (_, high) => decay(high);

function controls(model, set, state) {
  const { slider, toggle, choice } = settings(model, set);
  return {
    simple: [slider("scale", "gradient, times", logarithmic)],
    more: [
      slider("step", "step", counting, { symbol: "t" }),
      choice("problem", "function", PROBLEMS),
      choice("parameter", "parameter shown", PARAMETERS, () => state().problem === "rosenbrock"),
      toggle("alternate", "turn the sign of every second gradient"),
      toggle("corrected", "bias correction"),
      slider("lr", "learning rate", logarithmic, { symbol: "α" }),
      slider("beta1", "decay of m", toDecay, { symbol: "β₁" }),
      slider("beta2", "decay of v", toDecay, { symbol: "β₂" }),
      slider("eps", "in the denominator", logarithmic, { symbol: "ε" }),
    ],
  };
}

function build({ model, state, set, redraw }) {
  const { simple, more } = controls(model, set, state);
  const player = new Player({
    get: () => state().t,
    set: (step) => set({ step }),
    first: 1,
    last: () => state().path.length - 1,
    rate: () => (state().t < 20 ? 6 : 60),
  });
  return {
    name: "adam-inside",
    title: "AdamInside: one step of Adam",
    question: "How long is a step?",
    pictures: [new PathPlot({ resized: redraw }), insideRows(), lengthRows()],
    legend: legend(KEY),
    simple: [...simple, player],
    more,
    table: numbers(state),
  };
}

const numbers = (state) =>
  table({
    caption: "All steps of the parameter shown",
    heads: ["t", "g", "m", "v", "m̂", "v̂", "step", "after it"],
    rows() {
      const { path, index } = state();
      const cells = ({ g, m, v, mHat, vHat, step, w }) => [g, m, v, mHat, vHat, step, w];
      return path.slice(1).map((row, i) => [i + 1, ...cells(row[index])]);
    },
  });

/** Mounts the instrument; returns what stops it. */
export const render = (given) => instrument(given, { names: NAMES, compute: createModel(), words, build });

export default { render };
