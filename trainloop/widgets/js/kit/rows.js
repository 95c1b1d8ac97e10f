// Quantities in rows: what each is, its formula with numbers, its value, and a bar.

import { html } from "./dom.js";

/**
 * `names` are [key, symbol] each, `name` is a style. `fill(state)` gives a map from key to
 * {formula, value, share, negative, muted}; without a share a row has no bar.
 */
export class Rows {
  constructor({ caption, note, name, names, fill }) {
    this.fill = fill;
    this.parts = names.map(([key, symbol]) => row(key, symbol));
    this.node = html(
      "figure",
      { class: `instrument-figure instrument-rows instrument-rows--${name}` },
      html("figcaption", {}, caption, html("small", {}, note)),
      html("ol", { "aria-label": caption }, ...this.parts.map(({ node }) => node)),
    );
  }

  update(state) {
    const found = this.fill(state);
    for (const { key, node, formula, value, bar } of this.parts) {
      const { share, negative = false, muted = false, ...text } = found[key];
      formula.textContent = text.formula;
      value.textContent = text.value;
      bar.parentElement.hidden = share === undefined;
      bar.style.setProperty("--share", Math.min(1, Math.max(0, share ?? 0)));
      bar.classList.toggle("is-negative", negative);
      node.classList.toggle("is-muted", muted);
    }
  }
}

function row(key, symbol) {
  const formula = html("span", { class: "instrument-row-formula" });
  const value = html("span", { class: "instrument-row-value" });
  const bar = html("span", { class: "instrument-row-bar" });
  const track = html("span", { class: "instrument-row-track", "aria-hidden": "true" }, bar);
  const node = html("li", { "data-row": key }, html("var", {}, symbol), formula, value, track);
  return { key, node, formula, value, bar };
}
