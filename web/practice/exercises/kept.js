// What the record keeps of one exercise: what the reader wrote, how often they tried, when they solved it.

import { fitting, today } from "../../../trainloop/progress/js/record.js";

const PAUSE = 400; // ms after the last key

export class Kept {
  #store;
  #task;
  #timer;
  #unsaved;
  #tried;

  constructor(store, task) {
    this.#store = store;
    this.#task = task;
    addEventListener("pagehide", () => this.#save());
  }

  /** What the reader wrote, `{ text, stub }`, if they did. */
  get draft() {
    return this.#store.record.drafts[this.#task.name];
  }

  /** Whether the exercise has changed since. */
  get outdated() {
    return Boolean(this.draft) && this.draft.stub !== this.#task.version;
  }

  /** Keeps the text, soon. */
  keep(text) {
    this.#unsaved = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), PAUSE);
  }

  /** Counts a run; the same text twice is one try, and the stub is none. */
  tried(text, passed) {
    const { name, stub } = this.#task;
    const counts = text !== this.#tried && text !== stub;
    this.#tried = text;
    if (!counts && !passed) return;
    this.#store.update(({ exercises }) => {
      const before = exercises[name] ?? { tries: 0, passed: null };
      exercises[name] = { tries: before.tries + counts, passed: before.passed ?? (passed ? today() : null) };
    });
  }

  #save() {
    if (this.#unsaved === undefined) return;
    const { name, stub, version } = this.#task;
    const text = fitting(this.#unsaved);
    this.#unsaved = undefined;
    this.#store.update(({ drafts }) => {
      if (text === stub) delete drafts[name];
      else drafts[name] = { stub: version, text };
    });
  }
}
