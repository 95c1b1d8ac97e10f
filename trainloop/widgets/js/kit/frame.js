// The frame that all instruments share: question, pictures, controls, words, numbers.

import { html } from "./dom.js";

const QUIET = 500; // milliseconds without a change before a screen reader is told

/**
 * Builds the frame in `el`.
 * `simple` are the nodes of the controls that always show, `more` those behind "All controls",
 * `pictures` the plots, `legend` the key, `name` a style for this instrument.
 */
export function frame(el, { name, title, question, pictures, legend, simple, more, table }) {
  const words = html("p", { class: "instrument-summary" });
  const status = html("p", { class: "instrument-status", role: "status" });
  const controls = html(
    "details",
    { class: "instrument-more" },
    html("summary", {}, "All controls"),
    html("div", { class: "instrument-all" }, ...more),
  );
  const numbers = html("details", { class: "instrument-numbers" }, html("summary", {}, "Numbers"), table.node);
  const root = html(
    "section",
    { class: `instrument instrument--${name}`, "aria-label": title },
    html("p", { class: "instrument-question" }, question),
    html("div", { class: "instrument-simple" }, ...simple),
    html("div", { class: "instrument-pictures" }, ...pictures),
    legend,
    words,
    controls,
    numbers,
    status,
  );
  el.replaceChildren(root);

  let timer = 0;
  function say(text) {
    if (words.textContent === text) return;
    const first = !words.textContent;
    words.textContent = text;
    clearTimeout(timer);
    if (!first) timer = setTimeout(() => (status.textContent = text), QUIET);
  }
  return { root, say, controls, numbers, stop: () => clearTimeout(timer) };
}
