// Steps to put in order, each with two buttons that move it.

import { html } from "../../../widgets/js/kit/dom.js";
import { bare, button, inline } from "../text.js";

export function order(question) {
  const list = html("ol", { class: "quiz-order" });
  const moved = html("p", { class: "quiz-moved", role: "status" });
  let steps = [...question.steps];
  const place = () => list.replaceChildren(...steps.map(row));
  const row = (step, i) => {
    const move = (by, label, sign) =>
      button(sign, () => shift(i, by, label), {
        "aria-label": `Move ${label}: ${bare(step)}`,
        disabled: i + by < 0 || i + by >= steps.length,
      });
    return html("li", {}, html("span", {}, ...inline(step)), move(-1, "up", "↑"), move(1, "down", "↓"));
  };
  const shift = (from, by, label) => {
    const to = from + by;
    [steps[from], steps[to]] = [steps[to], steps[from]];
    place();
    const buttons = list.children[to].querySelectorAll("button");
    const same = buttons[label === "up" ? 0 : 1];
    (same.disabled ? buttons[label === "up" ? 1 : 0] : same).focus();
    moved.textContent = `Now ${to + 1} of ${steps.length}`;
    list.dispatchEvent(new Event("input", { bubbles: true }));
  };
  place();
  return {
    fields: [list, moved],
    read: () => ({ given: [...steps] }),
    fill(given) {
      const same = Array.isArray(given) && [...given].sort().join() === [...steps].sort().join();
      if (same) steps = [...given];
      place();
    },
  };
}

const rightOrder = ({ steps, order: indices }) => indices.map((index) => steps[index]);

export function judgeOrder(question, given) {
  const right = rightOrder(question);
  const wrong = right.findIndex((step, i) => step !== given[i]);
  if (wrong < 0) return { right: true, notes: [] };
  const text = wrong
    ? `The first ${wrong === 1 ? "is" : `${wrong} are`} right. Look at place ${wrong + 1}.`
    : "Another one comes first.";
  return { right: false, notes: [{ right: false, label: "", text }] };
}

export const solveOrder = (question) => ({
  said: [rightOrder(question).join(" → ")],
  notes: [{ right: true, label: "", text: question.why }],
});
