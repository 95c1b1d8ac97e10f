// The frame that all instruments share: question, controls, pictures, words, numbers, what to take away.

import { html } from "./dom.js";

const QUIET = 500; // milliseconds without a change before a screen reader is told

const nodes = (parts) => parts.map(({ node }) => node);

const fold = (name, summary, ...inside) =>
  html("details", { class: `instrument-${name}` }, html("summary", {}, summary), ...inside);

/**
 * Builds the frame in `el`.
 * `simple` are the controls that always show, `more` those behind "All controls", `pictures` the
 * plots, `legend` their key, `table` the numbers; `name` is a style for this instrument.
 */
export function frame(el, { name, title, question, pictures, legend, simple, more, table }) {
  const words = html("p", { class: "instrument-summary" });
  const status = html("p", { class: "instrument-status", role: "status" });
  const notice = html("p", { class: "instrument-notice", role: "status" });
  const numbers = fold("numbers", "Numbers", table.node);
  const tools = html("div", { class: "instrument-tools" });
  const root = html(
    "section",
    { class: `instrument instrument--${name}`, "aria-label": title },
    html("p", { class: "instrument-question" }, question),
    html("div", { class: "instrument-simple" }, ...nodes(simple)),
    html("div", { class: "instrument-pictures" }, ...nodes(pictures)),
    legend?.node ?? legend,
    words,
    more.length ? fold("more", "All controls", html("div", { class: "instrument-all" }, ...nodes(more))) : null,
    numbers,
    fold("share", "Share and save", tools, notice),
    status,
  );
  el.replaceChildren(root);

  let timer = 0;
  function say(text) {
    if (words.textContent === text) return;
    const opening = !words.textContent; // what stands there from the start needs no announcement
    words.textContent = text;
    clearTimeout(timer);
    if (!opening) timer = setTimeout(() => (status.textContent = text), QUIET);
  }
  function note(text) {
    notice.textContent = text;
    notice.closest("details").open = true;
  }
  return { root, tools, say, note, numbers, stop: () => clearTimeout(timer) };
}
