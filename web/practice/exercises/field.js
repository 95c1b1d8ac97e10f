// Where the reader writes: a text area at once, a code editor from the first focus on, if it can be loaded.

import { html } from "../../../trainloop/widgets/js/kit/dom.js";

/* global EDITOR_SCRIPT */ // build.js puts the editor's address in its place

const HERE = document.currentScript?.src;
const INDENT = "    ";
let loading; // a promise of the editor's script, for all fields of the page

function loadEditor() {
  loading ??= new Promise((resolve) => {
    const done = () => resolve(globalThis.trainloopEditor);
    document.head.append(html("script", { src: new URL(EDITOR_SCRIPT, HERE), onload: done, onerror: done }));
  });
  return loading;
}

export class Field {
  #area;
  #editor;
  #leaving = false; // Escape was pressed: the next Tab leaves

  /** `changed(text)` hears of every edit, `run()` of Ctrl+Enter; `hint` is the id of the line that explains the keys. */
  constructor({ label, hint, text, changed, run }) {
    this.settings = { label, hint, changed, run };
    this.#area = html("textarea", {
      "aria-label": label,
      "aria-describedby": hint,
      spellcheck: "false",
      autocomplete: "off",
      autocapitalize: "off",
      autocorrect: "off",
      wrap: "off",
      oninput: () => this.#edited(),
      onkeydown: (event) => this.#press(event),
      onfocus: () => this.#upgrade(),
    });
    this.element = html("div", { class: "exercise-code highlight" }, this.#area);
    this.text = text;
  }

  get text() {
    return this.#editor ? this.#editor.text : this.#area.value;
  }

  set text(text) {
    if (this.#editor) this.#editor.text = text;
    else this.#area.value = text;
    this.#fit();
  }

  #edited() {
    this.#fit();
    this.settings.changed(this.text);
  }

  #fit() {
    this.#area.rows = this.#area.value.split("\n").length;
  }

  #press(event) {
    const { key } = event;
    if (event.isComposing) return;
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) this.settings.run();
    else if (key === "Enter") this.#insert(`\n${this.#indent()}`);
    else if (key === "Tab" && !event.shiftKey && !this.#leaving) this.#insert(INDENT);
    else {
      this.#leaving = key === "Escape";
      return;
    }
    event.preventDefault();
  }

  /** The spaces that the next line begins with: as this one's, and one step more after a colon. */
  #indent() {
    const line = this.#area.value.slice(0, this.#area.selectionStart).split("\n").pop();
    return line.match(/^ */)[0] + (line.trimEnd().endsWith(":") ? INDENT : "");
  }

  #insert(text) {
    document.execCommand("insertText", false, text); // deprecated, and the one way that can be undone
  }

  async #upgrade() {
    const editor = await loadEditor();
    if (!editor || this.#editor) return; // not loaded: the text area does it all
    const { selectionStart: anchor, selectionEnd: head, value } = this.#area;
    const focused = document.activeElement === this.#area;
    this.#editor = editor({ ...this.settings, parent: this.element, text: value, selection: { anchor, head } });
    this.#area.remove();
    if (focused) this.#editor.focus();
  }
}
