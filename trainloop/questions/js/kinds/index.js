// What each kind of question asks with, how it is judged, and what its answer is.
//
// A control has `fields` to show, `read()` giving { given } or { problem }, and `fill(given)`. A judgment is
// { right, notes }, a solution { said, notes }, and `words` says an answer. A note is { right, label, text, code };
// it may wait until a miss (`from`: 2 is the second), or be said only `until` one. `instruction` stands in for the
// bank's, which speaks of the list on paper.

import { bug, judgeBug, solveBug } from "./bug.js";
import { choice, judgeChoice, solveChoice } from "./choice.js";
import { judgeMatch, match, solveMatch } from "./match.js";
import { judgeNumeric, numeric, solveNumeric } from "./numeric.js";
import { judgeOrder, order, solveOrder } from "./order.js";
import { show } from "../number.js";

const listed = (given) => [given].flat().join("; ");
const ofChoice = { control: choice, judge: judgeChoice, solve: solveChoice, words: listed };

export const KINDS = {
  single: ofChoice,
  multiple: ofChoice,
  numeric: {
    control: numeric,
    judge: judgeNumeric,
    solve: solveNumeric,
    words: (given, { unit }) => show(given, unit),
  },
  order: {
    control: order,
    judge: judgeOrder,
    solve: solveOrder,
    words: (given) => given.join(" → "),
    instruction: "Put the steps in order with the arrows.",
  },
  bug: { control: bug, judge: judgeBug, solve: solveBug, words: (given) => `line ${given + 1}` },
  match: { control: match, judge: judgeMatch, solve: solveMatch, words: listed, instruction: "Choose one for each." },
};
