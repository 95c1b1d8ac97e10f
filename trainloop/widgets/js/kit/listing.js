// Code to read and take away: selectable text of a fixed height, and a button that copies it.

import { button } from "./controls.js";
import { html } from "./dom.js";

/** `code(state)` gives the text. */
export class Listing {
  #code;
  #text = html("code", {});
  #said = html("span", { "aria-live": "polite" });

  constructor({ title, code }) {
    this.#code = code;
    this.node = html(
      "figure",
      { class: "instrument-figure instrument-figure--wide instrument-listing" },
      html("figcaption", {}, title),
      html("div", { class: "instrument-listing-tools" }, this.#said, button("Copy the code", () => this.#copy())),
      html("pre", { tabindex: 0, role: "region", "aria-label": title }, this.#text),
    );
  }

  update(state) {
    const text = this.#code(state);
    if (this.#text.textContent === text) return;
    this.#text.textContent = text;
    this.#said.textContent = "";
  }

  async #copy() {
    try {
      await navigator.clipboard.writeText(this.#text.textContent);
      this.#said.textContent = "Copied.";
    } catch {
      getSelection().selectAllChildren(this.#text);
      this.#said.textContent = "Selected: copy it now.";
    }
  }
}
