// LoopStepper's two panels: the code with the line that just ran, and what there is after it.

import { CODE } from "../../engine/loop.js";
import { html } from "../../kit/dom.js";
import { number } from "../../kit/words.js";
import { ITERATIONS, slope } from "./model.js";

const NAMES = [
  ["w", "w"],
  ["b", "b"],
  ["prediction", "prediction[0]"],
  ["loss", "loss"],
  ["gradW", "w.grad"],
  ["gradB", "b.grad"],
];
const NONE = { gradW: "None", gradB: "None" };

const figure = (name, caption, note, ...inside) =>
  html(
    "figure",
    { class: `instrument-figure instrument-loop-${name}` },
    html("figcaption", {}, caption, html("small", {}, note)),
    ...inside,
  );

/** The five lines; the one that just ran is marked, the one that is left out struck. */
export class CodePanel {
  constructor() {
    this.note = html("span", {});
    this.lines = CODE.map((code, i) => {
      const text = html("code", {}, code);
      const marker = html("span", { class: "instrument-loop-marker", "aria-hidden": "true" });
      const number = html("span", { class: "instrument-loop-number", "aria-hidden": "true" }, String(i + 1));
      return { marker, text, node: html("li", {}, marker, number, text) };
    });
    this.node = figure(
      "code",
      "The loop",
      this.note,
      html("code", { class: "instrument-loop-head" }, `for iteration in range(${ITERATIONS}):`),
      html("ol", { "aria-label": "The lines of the loop" }, ...this.lines.map(({ node }) => node)),
    );
  }

  update({ at, iteration, line, leftOut }) {
    const note = at ? `iteration ${iteration} of ${ITERATIONS}, after line ${line + 1}` : "nothing has run yet";
    if (this.note.textContent !== note) this.note.textContent = note;
    this.lines.forEach(({ node, marker, text }, i) => {
      const now = at > 0 && i === line;
      node.classList.toggle("is-current", now);
      marker.textContent = now ? "▶" : "";
      if (now) node.setAttribute("aria-current", "step");
      else node.removeAttribute("aria-current");
      strike(node, text, i === leftOut);
    });
  }
}

/** Puts a line's code into <s>, so that a screen reader hears it too, or takes it out. */
function strike(node, text, struck) {
  if (struck === (text.parentNode !== node)) return;
  if (struck) {
    const line = html("s", {});
    text.replaceWith(line);
    line.append(text);
  } else text.parentNode.replaceWith(text);
}

/** Parameters, prediction, loss and gradients after that line; what it wrote is marked. */
export class StatePanel {
  constructor() {
    this.rows = NAMES.map(([key, name]) => {
      const was = html("span", { class: "instrument-loop-was" });
      const value = html("span", { class: "instrument-loop-value" });
      const node = html("li", { "data-row": key }, html("code", {}, name), was, value);
      return { key, node, was, value };
    });
    this.node = figure(
      "state",
      "What there is now",
      "old → new: what the line just changed",
      html("ol", { "aria-label": "Variables" }, ...this.rows.map(({ node }) => node)),
    );
  }

  update(state) {
    for (const { key, node, was, value } of this.rows) {
      const changed = state.now.changed.includes(key);
      node.classList.toggle("is-changed", changed);
      was.textContent = changed ? `${shown(key, state.before[key])} →` : remark(key, state);
      value.textContent = shown(key, state.now[key]);
    }
  }
}

/** A value as Python would show it, shortened. */
function shown(key, value) {
  if (Number.isNaN(value)) return NONE[key] ?? "–";
  return (key in NONE ? slope : number)(value, 4);
}

/** Prediction and loss of parameters that have moved on since. */
function remark(key, { now }) {
  const from = { prediction: now.predicted, loss: now.compared }[key];
  return from && (from.w !== now.w || from.b !== now.b) ? "of the old line" : "";
}
