// A question that is answered in words and judged by the reader, with a model answer and a rubric.

import { LONGEST } from "../../progress/js/record.js";
import { html } from "../../widgets/js/kit/dom.js";
import { keepUnjudged } from "./kept.js";
import { clearProblem, fieldset, showProblem } from "./parts.js";
import { button, inline, paragraph, unique } from "./text.js";

const PAUSE = 400; // ms after the last key
const EMPTY = "Write down an answer first, even a short one: comparing it is what teaches.";

export class Opened {
  element = html("fieldset", { class: "quiz-question" });
  #question;
  #store;
  #context;
  #field;
  #answer;
  #timer;

  constructor(question, store, context) {
    this.#question = question;
    this.element.dataset.question = question.id;
    this.#store = store;
    this.#context = context;
    this.reset();
    if (this.#saved) this.#show();
  }

  reset() {
    const { id, instruction, kind } = this.#question;
    const name = unique("answer");
    const label = html("label", { class: "quiz-instruction", for: name }, instruction);
    const rows = kind === "long" ? 6 : 3;
    this.#field = html("textarea", {
      id: name,
      rows,
      maxlength: LONGEST,
      oninput: () => this.#changed(),
      onchange: () => this.#draft(),
    });
    this.#field.value = this.#store.record.drafts[id]?.text ?? "";
    this.#answer = html("div", { class: "quiz-verdict", id: unique("verdict"), role: "status", tabindex: "-1" });
    const buttons = html("div", { class: "quiz-buttons" });
    const fields = html("div", { class: "quiz-fields" }, label, this.#field);
    const reveal = button("Show a model answer", () => this.#ask(fields, buttons), { class: "quiz-main" });
    buttons.append(reveal);
    fieldset(this.element, this.#question, { label: this.#context.label }, [fields, buttons, this.#answer]);
  }

  get #saved() {
    return this.#store.record.answers[this.#question.id];
  }

  #changed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#draft(), PAUSE);
  }

  #draft() {
    clearTimeout(this.#timer);
    const { id } = this.#question;
    const text = this.#field.value;
    this.#store.update(({ drafts }) => {
      if (text) drafts[id] = { stub: "", text };
      else delete drafts[id];
    });
  }

  /** Shows the model answer; who wrote nothing is asked once more. */
  #ask(fields, buttons) {
    clearProblem(fields);
    if (this.#field.value.trim() || buttons.childElementCount > 1) {
      this.#show();
      this.#keep(this.#marks().map(() => false));
      this.#answer.focus();
      this.#context.answered();
      return;
    }
    showProblem(EMPTY, fields, this.#answer);
    buttons.append(button("Show it without", () => this.#ask(fields, buttons)));
  }

  #marks() {
    return [...this.#answer.querySelectorAll("input")].map(({ checked }) => checked);
  }

  #show() {
    const { answer, points } = this.#question;
    const total = html("p", { class: "quiz-total", role: "status" });
    const say = () => (total.textContent = this.#total());
    const count = () => {
      say();
      this.#keep(this.#marks());
    };
    const given = [this.#saved?.given].flat();
    const rows = points.map(({ text, marks }, i) =>
      html(
        "label",
        { class: "quiz-option" },
        html("input", { type: "checkbox", checked: given[i] === true, onchange: count }),
        html("span", {}, ...inline(text), ` (${inMarks(marks)})`),
      ),
    );
    const legend = html("legend", {}, "Judge yourself: your answer …");
    const rubric = html("fieldset", { class: "quiz-rubric" }, legend, ...rows, total);
    this.element.querySelector(".quiz-buttons").replaceChildren();
    this.#answer.removeAttribute("role"); // it gets the focus; only its total is news from now on
    this.#answer.replaceChildren(html("p", {}, html("strong", {}, "A model answer")), paragraph(answer), rubric);
    say();
  }

  #total() {
    const { points } = this.#question;
    const chosen = this.#marks();
    const sum = points.reduce((marks, point, i) => marks + (chosen[i] ? point.marks : 0), 0);
    return `${sum} of ${inMarks(points.reduce((all, { marks }) => all + marks, 0))}`;
  }

  #keep(given) {
    keepUnjudged(this.#store, this.#question, given);
  }
}

const inMarks = (count) => (count === 1 ? "1 mark" : `${count} marks`);
