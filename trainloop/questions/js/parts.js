// What questions of every view are made of.

import { html } from "../../widgets/js/kit/dom.js";
import { inline, paragraph, unique } from "./text.js";

/** Fills a fieldset: prompt and code as its legend, what to do as its description, then `parts`. */
export function fieldset(element, { prompt, code, kind }, { label = "", instruction = "" }, parts) {
  const number = label ? html("span", { class: "quiz-number-of" }, label) : null;
  const legend = html("legend", {}, number, html("span", {}, ...inline(prompt)));
  const shown = code && kind !== "bug" ? html("pre", { tabindex: "0" }, html("code", {}, code)) : null;
  const id = unique("instruction");
  const described = instruction ? paragraph(instruction, { class: "quiz-instruction", id }) : null;
  if (described) element.setAttribute("aria-describedby", id);
  else element.removeAttribute("aria-describedby");
  element.replaceChildren(...[legend, shown, described, ...parts].filter(Boolean));
}

/** A control's fields: `touched` is told of each change, `entered` of the Enter key. */
export function fieldsOf(control, touched, entered) {
  const onkeydown = ({ key, target }) => key === "Enter" && target.matches("input") && entered();
  return html("div", { class: "quiz-fields", oninput: touched, onkeydown }, ...control.fields);
}

const entries = (fields) => fields.querySelectorAll("input, select, textarea");

/** Says in `place` why an answer can't be judged, and ties it to what it is about. */
export function showProblem(problem, fields, place) {
  for (const field of entries(fields)) {
    field.setAttribute("aria-describedby", place.id);
    if (!field.matches("[type=radio], [type=checkbox]")) field.setAttribute("aria-invalid", "true");
  }
  place.replaceChildren(paragraph(problem, { class: "quiz-problem" }));
}

/** Unties it. */
export function clearProblem(fields) {
  for (const field of entries(fields)) {
    field.removeAttribute("aria-describedby");
    field.removeAttribute("aria-invalid");
  }
}

/** Where to read again what a question asks: a link where the page knows the place. */
export function sourceOf({ id, source }, sources) {
  const { text, href } = sources[id] ?? { text: source.heading };
  if (!text) return "";
  return html("p", { class: "quiz-source" }, "Read again: ", href ? html("a", { href }, text) : text);
}
