// Find the line at fault.

import { html } from "../../../widgets/js/kit/dom.js";

export function bug(question, name) {
  const inputs = question.lines.map(() => html("input", { type: "radio", name }));
  const rows = question.lines.map((line, i) =>
    html(
      "label",
      { class: "quiz-line" },
      inputs[i],
      html("span", { class: "quiz-line-number" }, String(i + 1)),
      html("code", {}, line),
    ),
  );
  return {
    fields: [html("div", { class: "quiz-lines" }, ...rows)],
    read() {
      const given = inputs.findIndex((input) => input.checked);
      return given < 0 ? { problem: "Choose a line first." } : { given };
    },
    fill: (given) => inputs.forEach((input, i) => (input.checked = i === given)),
  };
}

export function judgeBug({ line, others }, given) {
  if (given === line) return { right: true, notes: [] };
  const why = others[given] ?? "This line does what it should.";
  return { right: false, notes: [{ right: false, label: `Line ${given + 1}`, text: why }] };
}

export const solveBug = ({ line, fix, why, others }) => ({
  said: [`line ${line + 1}`],
  notes: [
    { right: true, label: `Line ${line + 1}`, text: why, code: fix },
    ...Object.entries(others).map(([i, text]) => ({ right: false, label: `Line ${Number(i) + 1}`, text })),
  ],
});
