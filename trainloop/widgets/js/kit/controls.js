// Native controls, each with a label; `settings` binds them to a widget's settings by name.

import { html, uniqueId } from "./dom.js";
import { Slider } from "./slider.js";

/** A check box. */
export function toggle({ label, get, set }) {
  const box = html("input", { type: "checkbox", onchange: () => set(box.checked) });
  const node = html("label", { class: "instrument-toggle" }, box, html("span", {}, label));
  return { node, update: () => (box.checked = get()) };
}

/** One of a few options, [value, text] each. `shown` says when there is a choice. */
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

/** Controls for settings of `model`, which `set` writes; their limits come with the widget. */
export function settings(model, set) {
  const bound = (name) => ({ get: () => model.get(name), set: (value) => set({ [name]: value }) });
  const limits = model.get("limits");
  return {
    /** `scale` makes the slider's scale from the setting's limits. */
    slider: (name, label, scale, more = {}) =>
      new Slider({ label, scale: scale(...limits[name]), limits: limits[name], ...bound(name), ...more }),
    toggle: (name, label) => toggle({ label, ...bound(name) }),
    choice: (name, label, options, shown) => choice({ label, options, shown, ...bound(name) }),
  };
}
