// FiniteDifference: how small a step h is best, between truncation and rounding.

import { settings } from "../../kit/controls.js";
import { instrument } from "../../kit/instrument.js";
import { legend } from "../../kit/legend.js";
import { linear, logarithmic } from "../../kit/scales.js";
import { table } from "../../kit/table.js";
import { createModel, words } from "./model.js";
import { ErrorPlot, ZoomPlot } from "./plots.js";

const NAMES = ["h", "method", "function", "x", "precision"];
const KEY = [
  ["is-chosen", "line", "error of this method"],
  ["is-other", "line", "of the other"],
  ["is-path", "line", "truncation, in theory"],
  ["is-best", "line", "rounding, in theory; tangent of f"],
  ["is-range", "line", "best h, in theory"],
  ["is-function", "line", "f, as rounded"],
  ["is-secant", "line", "secant"],
];
const METHODS = [
  ["forward", "forward: x and x + h"],
  ["central", "central: x − h and x + h"],
];
const FUNCTIONS = [
  ["exp", "eˣ"],
  ["sin", "sin x"],
  ["cube", "x³"],
  ["sqrt", "√x"],
  ["sigmoid", "sigmoid"],
];
const PRECISIONS = [
  ["float64", "float64"],
  ["float32", "float32"],
];

function build({ model, state, set, redraw }) {
  const { slider, choice } = settings(model, set);
  const limits = model.get("limits").h;
  const setStep = (h) => set({ h: Number(Math.min(limits[1], Math.max(limits[0], h)).toPrecision(3)) });
  const options = { resized: redraw };
  return {
    name: "finite-difference",
    title: "FiniteDifference: the derivative by a small step",
    question: "How small should h be?",
    pictures: [new ErrorPlot({ state, limits, setStep, ...options }), new ZoomPlot(options)],
    legend: legend(KEY),
    simple: [slider("h", "step", logarithmic, { symbol: "h" }), choice("method", "difference", METHODS)],
    more: [
      choice("function", "function", FUNCTIONS),
      slider("x", "where the derivative is taken", (from, to) => linear(from, to, 0.01), { symbol: "x" }),
      choice("precision", "precision of every operation", PRECISIONS),
    ],
    table: numbers(state),
  };
}

const numbers = (state) =>
  table({
    caption: "Both differences and their errors",
    heads: ["h", "forward", "central", "forward, error", "central, error"],
    rows: () => state().rows.map((row) => [row.h, row.forward, row.central, row.forwardError, row.centralError]),
  });

/** Mounts the instrument; returns what stops it. */
export const render = (given) => instrument(given, { names: NAMES, compute: createModel(), words, build });

export default { render };
