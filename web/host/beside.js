// What is too large for a page is loaded when the instrument that needs it is near: texts, in a table by name.

import { load } from "./load.js";

/** Gives `model` what its `beside` names, trait by trait; `missing` says what couldn't be loaded. */
export function bring(model) {
  for (const [trait, name] of Object.entries(model.get("beside") ?? {})) {
    if (model.get(trait)) continue; // another view of the same widget was first
    const failed = () => model.set("missing", "their file could not be loaded; try to load the page again");
    const loaded = () =>
      name in (globalThis.trainloopBeside ?? {}) ? model.set(trait, globalThis.trainloopBeside[name]) : failed();
    load(`beside/${name}.js`).then(loaded, failed);
  }
}
