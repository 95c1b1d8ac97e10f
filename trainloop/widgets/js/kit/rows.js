// Quantities in rows: what each is, its formula with numbers, its value, and a bar.

import { html } from "./dom.js";

/**
 * `names` are [key, symbol] each, `name` is a style. `update` takes a map from key to
 * {formula, value, share, negative, muted}; without a share a row has no bar.
 */
export function rows({ caption, note, name, names }) {
  const parts = names.map(([key, symbol]) => {
    const formula = html("span", { class: "instrument-row-formula" });
    const value = html("span", { class: "instrument-row-value" });
    const bar = html("span", { class: "instrument-row-bar" });
    const track = html("span", { class: "instrument-row-track", "aria-hidden": "true" }, bar);
    const node = html("li", { "data-row": key }, html("var", {}, symbol), formula, value, track);
    return { key, node, formula, value, bar };
  });
  const list = html("ol", { "aria-label": caption }, ...parts.map((part) => part.node));
  const node = html(
    "figure",
    { class: `instrument-figure instrument-rows instrument-rows--${name}` },
    html("figcaption", {}, caption, html("small", {}, note)),
    list,
  );
  function update(found) {
    for (const { key, node: row, formula, value, bar } of parts) {
      const { formula: text, value: shown, share, negative = false, muted = false } = found[key];
      formula.textContent = text;
      value.textContent = shown;
      bar.parentElement.hidden = share === undefined;
      bar.style.setProperty("--share", Math.min(1, Math.max(0, share)));
      bar.classList.toggle("is-negative", negative);
      row.classList.toggle("is-muted", muted);
    }
  }
  return { node, update };
}
