// "Predict first": asks for a commitment right before the instrument, and never says whether it is right.

import { html } from "../../widgets/js/kit/dom.js";
import { KINDS } from "./kinds/index.js";
import { follow, keepUnjudged } from "./kept.js";
import { clearProblem, fieldset, fieldsOf, showProblem } from "./parts.js";
import { button, inline, unique } from "./text.js";

/** The id of the place where a question asks. */
export const placeOf = (id) => `prediction-${id}`;

/** What an explanation tells its document once it was seen; `detail` is the question's id. */
export const EXPLAINED = "trainloop-explained";

/** What was committed to, in words. */
export const inWords = (given, question) => KINDS[question.kind].words(given, question);

class Prediction {
  element;
  #question;
  #store;
  #saved;
  #told = false; // whether the reader has seen the explanation

  constructor(question, store) {
    this.#question = question;
    this.#store = store;
    this.element = html("fieldset", { class: "quiz-question", id: placeOf(question.id) });
    follow(store, question, (saved) => this.#show(saved));
    document.addEventListener(EXPLAINED, ({ detail }) => {
      this.#told ||= detail === question.id;
      if (this.#told) this.element.querySelector(".quiz-change")?.remove();
    });
  }

  #show(saved) {
    this.#saved = saved;
    if (saved) this.#committed();
    else this.#ask();
  }

  #ask() {
    const id = unique("prediction");
    const { kind, instruction } = this.#question;
    const control = KINDS[kind].control(this.#question, id);
    const problem = html("div", { class: "quiz-verdict", id: `${id}-verdict`, role: "status" });
    const clear = () => {
      clearProblem(fields);
      problem.replaceChildren();
    };
    const commit = () => {
      const read = control.read();
      if (read.problem) showProblem(read.problem, fields, problem);
      else this.#keep(read.given);
    };
    const fields = fieldsOf(control, clear, commit);
    if (this.#saved) control.fill(this.#saved.given);
    const buttons = html("div", { class: "quiz-buttons" }, button("Commit", commit, { class: "quiz-main" }));
    const asked = { instruction: KINDS[kind].instruction ?? instruction };
    fieldset(this.element, this.#question, asked, [fields, buttons, problem]);
  }

  #keep(given) {
    keepUnjudged(this.#store, this.#question, given);
    this.#committed(); // the same once more changes nothing, but closes the form
    this.element.querySelector(".quiz-verdict").focus();
  }

  #committed() {
    const words = html("strong", {}, ...inline(inWords(this.#saved.given, this.#question)));
    const said = html("p", {}, "You said: ", words, ". You will find out below.");
    const verdict = html("div", { class: "quiz-verdict", tabindex: "-1" }, said);
    const change = button("Change", () => this.#change(), { class: "quiz-change" });
    const buttons = html("div", { class: "quiz-buttons" }, this.#told ? null : change);
    fieldset(this.element, this.#question, {}, [verdict, buttons]);
  }

  #change() {
    this.#ask();
    (this.element.querySelector("input:checked") ?? this.element.querySelector("input, select, button")).focus();
  }
}

export const predict = ({ questions: [question] }, store) => [new Prediction(question, store).element];
