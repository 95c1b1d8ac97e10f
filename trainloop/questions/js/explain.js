// The prediction explained: what was said, what is so, and why for every option.

import { html } from "../../widgets/js/kit/dom.js";
import { KINDS } from "./kinds/index.js";
import { follow } from "./kept.js";
import { notes } from "./notes.js";
import { sourceOf } from "./parts.js";
import { EXPLAINED, inWords, placeOf } from "./predict.js";
import { button, inline, paragraph } from "./text.js";

class Explanation {
  // No live region: a commitment made above must not read out its answer.
  element = html("div", { class: "quiz-question", tabindex: "-1" });
  #question;
  #sources;
  #open = false; // whether the reader wants it without a commitment

  constructor(question, store, sources) {
    this.#question = question;
    this.#sources = sources;
    follow(store, question, (saved) => this.#show(saved));
  }

  #show(saved) {
    if (saved || this.#open) this.#answer(saved);
    else this.#wait();
  }

  #answer(saved) {
    const kind = KINDS[this.#question.kind];
    const { said, notes: all } = kind.solve(this.#question);
    const asked = paragraph(this.#question.prompt, { class: "quiz-recalled" });
    const verdict = html("p", {}, ...this.#verdict(saved, kind, said.join("; ")));
    const mine = saved ? [inWords(saved.given, this.#question), ...[saved.given].flat()] : [];
    this.element.replaceChildren(asked, verdict, notes(all, mine), sourceOf(this.#question, this.#sources));
    this.#watch(verdict);
  }

  #verdict(saved, kind, truth) {
    const bold = (text) => html("strong", {}, ...inline(text));
    if (!saved) return ["It is ", bold(truth), "."];
    const mine = bold(inWords(saved.given, this.#question));
    if (kind.judge(this.#question, saved.given).right) return ["You said: ", mine, ". That is right."];
    return ["You said: ", mine, ". It is ", bold(truth), "."];
  }

  /** Once it was seen, the prediction can't be changed any more. */
  #watch(verdict) {
    const observer = new IntersectionObserver(([{ isIntersecting }]) => {
      if (!isIntersecting) return;
      observer.disconnect();
      document.dispatchEvent(new CustomEvent(EXPLAINED, { detail: this.#question.id }));
    });
    observer.observe(verdict);
  }

  #wait() {
    const words = "You haven't committed to an answer yet. Only a guess that you committed to can surprise you.";
    const href = `#${placeOf(this.#question.id)}`;
    const way = html("a", { href, onclick: (event) => this.#go(event) }, "Go to the question");
    const without = button("Show it without", () => {
      this.#open = true;
      this.#show();
      this.element.focus();
    });
    this.element.replaceChildren(html("p", {}, words), html("div", { class: "quiz-buttons" }, way, without));
  }

  /** To the question's first field; in Jupyter an address can't lead there. */
  #go(event) {
    const place = document.getElementById(placeOf(this.#question.id));
    const field = place?.querySelector("input, select");
    if (!field) return;
    event.preventDefault();
    place.scrollIntoView({ block: "center" });
    field.focus({ preventScroll: true });
  }
}

export const explain = ({ questions: [question], sources }, store) => [
  new Explanation(question, store, sources).element,
];
