// A number with its unit, judged within a tolerance.

import { html } from "../../../widgets/js/kit/dom.js";
import { isAmbiguous, read, show } from "../number.js";

export function numeric(question, name) {
  const input = html("input", { type: "text", inputmode: "decimal", autocomplete: "off", size: "12", name });
  const label = html(
    "label",
    { class: "quiz-number" },
    "Your answer ",
    input,
    question.unit ? ` ${question.unit}` : "",
  );
  return {
    fields: [label],
    read() {
      if (!input.value.trim()) return { problem: "Write a number first." };
      if (isAmbiguous(input.value))
        return { problem: "That can be read in two ways. Leave out the comma, or write a point." };
      const given = read(input.value, question.unit);
      return Number.isNaN(given)
        ? { problem: "That can't be read as a number. Write it like 0.65 or 6.5e-1." }
        : { given };
    },
    fill(given) {
      if (typeof given === "number") input.value = show(given);
    },
  };
}

// Room for what decimal numbers can't hold: 0.1 + 0.2 is right where 0.3 is asked without a tolerance.
const near = (a, b, tolerance) => Math.abs(a - b) <= tolerance + 1e-9 * Math.max(Math.abs(a), Math.abs(b));

export function judgeNumeric({ answer, tolerance, mistakes }, given) {
  if (near(given, answer, tolerance)) return { right: true, notes: [] };
  // A wrong number that readers give is rounded as they please.
  const known = mistakes.find(({ value }) => near(given, value, Math.max(tolerance, 0.005 * Math.abs(value))));
  return { right: false, notes: known ? [{ right: false, label: show(given), text: known.why }] : [] };
}

export const solveNumeric = ({ answer, unit, tolerance, why, mistakes }) => ({
  said: [show(answer, unit) + (tolerance ? ` (± ${show(tolerance)})` : "")],
  notes: [
    { right: true, label: show(answer, unit), text: why },
    ...mistakes.map(({ value, why: reason }) => ({ right: false, label: show(value, unit), text: reason })),
  ],
});
