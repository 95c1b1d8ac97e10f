// What the record says about a reader's knowledge; progress/figures.py says the same.

import { isDue } from "./leitner.js";

export const ENOUGH = 5; // judged answers, before concepts are named
const NAMED = 5; // concepts at most

/** How many questions were judged on each concept, and how many of them were right at the first try. */
export function byConcept({ answers }) {
  const found = new Map();
  for (const { concept, right, first } of Object.values(answers)) {
    if (right === null) continue;
    const before = found.get(concept) ?? { asked: 0, right: 0 };
    found.set(concept, { asked: before.asked + 1, right: before.right + (first === true) });
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** How many answers were judged. */
export const judged = (record) => [...byConcept(record).values()].reduce((sum, { asked }) => sum + asked, 0);

/** The concepts to look at again, the weakest first: by (right + 1)/(asked + 2), so that one slip weighs little. */
export function toRevisit(record) {
  if (judged(record) < ENOUGH) return [];
  const share = ({ asked, right }) => (right + 1) / (asked + 2);
  const slipped = [...byConcept(record)].filter(([, { asked, right }]) => right < asked);
  return slipped
    .sort(([, a], [, b]) => share(a) - share(b))
    .slice(0, NAMED)
    .map(([concept]) => concept);
}

/** How many of these cards were turned before and are due again. */
export const dueCards = ({ cards }, ids, today) => ids.filter((id) => cards[id] && isDue(cards[id], today)).length;
