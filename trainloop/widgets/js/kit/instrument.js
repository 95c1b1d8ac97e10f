// What every instrument does: compute from the settings, draw, say, share, and stop.

import { frame } from "./frame.js";
import { live } from "./live.js";
import { saving } from "./save.js";
import { sharing } from "./share.js";

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
  const parts = arranged(model, build({ model, state, set: view.set, redraw: view.redraw }));
  const controls = [...parts.simple, ...parts.more];
  const all = [...parts.pictures, ...controls, parts.legend ?? {}];
  const box = frame(el, parts);
  const share = sharing({ key: model.key, controls, set: view.set, notice: box.note });
  box.tools.append(...share.buttons, ...saving({ name: parts.name, root: box.root, table: parts.table }));
  box.numbers.addEventListener("toggle", parts.table.update);

  function draw() {
    const now = state();
    for (const part of all) part.update?.(now);
    parts.table.update();
    box.say(words(now));
  }
  draw();
  share.restore();
  return () => [view, box, share, ...all].forEach((part) => part.stop?.());
}

/** The parts as a chapter wants them: its question, its first controls, and none that it leaves out. */
function arranged(model, parts) {
  const [question, first, offered] = ["question", "first", "offered"].map((name) => model.get(name));
  const kept = (control) => !control.name || !offered?.length || offered.includes(control.name);
  const controls = [...parts.simple, ...parts.more].filter(kept);
  const chosen = first?.length ? first.map((name) => controls.find((control) => control.name === name)) : null;
  const isFirst = (control) => (chosen && control.name ? chosen.includes(control) : parts.simple.includes(control));
  const simple = controls.filter(isFirst);
  return {
    ...parts,
    question: question || parts.question,
    simple: chosen ? [...chosen, ...simple.filter((control) => !control.name)] : simple,
    more: controls.filter((control) => !isFirst(control)),
  };
}
