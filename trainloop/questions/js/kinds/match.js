// Match items, which may be pictures of curves, with choices.

import { html } from "../../../widgets/js/kit/dom.js";
import { bare, inline } from "../text.js";

const UNSAFE = "script, foreignObject, a, image, use, animate, set, style, iframe";

/** A picture from the bank as an element; null where it is none, or holds anything but drawing. */
export function picture(source) {
  const root = new DOMParser().parseFromString(source, "text/html").body.firstElementChild;
  if (root?.tagName.toLowerCase() !== "svg" || root.querySelector(UNSAFE)) return null;
  const attributes = [root, ...root.querySelectorAll("*")].flatMap((node) => [...node.attributes]);
  return attributes.some(({ name }) => /^on|href|^style$/i.test(name)) ? null : document.importNode(root, true);
}

export function match(question) {
  const selects = question.items.map(() =>
    html(
      "select",
      {},
      html("option", { value: "" }, "Choose …"),
      ...question.choices.map((text) => html("option", { value: text }, bare(text))),
    ),
  );
  const rows = question.items.map(({ name, svg, words }, i) => {
    const shown = svg ? (picture(svg) ?? html("span", { class: "quiz-instruction" }, words)) : null;
    return html("label", { class: "quiz-item" }, shown, html("span", {}, ...inline(name)), selects[i]);
  });
  return {
    fields: [html("div", { class: "quiz-items" }, ...rows)],
    read() {
      const given = selects.map(({ value }) => value);
      return given.includes("") ? { problem: "Choose one for each." } : { given };
    },
    fill(given) {
      const usable = Array.isArray(given) ? given : [];
      selects.forEach((select, i) => (select.value = question.choices.includes(usable[i]) ? usable[i] : ""));
    },
  };
}

const rightChoices = ({ choices, pairs }) => pairs.map((index) => choices[index]);

export function judgeMatch(question, given) {
  const right = rightChoices(question);
  const wrong = question.items.filter((_, i) => right[i] !== given[i]).map(({ name }) => name);
  if (!wrong.length) return { right: true, notes: [] };
  const fit = right.length - wrong.length;
  const text = `${fit} of ${right.length} fit. Look again at: ${wrong.join("; ")}.`;
  return { right: false, notes: [{ right: false, label: "", text }] };
}

export const solveMatch = (question) => {
  const texts = rightChoices(question);
  const named = question.items.map(({ name }, i) => `${name}: ${texts[i]}`);
  return { said: named, notes: named.map((label, i) => ({ right: true, label, text: question.whys[i] })) };
};
