// Texts of the bank: plain, with code in backticks.

import { html } from "../../widgets/js/kit/dom.js";

/** The text as nodes, what stands in backticks as code. */
export const inline = (text) =>
  text
    .split(/`([^`]+)`/)
    .map((part, i) => (i % 2 ? html("code", {}, part) : part))
    .filter((part) => part !== "");

/** The same where only plain text may stand. */
export const bare = (text) => text.replaceAll("`", "");

export const paragraph = (text, attributes = {}) => html("p", attributes, ...inline(text));

export const button = (text, onclick, attributes = {}) =>
  html("button", { type: "button", onclick, ...attributes }, text);

/** A, B, C, … */
export const letter = (index) => String.fromCharCode(65 + index);

// Jupyter loads this module once for each widget, so counting alone would give two widgets the same names, and
// radio buttons of one name exclude each other.
const HERE = Math.random().toString(36).slice(2, 8);
let count = 0;

/** An id or a name that nothing else on the page has. */
export const unique = (stem) => `quiz-${stem}-${HERE}-${++count}`;
