// Where the record is kept: in this browser's storage on a page, in a widget's trait in a live notebook.
// A store never throws; what it can't keep it says in `notice`.

import { empty, NEWER, parsed, Refused, storable, validated } from "./record.js";

const KEY = "trainloop-progress";
const ASIDE = `${KEY}-damaged`;
const NOTICES = {
  forbidden: "This browser doesn't let the page keep anything, so your progress is gone when you leave it.",
  full: "This browser's storage is full, so what you do now is gone when you leave the page.",
  damaged: "The record of your progress was damaged. A copy is kept aside, and a new one begins.",
  newer: "Your progress was kept by a newer version of the book. It isn't touched, and what you do here isn't kept.",
};

class Store {
  record = empty();
  trouble = ""; // why nothing is kept
  #refused = ""; // why the last change wasn't made
  #listeners = new Set();

  /** What the reader should know, if anything. */
  get notice() {
    return this.#refused || this.trouble;
  }

  /** Calls `listener` after every change; gives the function that ends it. */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Changes the record: `change` gets a copy to write into. What couldn't be read again isn't kept. */
  update(change) {
    const draft = structuredClone(this.latest());
    try {
      change(draft);
      this.record = storable(draft);
      this.#refused = "";
      this.save(this.record);
    } catch (error) {
      this.#refused = `This isn't kept: ${error.message}.`;
    }
    this.tell();
  }

  latest() {
    return this.record;
  }

  tell() {
    for (const listener of [...this.#listeners]) listener();
  }
}

class BrowserStore extends Store {
  #closed = false; // whether nothing may be written

  constructor() {
    super();
    this.record = this.latest();
    const follow = () => {
      this.record = this.latest();
      this.tell();
    };
    addEventListener("storage", ({ key }) => (key === KEY || key === null) && follow()); // null: all was cleared
    addEventListener("pageshow", ({ persisted }) => persisted && follow()); // it slept while others wrote
  }

  /** What is kept now: another tab may have written. */
  latest() {
    if (this.#closed) return this.record;
    let text;
    try {
      text = localStorage.getItem(KEY);
    } catch {
      return this.#close(NOTICES.forbidden);
    }
    if (text === null) return empty();
    try {
      return parsed(text);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return this.#refuse(error, text);
    }
  }

  save(record) {
    if (this.#closed) return;
    try {
      localStorage.setItem(KEY, JSON.stringify(record));
    } catch {
      this.#close(NOTICES.full);
    }
  }

  #refuse(error, text) {
    if (error.message === NEWER) return this.#close(NOTICES.newer);
    try {
      localStorage.setItem(ASIDE, text);
      localStorage.removeItem(KEY);
      this.trouble = NOTICES.damaged;
      return empty();
    } catch {
      return this.#close(NOTICES.full);
    }
  }

  #close(notice) {
    this.#closed = true;
    this.trouble = notice;
    return this.record;
  }
}

class ModelStore extends Store {
  #model;

  constructor(model) {
    super();
    this.#model = model;
    this.record = this.latest();
    model.on("change:record", () => {
      this.record = this.latest();
      this.tell();
    });
    model.on("change:notice", () => this.tell());
  }

  latest() {
    this.trouble = this.#model.get("notice") ?? "";
    try {
      return validated(this.#model.get("record"));
    } catch {
      return empty();
    }
  }

  save(record) {
    this.#model.set("record", record);
    this.#model.save_changes();
  }
}

let ofPage;

/** The page's store, one for all that stands on it. */
export const pageStore = () => (ofPage ??= new BrowserStore());

/** The store of a widget in a live notebook, in its synced trait `record`. */
export const modelStore = (model) => new ModelStore(model);
