// Reasons: what is right or wrong about an answer, in a list.

import { html } from "../../widgets/js/kit/dom.js";
import { inline } from "./text.js";

/** A list of notes `{ right, label, text, code }`; the one whose label is `mine` is the reader's own. */
export function notes(all, mine = []) {
  const rows = all.map(({ right, label, text, code }) =>
    html(
      "li",
      { class: right ? "is-right" : "is-wrong" },
      html("span", { class: "quiz-sign", "aria-hidden": "true" }, right ? "✓" : "✗"),
      html(
        "div",
        {},
        label ? html("b", {}, ...inline(label)) : null,
        label ? html("span", { class: "quiz-hidden" }, right ? " is right. " : " is wrong. ") : null,
        mine.includes(label) ? html("em", { class: "quiz-mine" }, "your answer") : null,
        html("p", {}, ...inline(text)),
        code ? html("pre", {}, html("code", {}, code)) : null,
      ),
    ),
  );
  return rows.length ? html("ul", { class: "quiz-notes" }, ...rows) : "";
}
