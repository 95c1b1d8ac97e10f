// What every instrument does: compute from the settings, draw, say, and stop.

import { frame } from "./frame.js";
import { live } from "./live.js";

/**
 * Mounts an instrument in `el`.
 * `names` are its settings, `compute` turns them into all that is shown, `words` says it.
 * `build` gets {model, state, set, redraw} and returns what kit/frame.js wants, with the nodes
 * wrapped in the objects that update them: `pictures` (plots), `simple` and `more` (controls).
 */
export function instrument({ model, el }, { names, compute, words, build }) {
  const view = live(model, names, draw);
  // Always what the settings say now, even between a key press and the next frame.
  const state = () => compute(view.settings());
  const parts = build({ model, state, set: view.set, redraw: view.redraw });
  const all = [...parts.pictures, ...parts.simple, ...parts.more];
  const box = frame(el, parts);
  box.numbers.addEventListener("toggle", parts.table.update);

  function draw() {
    const now = state();
    for (const part of all) part.update?.(now);
    parts.table.update();
    box.say(words(now));
  }
  draw();
  return () => [view, box, ...all].forEach((part) => part.stop?.());
}
