// Native controls, each with a label: a slider with a field to type in, a switch, a choice.

import { html, uniqueId } from "./dom.js";
import { number } from "./words.js";

/**
 * A slider and a number field for one value.
 * `scale` is one of kit/scales.js, `limits` the values that may be typed, `get` and `set` reach the
 * setting, `mark` (optional) returns {value, text} of a place to point out on the track.
 */
export function slider({ label, symbol, unit = "", scale, limits, get, set, mark }) {
  const [rangeId, errorId] = [uniqueId("range"), uniqueId("error")];
  const name = () => (typeof label === "function" ? label() : label);
  const caption = html("span", {});
  const move = (position) => put(scale.toValue(Math.min(1, Math.max(0, position))));
  const range = html("input", {
    type: "range",
    id: rangeId,
    min: 0,
    max: scale.ticks,
    step: 1,
    oninput: () => move(range.valueAsNumber / scale.ticks),
  });
  const field = html("input", {
    type: "number",
    min: limits[0],
    max: limits[1],
    step: "any",
    inputmode: "decimal",
    "aria-describedby": errorId,
    onchange: () => typed(),
    onkeydown: (event) => nudge(event),
  });
  const error = html("p", { class: "instrument-error", id: errorId, "aria-live": "polite" });
  const flag = html("span", {});
  const pointer = mark && html("span", { class: "instrument-mark", "aria-hidden": "true" }, flag);

  function put(value) {
    error.textContent = "";
    field.removeAttribute("aria-invalid");
    set(value);
  }
  function typed() {
    const value = field.valueAsNumber;
    if (value >= limits[0] && value <= limits[1]) return put(value);
    field.setAttribute("aria-invalid", "true");
    error.textContent = `${name()} must be a number from ${number(limits[0], 6)} to ${number(limits[1], 6)}.`;
  }
  function nudge(event) {
    const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!direction) return;
    event.preventDefault();
    move((Math.round(scale.toPosition(get()) * scale.ticks) + direction) / scale.ticks);
  }
  function update() {
    const value = get();
    const text = name();
    if (caption.textContent !== text) caption.textContent = text;
    field.setAttribute("aria-label", `${symbol ? `${symbol}, ` : ""}${text}, typed`);
    range.value = Math.round(scale.toPosition(value) * scale.ticks);
    range.setAttribute("aria-valuetext", `${number(value, 6)}${unit && ` ${unit}`}`);
    const short = String(Number(value.toPrecision(6)));
    if (field.value !== short && !field.hasAttribute("aria-invalid")) field.value = short;
    if (pointer) point(mark());
  }
  function point({ value, text }) {
    const position = scale.toPosition(value);
    pointer.hidden = !(position >= 0 && position <= 1);
    pointer.style.setProperty("--at", position);
    pointer.dataset.side = position > 0.5 ? "left" : "right";
    flag.textContent = text;
  }
  const node = html(
    "div",
    { class: `instrument-control${mark ? " instrument-control--marked" : ""}` },
    html("label", { for: rangeId }, symbol && html("var", {}, symbol), symbol && " ", caption),
    html("div", { class: "instrument-track" }, range, pointer),
    html("span", { class: "instrument-typed" }, field, unit && html("span", { class: "instrument-unit" }, unit)),
    error,
  );
  return { node, update };
}

/** A check box. */
export function toggle({ label, get, set }) {
  const box = html("input", { type: "checkbox", onchange: () => set(box.checked) });
  const node = html("label", { class: "instrument-toggle" }, box, html("span", {}, label));
  return { node, update: () => (box.checked = get()) };
}

/** One of a few options, [value, text] each. `shown` (optional) says when there is a choice. */
export function choice({ label, options, get, set, shown = () => true }) {
  const id = uniqueId("choice");
  const list = html("select", { id, onchange: () => set(list.value) });
  list.append(...options.map(([value, text]) => html("option", { value }, text)));
  const node = html("div", { class: "instrument-choice" }, html("label", { for: id }, label), list);
  const update = () => {
    list.value = get();
    node.hidden = !shown();
  };
  return { node, update };
}

/** A push button. */
export const button = (text, onclick, attributes = {}) =>
  html("button", { type: "button", class: "instrument-button", onclick, ...attributes }, text);
