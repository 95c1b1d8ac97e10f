// What the record holds of one question.

import { today } from "../../progress/js/record.js";

/** Shows what was answered, now and whenever another view or another tab changes it. */
export function follow(store, { id }, show) {
  let shown = null;
  const look = () => {
    const saved = store.record.answers[id];
    const given = JSON.stringify(saved?.given);
    if (given === shown) return;
    shown = given;
    show(saved);
  };
  store.subscribe(look);
  look();
}

/** Keeps an answer that nobody judges: a prediction, or what its writer judged. */
export function keepUnjudged(store, { id, concept }, given) {
  const entry = { given, right: null, tries: 1, first: null, concept, when: today() };
  store.update(({ answers }) => (answers[id] = entry));
}
