// NoiseBall: what noise leaves of the loss, by theory and in many runs.

import { settings } from "../../kit/controls.js";
import { instrument } from "../../kit/instrument.js";
import { legend } from "../../kit/legend.js";
import { counting, decay, doubling, linear, logarithmic } from "../../kit/scales.js";
import { table } from "../../kit/table.js";
import { number } from "../../kit/words.js";
import { createModel, RUNS, words } from "./model.js";
import { BallPlot, FloorPlot, LossPlot } from "./plots.js";

const NAMES = ["lr", "batch_size", "mu", "decay", "power", "h1", "h2", "noise", "seed"];
const KEY = [
  ["is-now", "line", `mean loss of ${RUNS} runs`],
  ["is-theory", "line", "theory: loss, ±1 standard deviation, floor"],
  ["is-before", "line", "theory without noise"],
  ["is-floor", "line", "floor at this α"],
  ["is-here", "dot", "now"],
  ["is-plain", "line", "floor of plain SGD"],
  ["is-estimate", "dot", "the runs' ends"],
  ["is-walk", "line", "path of one run"],
  ["is-target", "dot", "minimum"],
];

const toDecay = (_, high) => decay(high);
const twentieths = (low, high) => linear(low, high, 0.05);

function build({ model, state, set, redraw }) {
  const { slider } = settings(model, set);
  const mark = () => ({ value: state().limit, text: `limit: ${number(state().limit)}` });
  return {
    name: "noise-ball",
    title: "NoiseBall: the noisy quadratic model",
    question: "What sets the floor of the loss?",
    pictures: [LossPlot, BallPlot, FloorPlot].map((Kind) => new Kind({ resized: redraw })),
    legend: legend(KEY),
    simple: [
      slider("lr", "learning rate", logarithmic, { symbol: "α", mark }),
      slider("batch_size", "examples in a batch", doubling, { symbol: "B" }),
    ],
    more: [
      slider("mu", "momentum", toDecay, { symbol: "μ" }),
      slider("decay", "decay of the weight average", toDecay, { symbol: "γ" }),
      slider("power", "power of the preconditioner h⁻ᵖ", twentieths, { symbol: "p" }),
      slider("h1", "first curvature", logarithmic, { symbol: "h₁" }),
      slider("h2", "second curvature", logarithmic, { symbol: "h₂" }),
      slider("noise", "variance of one example's gradient", logarithmic, { symbol: "c" }),
      slider("seed", "seed of the noise", counting),
    ],
    table: numbers(state),
  };
}

const numbers = (state) =>
  table({
    caption: "Loss after each step",
    heads: ["step", `mean of ${RUNS} runs`, "theory", "without noise", "from noise"],
    rows() {
      const { losses, bias, variance, made } = state();
      return Array.from({ length: made + 1 }, (_, t) => [t, losses[t], bias[t] + variance[t], bias[t], variance[t]]);
    },
  });

/** Mounts the instrument; returns what stops it. */
export const render = (given) => instrument(given, { names: NAMES, compute: createModel(), words, build });

export default { render };
