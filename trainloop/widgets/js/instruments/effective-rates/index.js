// EffectiveRates: what each optimizer makes of α in each coordinate, and whose path depends on units.

import { limits } from "../../engine/descent.js";
import { settings } from "../../kit/controls.js";
import { html, svg } from "../../kit/dom.js";
import { instrument } from "../../kit/instrument.js";
import { sample } from "../../kit/legend.js";
import { counting, decay, linear, logarithmic } from "../../kit/scales.js";
import { table } from "../../kit/table.js";
import { number } from "../../kit/words.js";
import { createModel, OPTIMIZERS, words } from "./model.js";
import { PathsPlot, RatesPlot } from "./plots.js";

const KEYS = Object.keys(OPTIMIZERS);
const NAMES = [
  ...["loss", "scale", "factor", "optimizers", "lr", "rho", "beta1", "beta2", "eps", "eps_inside"],
  ...["x", "y", "coordinate", "quantity", "steps"],
];
const LOSSES = [
  ["bowl", "bowl, ½(x² + y²)"],
  ["slope", "constant slope, y − x"],
];
const QUANTITIES = [
  ["rate", "effective rate"],
  ["step", "length of a step"],
  ["distance", "distance from the start"],
];

const toDecay = (_, high) => decay(high);
const stepping = (step) => (low, high) => linear(low, high, step);

/** The largest α at which gradient descent is stable, where there is one and it runs. */
function cliff({ loss, scale, factor, optimizers }) {
  const value = loss === "bowl" && optimizers.includes("gd") ? limits.gd(factor * Math.max(1, scale)) : NaN;
  return { value, text: `SGD's limit: ${number(value)}` };
}

function controls(model, set, state) {
  const { slider, toggle, choice, several } = settings(model, set);
  const used = (name) => () => state().optimizers.some((key) => OPTIMIZERS[key].uses.includes(name));
  const one = (name, symbol, label, scale) => slider(name, label, scale, { symbol, shown: used(name) });
  return {
    scale: slider("scale", "y's gradient, times", logarithmic),
    factor: slider("factor", "the loss, times", logarithmic),
    rest: [
      several(
        "optimizers",
        "optimizers",
        KEYS.map((key) => [key, OPTIMIZERS[key].name, sample(key)]),
      ),
      choice("coordinate", "curves of", [
        ["x", "x"],
        ["y", "y"],
      ]),
      choice("quantity", "their", QUANTITIES),
      choice("loss", "loss", LOSSES),
      slider("lr", "learning rate of all", logarithmic, { symbol: "α", mark: () => cliff(state()) }),
      one("rho", "ρ", "decay of RMSProp's average", toDecay),
      one("beta1", "β₁", "decay of Adam's m", toDecay),
      one("beta2", "β₂", "decay of Adam's v", toDecay),
      one("eps", "ε", "in the denominator", logarithmic),
      toggle("eps_inside", "RMSProp's ε under the root (Keras) rather than beside it (PyTorch)", used("eps_inside")),
      slider("x", "at the start", stepping(0.1), { symbol: "x" }),
      slider("y", "at the start", stepping(0.1), { symbol: "y" }),
      slider("steps", "steps made", counting),
    ],
  };
}

function build({ model, state, set, redraw }) {
  const limited = (name, value) => {
    const [low, high] = model.get("limits")[name];
    return Math.min(high, Math.max(low, Number(value.toFixed(3))));
  };
  const setStart = (x, y) => set({ x: limited("x", x), y: limited("y", y) });
  const { scale, factor, rest } = controls(model, set, state);
  return {
    name: "effective-rates",
    title: "EffectiveRates: what each optimizer makes of α",
    question: "Which paths depend on the units?",
    pictures: [new PathsPlot({ state, setStart, resized: redraw }), new RatesPlot({ resized: redraw })],
    legend: key(state),
    simple: [scale, factor],
    more: rest,
    table: numbers(state),
  };
}

/** What each line means, for those that run, and the paths before anything was scaled. */
function key(state) {
  const wide = { width: 34, height: 14, "aria-hidden": "true" };
  const before = svg("svg", wide, svg("path", { d: "M1,7H33", class: "is-reference" }));
  const items = KEYS.map((name) => html("li", {}, sample(name), OPTIMIZERS[name].name));
  const node = html("ul", { class: "instrument-legend" }, ...items, html("li", {}, before, "with nothing scaled"));
  const update = () => KEYS.forEach((name, i) => (items[i].hidden = !state().optimizers.includes(name)));
  return { node, update };
}

const numbers = (state) =>
  table({
    caption: "Parameters and effective rates, by which α is multiplied, after each step",
    heads: () => {
      const names = state().optimizers.map((name) => OPTIMIZERS[name].name);
      return ["step", ...names.flatMap((name) => [`${name}: x`, "y", "rate of x", "rate of y"])];
    },
    rows: () => {
      const { paths, steps } = state();
      return Array.from({ length: steps + 1 }, (_, t) => [t, ...paths.flatMap(({ path }) => cells(path, t))]);
    },
  });

function cells({ points, rates, made }, t) {
  if (t > made) return ["", "", "", ""];
  const place = [points[2 * t], points[2 * t + 1]];
  return [...place, ...(t ? [rates[2 * t - 2], rates[2 * t - 1]] : ["", ""])];
}

/** Mounts the instrument; returns what stops it. */
export const render = (given) => instrument(given, { names: NAMES, compute: createModel(), words, build });

export default { render };
