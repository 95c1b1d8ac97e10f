// A quiz or a self-check: its questions one below the other, and what came of them.

import { html } from "../../widgets/js/kit/dom.js";
import { Opened } from "./opened.js";
import { Question } from "./question.js";
import { button } from "./text.js";

const isOpen = ({ kind }) => kind === "short" || kind === "long";

export function quiz({ questions, sources }, store) {
  const judged = questions.filter((question) => !isOpen(question));
  const words = html("div", { role: "status" });
  const over = button("Start over", () => {
    store.update(({ answers }) => questions.forEach(({ id }) => delete answers[id]));
    for (const question of asked) question.reset();
    show();
    asked[0].element.querySelector("input, select, textarea, button:enabled").focus();
  });
  const result = html("div", { class: "quiz-result" }, words, html("div", { class: "quiz-buttons" }, over));
  const show = () => {
    const answers = judged.map(({ id }) => store.record.answers[id]);
    result.hidden = judged.length < 2 || !answers.every(Boolean);
    words.replaceChildren(...(result.hidden ? [] : summary(judged, answers)));
  };
  const asked = questions.map((question, i) => {
    const label = questions.length > 1 ? `Question ${i + 1} of ${questions.length}` : "";
    return new (isOpen(question) ? Opened : Question)(question, store, { label, sources, answered: show });
  });
  show();
  return [...asked.map(({ element }) => element), result];
}

/** How many were right at the first try: in all, and on each concept where there are several. */
function summary(questions, answers) {
  const concepts = new Map();
  questions.forEach(({ concept }, i) => {
    const { asked, right } = concepts.get(concept) ?? { asked: 0, right: 0 };
    concepts.set(concept, { asked: asked + 1, right: right + (answers[i].first === true) });
  });
  const right = answers.filter(({ first }) => first === true).length;
  const rows = [...concepts].map(([concept, { asked, right: known }]) =>
    html("li", {}, `${concept}: ${known} of ${asked}`),
  );
  const total = html("strong", {}, `${right} of ${questions.length} right at the first try`);
  return [html("p", {}, total), ...(rows.length > 1 ? [html("ul", {}, ...rows)] : [])];
}
