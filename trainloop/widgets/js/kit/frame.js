// The frame that all instruments share: question, controls, pictures, words, numbers, what to take away.

import { html } from "./dom.js";

const QUIET = 500; // milliseconds without a change before a screen reader is told

const nodes = (parts) => parts.map(({ node }) => node);

const fold = (name, summary, ...inside) =>
  html("details", { class: `instrument-${name}` }, html("summary", {}, summary), ...inside);

/** Makes `parts` the children of `box`, in order; what stands right already is left alone, and keeps the focus. */
function fill(box, parts) {
  const wanted = nodes(parts);
  for (const node of [...box.children]) if (!wanted.includes(node)) node.remove();
  wanted.forEach((node, i) => box.children[i] === node || box.insertBefore(node, box.children[i] ?? null));
}

/**
 * Builds the frame in `el`; `name` is a style for this instrument, `table` the numbers.
 * `arrange` fills it with an act: `simple` are the controls that always show, `more` those behind
 * "All controls", `pictures` the plots, `legend` their key.
 */
export function frame(el, { name, title, table }) {
  const asked = html("p", { class: "instrument-question" });
  const simple = html("div", { class: "instrument-simple" });
  const pictures = html("div", { class: "instrument-pictures" });
  const words = html("p", { class: "instrument-summary" });
  const all = html("div", { class: "instrument-all" });
  const more = fold("more", "All controls", all);
  const status = html("p", { class: "instrument-status", role: "status" });
  const notice = html("p", { class: "instrument-notice", role: "status" });
  const numbers = fold("numbers", "Numbers", table.node);
  const tools = html("div", { class: "instrument-tools" });
  // A group, not a landmark: a page may hold several of one kind.
  const root = html(
    "div",
    { class: `instrument instrument--${name}`, role: "group", "aria-label": title, onkeydown: keep },
    ...[asked, simple, pictures, words, numbers],
    fold("share", "Share and save", tools, notice),
    status,
  );
  el.replaceChildren(root);

  let key = html("span", {}); // stands in for the first legend
  pictures.after(key);
  function arrange(act) {
    asked.textContent = act.question;
    fill(simple, act.simple);
    fill(pictures, act.pictures);
    fill(all, act.more);
    if (!act.more.length) more.remove();
    else if (more.parentNode !== root) numbers.before(more);
    const legend = act.legend.node ?? act.legend;
    key.replaceWith(legend);
    key = legend;
  }

  function note(text) {
    notice.textContent = text;
    notice.closest("details").open = true;
  }
  return { root, tools, arrange, note, numbers, ...telling(words, status) };
}

/** Keeps plain keys to itself: JupyterLab takes the arrow keys from sliders, and cuts the cell at an x. */
function keep(event) {
  if (!event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
}

/** Writes the words below the pictures; once they stand still a screen reader is told, too. */
function telling(words, status) {
  let timer = 0;
  function say(text) {
    if (words.textContent === text) return;
    const opening = !words.textContent; // what stands there from the start needs no announcement
    words.textContent = text;
    clearTimeout(timer);
    if (!opening) timer = setTimeout(() => (status.textContent = text), QUIET);
  }
  return { say, stop: () => clearTimeout(timer) };
}
