// One question that answers: what is asked, a verdict in words, why, and another try.

import { today } from "../../progress/js/record.js";
import { html } from "../../widgets/js/kit/dom.js";
import { KINDS } from "./kinds/index.js";
import { notes } from "./notes.js";
import { clearProblem, fieldset, fieldsOf, showProblem, sourceOf } from "./parts.js";
import { button, inline, unique } from "./text.js";

export class Question {
  element;
  #base;
  #variant = 0; // 0 is the question itself
  #store;
  #context;
  #control;
  #fields;
  #verdict;
  #buttons;
  #judged; // what was judged last, as text
  #misses = 0;

  /** `context` has `label`, `sources` and `answered()`, called after each judgment. */
  constructor(question, store, context) {
    this.#base = question;
    this.#store = store;
    this.#context = context;
    this.element = html("fieldset", { class: "quiz-question", "data-question": question.id });
    this.#ask();
    this.#restore();
  }

  /** Begins anew, as if it had not been seen. */
  reset() {
    this.#misses = 0;
    this.#judged = undefined;
    this.#ask();
  }

  get #kind() {
    return KINDS[this.#base.kind];
  }

  get #variants() {
    return [this.#base, ...this.#base.variants];
  }

  /** The question itself, or the variant of it that is asked. */
  get #shown() {
    return { ...this.#base, ...this.#variants[this.#variant] };
  }

  #ask() {
    const id = unique("question");
    this.#control = this.#kind.control(this.#shown, id);
    this.#verdict = html("div", { class: "quiz-verdict", id: `${id}-verdict`, role: "status", tabindex: "-1" });
    this.#buttons = html("div", { class: "quiz-buttons" });
    this.#fields = fieldsOf(
      this.#control,
      () => this.#touched(),
      () => this.#check(),
    );
    const instruction = this.#kind.instruction ?? this.#base.instruction;
    fieldset(this.element, this.#shown, { label: this.#context.label, instruction }, [
      this.#fields,
      this.#buttons,
      this.#verdict,
    ]);
    this.element.className = "quiz-question";
    this.#offer(button("Check", () => this.#check(), { class: "quiz-main" }));
  }

  /** Puts other buttons in the place of those there; the focus stays among them. */
  #offer(...buttons) {
    const focused = this.#buttons.matches(":focus-within");
    this.#buttons.replaceChildren(...buttons.filter(Boolean));
    if (focused) this.#buttons.firstElementChild?.focus();
  }

  /** Puts back what was answered before, where it still fits the question or one of its variants. */
  #restore() {
    const saved = this.#store.record.answers[this.#base.id];
    if (!saved || saved.right === null) return;
    const fits = (variant) => this.#kind.judge({ ...this.#base, ...variant }, saved.given).right === saved.right;
    const variant = this.#variants.findIndex(fits);
    if (variant < 0) return;
    if (variant !== this.#variant) {
      this.#variant = variant;
      this.#ask();
    }
    this.#control.fill(saved.given);
    const { given, problem } = this.#control.read();
    if (problem) {
      this.#ask();
      return;
    }
    this.#judged = JSON.stringify(given);
    this.#misses = saved.tries - 1;
    this.#tell(given);
  }

  #check() {
    const { given, problem } = this.#control.read();
    if (problem) {
      this.element.className = "quiz-question is-open";
      showProblem(problem, this.#fields, this.#verdict);
      return;
    }
    this.#keep(given);
    this.#tell(given);
    this.#context.answered();
  }

  #keep(given) {
    const text = JSON.stringify(given);
    if (text === this.#judged) return; // the same once more is no further try
    this.#judged = text;
    const { right } = this.#kind.judge(this.#shown, given);
    const { id, concept } = this.#base;
    this.#store.update(({ answers }) => {
      const before = answers[id];
      const tries = (before?.tries ?? 0) + 1;
      answers[id] = { given, right, tries, first: before?.first ?? right, concept, when: today() };
    });
  }

  #tell(given) {
    const judgment = this.#kind.judge(this.#shown, given);
    if (judgment.right) this.#settle([sign("✓"), "Right."], true);
    else this.#say(judgment.notes);
  }

  #say(found) {
    this.#misses += 1;
    this.element.className = "quiz-question is-wrong";
    clearProblem(this.#fields);
    // What would give the answer away waits for the second miss.
    const told = found.filter(({ from = 1, until = Infinity }) => from <= this.#misses && this.#misses <= until);
    const more = told.length ? null : " Try another answer.";
    this.#verdict.replaceChildren(
      html("p", {}, html("strong", {}, sign("✗"), "Not right yet."), more),
      notes(told),
      sourceOf(this.#base, this.#context.sources),
    );
    this.#offer(
      button("Check again", () => this.#check(), { class: "quiz-main" }),
      button("Show the answer", () => this.#reveal()),
    );
  }

  /** Another answer is being given: the verdict on the last one doesn't hold for it. */
  #touched() {
    if (this.element.className === "quiz-question") return;
    this.element.className = "quiz-question";
    clearProblem(this.#fields);
    this.#verdict.replaceChildren();
  }

  #reveal() {
    const { said } = this.#kind.solve(this.#shown);
    const text = said.length > 1 ? ["The answer:"] : inline(`The answer is ${said[0]}.`);
    this.#settle(text, false);
  }

  #settle(text, right) {
    const focused = this.element.matches(":focus-within");
    this.element.className = `quiz-question ${right ? "is-right" : "is-shown"}`;
    clearProblem(this.#fields);
    for (const field of this.#fields.querySelectorAll("input, select, button")) field.disabled = true;
    this.#verdict.replaceChildren(
      html("p", {}, html("strong", {}, ...text)),
      notes(this.#kind.solve(this.#shown).notes),
      sourceOf(this.#base, this.#context.sources),
    );
    const more = this.#base.variants.length ? button("Another like this", () => this.#next()) : null;
    this.#offer(more, right && !this.#misses ? null : button("Try again", () => this.#again()));
    if (focused) this.#verdict.focus(); // what had it can't have it any more
  }

  #again() {
    this.reset();
    this.#fields.querySelector("input, select, button:enabled")?.focus();
  }

  #next() {
    this.#variant = (this.#variant + 1) % this.#variants.length;
    this.#again();
  }
}

const sign = (text) => html("span", { "aria-hidden": "true" }, `${text} `);
