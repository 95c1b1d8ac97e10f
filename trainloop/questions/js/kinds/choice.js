// Single and multiple choice.

import { html } from "../../../widgets/js/kit/dom.js";
import { inline, letter } from "../text.js";

export function choice(question, name) {
  const several = question.kind === "multiple";
  const inputs = question.options.map(() => html("input", { type: several ? "checkbox" : "radio", name }));
  const rows = question.options.map(({ text }, i) =>
    html(
      "label",
      { class: "quiz-option" },
      inputs[i],
      html("span", {}, html("b", {}, `${letter(i)} `), ...inline(text)),
    ),
  );
  const texts = question.options.map(({ text }) => text);
  return {
    fields: rows,
    read() {
      const chosen = texts.filter((_, i) => inputs[i].checked);
      if (!chosen.length) return { problem: several ? "Choose at least one." : "Choose one first." };
      return { given: several ? chosen : chosen[0] };
    },
    fill(given) {
      const chosen = [given].flat();
      inputs.forEach((input, i) => (input.checked = chosen.includes(texts[i])));
    },
  };
}

export function judgeChoice({ options }, given) {
  const chosen = [given].flat();
  const picked = options.filter(({ text, correct }) => !correct && chosen.includes(text));
  const missed = options.filter(({ text, correct }) => correct && !chosen.includes(text));
  const count = missed.length === 1 ? "One more belongs to it." : `${missed.length} more belong to it.`;
  const several = picked.length + missed.length > 0 && chosen.length > 0 && Array.isArray(given);
  return {
    right: !picked.length && !missed.length,
    notes: [
      ...picked.map(({ text, why }) => ({ right: false, label: text, text: why })),
      ...(several && missed.length ? [{ right: false, label: "", text: count, until: 1 }] : []),
      ...(several ? missed.map(({ text, why }) => ({ right: true, label: text, text: why, from: 2 })) : []),
    ],
  };
}

export const solveChoice = ({ options }) => ({
  said: options.filter(({ correct }) => correct).map(({ text }) => text),
  notes: options.map(({ text, correct, why }) => ({ right: Boolean(correct), label: text, text: why })),
});
