// What stands where: each view of the widget by its name.

import { html } from "../../widgets/js/kit/dom.js";
import { cards } from "./cards.js";
import { explain } from "./explain.js";
import { predict } from "./predict.js";
import { quiz } from "./quiz.js";

const VIEWS = { quiz, "self-check": quiz, exercise: quiz, predict, explain, cards };

/** Fills `el` with the view that `state` describes; what the reader answers goes into `store`.
 *  `warns`: whether it also says why nothing can be kept, which is enough once on a page. */
export function show(state, store, el, { warns = true } = {}) {
  const parts = VIEWS[state.view]({ sources: {}, ...state }, store);
  const name = html("p", { class: "quiz-label", "aria-hidden": "true" }, state.label);
  const box = { class: `quiz quiz--${state.view}`, role: "group", "aria-label": state.label };
  el.append(html("div", box, name, ...parts, warns ? warning(store) : null));
}

function warning(store) {
  const notice = html("p", { class: "quiz-notice", role: "status" });
  const warn = () => {
    notice.textContent = store.notice;
    notice.hidden = !store.notice;
  };
  store.subscribe(warn);
  warn();
  return notice;
}
