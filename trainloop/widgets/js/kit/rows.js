// Quantities in rows: what it is, its formula with numbers, its value, and a bar.

import { html } from "./dom.js";

/** `rows` are {key, name} each; `update` takes a map from key to {formula, value, share, sign, style}. */
export function rows(caption, names) {
  const parts = names.map(([key, name]) => {
    const formula = html("span", { class: "instrument-row-formula" });
    const value = html("span", { class: "instrument-row-value" });
    const bar = html("span", { class: "instrument-row-bar" });
    const track = html("span", { class: "instrument-row-track", "aria-hidden": "true" }, bar);
    const node = html("li", { "data-row": key }, html("var", {}, name), formula, value, track);
    return { key, node, formula, value, bar };
  });
  const node = html("ol", { class: "instrument-rows", "aria-label": caption }, ...parts.map((part) => part.node));
  function update(found) {
    for (const { key, node: row, formula, value, bar } of parts) {
      const { formula: text, value: shown, share, negative = false, muted = false } = found[key];
      formula.textContent = text;
      value.textContent = shown;
      bar.style.setProperty("--share", Math.min(1, Math.max(0, share)));
      bar.classList.toggle("is-negative", negative);
      row.classList.toggle("is-muted", muted);
    }
  }
  return { node, update };
}
