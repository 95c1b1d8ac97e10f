// A native slider with its label and a field to type the value in.

import { html, uniqueId } from "./dom.js";
import { number } from "./words.js";

/**
 * `name` is the setting's; `label` is text or a function that gives it; `scale` is one of kit/scales.js; `limits` are the
 * values that may be typed; `get` and `set` reach the setting; `shown` (optional) says when it
 * matters; `settle` (optional) turns a typed value into [what is set, what to say of it]; `mark` (optional)
 * returns {value, text} of a place to point out on the track.
 */
export class Slider {
  #options;
  #caption = html("span", {});
  #error = html("p", { class: "instrument-error", id: uniqueId("error"), "aria-live": "polite" });
  #flag = html("span", {});
  #mark = html("span", { class: "instrument-mark", "aria-hidden": "true", hidden: true }, this.#flag);
  #range;
  #field;

  constructor({ unit = "", ...options }) {
    this.#options = { unit, ...options };
    this.#range = this.#makeRange(options.scale);
    this.#field = this.#makeField(options.limits);
    const { symbol, mark, name: setting } = options;
    this.name = setting;
    const name = symbol ? [html("var", {}, symbol), " "] : [];
    this.node = html(
      "div",
      { class: `instrument-control${mark ? " instrument-control--marked" : ""}`, "data-setting": setting },
      html("label", { for: this.#range.id }, ...name, this.#caption),
      html("div", { class: "instrument-track" }, this.#range, mark && this.#mark),
      html(
        "span",
        { class: "instrument-typed" },
        this.#field,
        unit && html("span", { class: "instrument-unit" }, unit),
      ),
      this.#error,
    );
  }

  /** Shows the setting's value. */
  update() {
    const { get, scale, unit, symbol, mark, shown } = this.#options;
    const value = get();
    if (shown) this.node.hidden = !shown();
    const text = this.#text();
    if (this.#caption.textContent !== text) this.#caption.textContent = text;
    this.#range.value = Math.round(scale.toPosition(value) * scale.ticks);
    this.#range.setAttribute("aria-valuetext", `${number(value, 6)}${unit && ` ${unit}`}`);
    this.#field.setAttribute("aria-label", `${symbol ? `${symbol}, ` : ""}${text}, typed`);
    const short = String(Number(value.toPrecision(6)));
    if (this.#field.value !== short && !this.#field.hasAttribute("aria-invalid")) this.#field.value = short;
    if (mark) this.#point(mark());
  }

  /** The value as text. */
  write() {
    return String(this.#options.get());
  }

  /** The value that a text stands for, or undefined where it isn't allowed. */
  read(text) {
    const value = text.trim() ? Number(text) : NaN;
    const { limits, scale } = this.#options;
    const allowed = value >= limits[0] && value <= limits[1] && (!scale.whole || Number.isInteger(value));
    return allowed ? this.#settled(value)[0] : undefined;
  }

  #settled(value) {
    const { settle, scale } = this.#options;
    return settle ? settle(value) : [scale.whole ? Math.round(value) : value, ""];
  }

  #text() {
    const { label } = this.#options;
    return typeof label === "function" ? label() : label;
  }

  #makeRange(scale) {
    const oninput = () => this.#move(this.#range.valueAsNumber);
    return html("input", { type: "range", id: uniqueId("range"), min: 0, max: scale.ticks, step: 1, oninput });
  }

  #makeField([min, max]) {
    return html("input", {
      ...{ type: "number", min, max, step: "any", inputmode: "decimal" },
      "aria-describedby": this.#error.id,
      onchange: () => this.#typed(),
      onkeydown: (event) => this.#nudge(event),
    });
  }

  #move(tick) {
    const { scale } = this.#options;
    this.#put(scale.toValue(Math.min(1, Math.max(0, tick / scale.ticks))));
  }

  #put(value) {
    this.#error.textContent = "";
    this.#field.removeAttribute("aria-invalid");
    this.#options.set(value);
    this.update();
  }

  #typed() {
    const value = this.#field.valueAsNumber;
    const [low, high] = this.#options.limits;
    if (value >= low && value <= high) return this.#take(value);
    this.#field.setAttribute("aria-invalid", "true");
    this.#error.textContent = `${this.#text()} must be a number from ${number(low, 6)} to ${number(high, 6)}.`;
  }

  #take(value) {
    const [set, note] = this.#settled(value);
    this.#put(set);
    this.#error.textContent = note;
  }

  /** Arrow keys in the field go where they go on the slider. */
  #nudge(event) {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    const { scale, get } = this.#options;
    this.#move(Math.round(scale.toPosition(get()) * scale.ticks) + direction);
  }

  #point({ value, text }) {
    const position = this.#options.scale.toPosition(value);
    this.#mark.hidden = !(position >= 0 && position <= 1);
    this.#mark.style.setProperty("--at", position);
    this.#mark.dataset.side = position > 0.5 ? "left" : "right";
    this.#flag.textContent = text;
  }
}
