// Flash cards in Leitner's boxes: those that are due, one at a time, and all of them to browse.

import { answered, isDue } from "../../progress/js/leitner.js";
import { today } from "../../progress/js/record.js";
import { html } from "../../widgets/js/kit/dom.js";
import { button, inline } from "./text.js";

const DAY = new Intl.DateTimeFormat("en-US", { weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });

class Desk {
  count = html("p", { class: "quiz-instruction", role: "status" });
  element = html("div", { class: "quiz-desk" });
  #cards;
  #store;
  #waiting = []; // ids of the cards still to come in this round
  #turned = false;
  #extra = false; // practicing although nothing is due

  constructor(cards, store) {
    this.#cards = cards;
    this.#store = store;
    this.#begin();
  }

  #begin(extra = false) {
    this.#extra = extra;
    this.#waiting = (extra ? this.#cards : this.#due()).map(({ id }) => id);
    this.#show();
  }

  #due() {
    return this.#cards.filter(({ id }) => isDue(this.#store.record.cards[id], today()));
  }

  #show() {
    const card = this.#cards.find(({ id }) => id === this.#waiting[0]);
    const all = this.#cards.length;
    this.count.textContent =
      this.#extra && card ? `${this.#waiting.length} left of ${all}` : `${this.#due().length} of ${all} due today`;
    this.element.replaceChildren(...(card ? this.#face(card) : this.#rest()));
  }

  #face(card) {
    const box = this.#store.record.cards[card.id]?.box;
    const corner = html(
      "p",
      { class: "quiz-corner" },
      html("span", {}, card.concept),
      html("span", {}, box ? `box ${box} of 5` : "new"),
    );
    const front = html("p", { class: "quiz-front" }, ...inline(card.front));
    if (!this.#turned) {
      const turn = button("Show the back", () => this.#turn(), { class: "quiz-main" });
      return [corner, front, html("div", { class: "quiz-buttons" }, turn)];
    }
    const back = html("p", { class: "quiz-back", tabindex: "-1" }, ...inline(card.back));
    const knew = button("I knew it", () => this.#judge(card, true), { class: "quiz-main" });
    const not = button("Not yet", () => this.#judge(card, false));
    return [corner, front, back, html("div", { class: "quiz-buttons" }, knew, not)];
  }

  #turn() {
    this.#turned = true;
    this.#show();
    this.element.querySelector(".quiz-back").focus();
  }

  #judge({ id }, known) {
    this.#waiting = this.#waiting.filter((each) => each !== id);
    this.#turned = false;
    const early = !isDue(this.#store.record.cards[id], today());
    if (!(early && known))
      // what is known before its day says nothing about a longer wait
      this.#store.update(({ cards }) => (cards[id] = answered(cards[id], known, today())));
    this.#show();
    this.element.querySelector("button")?.focus();
  }

  #rest() {
    const dates = this.#cards.map(({ id }) => this.#store.record.cards[id]?.due).filter(Boolean);
    const next = dates.sort()[0];
    const words = next
      ? `Nothing is due; next on ${DAY.format(new Date(`${next}T00:00:00Z`))}.`
      : "There are no cards yet.";
    const again = button("Practice all the same", () => {
      this.#begin(true);
      this.element.querySelector("button")?.focus();
    });
    return [html("p", {}, words), html("div", { class: "quiz-buttons" }, next ? again : null)];
  }
}

export function cards({ cards: all }, store) {
  const desk = new Desk(all, store);
  const pairs = all.flatMap(({ front, back }) => [html("dt", {}, ...inline(front)), html("dd", {}, ...inline(back))]);
  const summary = html("summary", {}, `All ${all.length} cards`);
  return [desk.count, desk.element, html("details", { class: "quiz-all" }, summary, html("dl", {}, ...pairs))];
}
