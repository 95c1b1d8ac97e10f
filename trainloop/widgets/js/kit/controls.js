// Native controls, each with a label; `settings` binds them to a widget's settings by name.
// A control writes its value as text, for a link, and reads such text, or undefined where it isn't allowed.

import { html, uniqueId } from "./dom.js";
import { Slider } from "./slider.js";

const BOOLEANS = new Map([
  ["true", true],
  ["false", false],
]);

/** A check box. `shown` says when it matters. */
export function toggle({ name, label, get, set, shown = () => true }) {
  const box = html("input", { type: "checkbox", onchange: () => set(box.checked) });
  const node = html("label", { class: "instrument-toggle", "data-setting": name }, box, html("span", {}, label));
  const update = () => {
    box.checked = get();
    node.hidden = !shown();
  };
  return { name, node, update, write: () => String(get()), read: (text) => BOOLEANS.get(text) };
}

/** One of a few options, [value, text] each. `shown` says when there is a choice. */
export function choice({ name, label, options, get, set, shown = () => true }) {
  const id = uniqueId("choice");
  const list = html("select", { id, onchange: () => set(list.value) });
  list.append(...options.map(([value, text]) => html("option", { value }, text)));
  const attributes = { class: "instrument-choice", "data-setting": name };
  const node = html("div", attributes, html("label", { for: id }, label), list);
  const update = () => {
    list.value = get();
    node.hidden = !shown();
  };
  const read = (text) => options.find(([value]) => value === text)?.[0];
  return { name, node, update, write: get, read };
}

/** Any of a few options, [value, text, sample] each; what `get` gives is in their order. */
export function several({ name, label, options, get, set }) {
  const values = options.map(([value]) => value);
  const boxes = values.map((value) => html("input", { type: "checkbox", value, onchange: () => set(chosen()) }));
  const chosen = () => boxes.filter((box) => box.checked).map((box) => box.value);
  const node = html(
    "fieldset",
    { class: "instrument-several", "data-setting": name },
    html("legend", {}, label),
    ...options.map(([, text, sample], i) =>
      html("label", { class: "instrument-toggle" }, boxes[i], sample ?? null, html("span", {}, text)),
    ),
  );
  function read(text) {
    const wanted = text ? text.split(" ") : [];
    return wanted.every((value) => values.includes(value)) ? values.filter((v) => wanted.includes(v)) : undefined;
  }
  const update = () => boxes.forEach((box) => (box.checked = get().includes(box.value)));
  return { name, node, update, write: () => get().join(" "), read };
}

/** A push button. */
export const button = (text, onclick, attributes = {}) =>
  html("button", { type: "button", class: "instrument-button", onclick, ...attributes }, text);

/** Controls for settings of `model`, which `set` writes; their limits come with the widget. */
export function settings(model, set) {
  const bound = (name) => ({ name, get: () => model.get(name), set: (value) => set({ [name]: value }) });
  const limits = model.get("limits");
  return {
    /** `scale` makes the slider's scale from the setting's limits. */
    slider: (name, label, scale, more = {}) =>
      new Slider({ label, scale: scale(...limits[name]), limits: limits[name], ...bound(name), ...more }),
    toggle: (name, label, shown) => toggle({ label, shown, ...bound(name) }),
    choice: (name, label, options, shown) => choice({ label, options, shown, ...bound(name) }),
    several: (name, label, options) => several({ label, options, ...bound(name) }),
  };
}
