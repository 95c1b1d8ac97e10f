// OptimizerPlayground: any optimizers side by side on a surface of two parameters.

import { limits } from "../../engine/descent.js";
import { surface } from "../../engine/surfaces.js";
import { settings } from "../../kit/controls.js";
import { html } from "../../kit/dom.js";
import { instrument } from "../../kit/instrument.js";
import { sample } from "../../kit/legend.js";
import { Player } from "../../kit/player.js";
import { counting, decay, linear, logarithmic } from "../../kit/scales.js";
import { table } from "../../kit/table.js";
import { number } from "../../kit/words.js";
import { createModel, OPTIMIZERS, point, words } from "./model.js";
import { LossesPlot, PathsPlot } from "./plots.js";

const KEYS = Object.keys(OPTIMIZERS);
const SURFACES = [
  ["bowl", "bowl"],
  ["ravine", "ravine"],
  ["saddle", "saddle"],
  ["rosenbrock", "Rosenbrock's valley"],
  ["beale", "Beale's plateaus"],
  ["himmelblau", "Himmelblau's four minima"],
  ["rastrigin", "Rastrigin's egg box"],
];
const HYPERPARAMETERS = ["mu", "rho", "beta1", "beta2", "eps", "eps_inside", "weight_decay"];
const RUN = [
  "surface",
  "kappa",
  "optimizers",
  "x",
  "y",
  "noisy",
  "noise",
  "seed",
  "steps",
  "step",
  "log_loss",
  "speed",
];
const NAMES = [...RUN, ...KEYS.map((key) => `lr_${key}`), ...HYPERPARAMETERS];

const toDecay = (_, high) => decay(high);
const stepping = (step) => (low, high) => linear(low, high, step);

/** Controls of the hyperparameters, each shown while an optimizer that has it is chosen. */
function hyperparameters({ slider, toggle }, state) {
  const used = (name) => () => state().optimizers.some((key) => OPTIMIZERS[key].uses.includes(name));
  const chosen = (key) => () => state().optimizers.includes(key);
  const rates = KEYS.map((key) =>
    slider(`lr_${key}`, `learning rate: ${OPTIMIZERS[key].name}`, logarithmic, {
      symbol: "α",
      shown: chosen(key),
      ...(limits[key] && { mark: () => cliff(key, state()) }),
    }),
  );
  const one = (name, symbol, label, scale) => slider(name, label, scale, { symbol, shown: used(name) });
  return [
    ...rates,
    one("mu", "μ", "momentum", toDecay),
    one("rho", "ρ", "decay of RMSProp's average", toDecay),
    one("beta1", "β₁", "decay of Adam's m", toDecay),
    one("beta2", "β₂", "decay of Adam's v", toDecay),
    one("eps", "ε", "in the denominator", logarithmic),
    toggle("eps_inside", "RMSProp's ε under the root (Keras) rather than beside it (PyTorch)", used("eps_inside")),
    one("weight_decay", "λ", "weight decay of AdamW", stepping(0.01)),
  ];
}

/** The largest stable learning rate, where the surface has one. */
function cliff(key, { on, mu }) {
  const value = on.hMax ? limits[key](on.hMax, mu) : NaN;
  return { value, text: `limit: ${number(value)}` };
}

function controls(model, set, state) {
  const all = settings(model, set);
  const { slider, toggle, choice, several } = all;
  const noisy = () => state().noisy;
  const names = KEYS.map((key) => [key, OPTIMIZERS[key].name, sample(key)]);
  return {
    ground: choice("surface", "surface", SURFACES),
    more: [
      several("optimizers", "optimizers", names),
      ...hyperparameters(all, state),
      slider("kappa", "of the ravine", logarithmic, { symbol: "κ", shown: () => state().name === "ravine" }),
      slider("x", "at the start", stepping(0.01), { symbol: "x" }),
      slider("y", "at the start", stepping(0.01), { symbol: "y" }),
      toggle("noisy", "noise in the gradients"),
      slider("noise", "size of the noise", stepping(0.1), { shown: noisy }),
      slider("seed", "seed of the noise", counting, { shown: noisy }),
      slider("steps", "steps made", counting),
      slider("step", "steps drawn", counting),
      slider("speed", "speed, times", logarithmic),
      toggle("log_loss", "logarithmic loss axis"),
    ],
  };
}

function build({ model, state, set: write, redraw }) {
  // On another surface a run starts where that one's runs usually do.
  const set = (values) => {
    if (!("surface" in values)) return write(values);
    const [x, y] = surface(values.surface).start;
    write({ ...values, x, y });
  };
  const limited = (name, value) => {
    const [low, high] = model.get("limits")[name];
    return Math.min(high, Math.max(low, Number(value.toFixed(3))));
  };
  const setStart = (x, y) => set({ x: limited("x", x), y: limited("y", y) });
  const { ground, more } = controls(model, set, state);
  const player = new Player({
    get: () => state().at,
    set: (step) => set({ step }),
    first: 0,
    last: () => model.get("steps"),
    rate: () => Math.max(10, model.get("steps") / 6),
    speed: () => model.get("speed"),
  });
  const pictures = [PathsPlot, LossesPlot].map((Kind) => new Kind({ state, setStart, resized: redraw }));
  return {
    name: "optimizer-playground",
    title: "OptimizerPlayground: optimizers side by side",
    question: "Which one gets down first?",
    pictures,
    legend: key(state),
    simple: [ground, player],
    more,
    table: numbers(state),
  };
}

/** What each line means, for those that run. */
function key(state) {
  const items = KEYS.map((name) => html("li", {}, sample(name), OPTIMIZERS[name].name));
  const node = html("ul", { class: "instrument-legend" }, ...items);
  const update = () => KEYS.forEach((name, i) => (items[i].hidden = !state().optimizers.includes(name)));
  return { node, update };
}

const numbers = (state) =>
  table({
    caption: "Parameters and loss after each step",
    heads: () => {
      const names = state().paths.map(({ optimizer }) => OPTIMIZERS[optimizer].name);
      return ["step", ...names.flatMap((name) => [`${name}: x`, "y", "loss"])];
    },
    rows: () => {
      const { paths, steps } = state();
      const cells = (path, t) => (t > path.made ? ["", "", ""] : [...point(path, t), path.losses[t]]);
      return Array.from({ length: steps + 1 }, (_, t) => [t, ...paths.flatMap((path) => cells(path, t))]);
    },
  });

/** Mounts the instrument; returns what stops it. */
export const render = (given) => instrument(given, { names: NAMES, compute: createModel(), words, build });

export default { render };
