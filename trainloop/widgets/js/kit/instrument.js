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
 * Where the setting `act` tells which of several is shown, `acts` holds `question`, `pictures`, `legend`,
 * `simple` and `more` of each; a control may stand in any number of them.
 */
export function instrument({ model, el }, { names, compute, words, build }) {
  const view = live(model, names, draw);
  // Always what the settings say now, even between a key press and the next frame.
  const state = () => compute(view.settings());
  const built = build({ model, state, set: view.set, redraw: view.redraw });
  const acts = Object.entries(built.acts ?? { only: built }).map(([name, act]) => [name, arranged(model, act)]);
  const controls = together(acts, ({ simple, more }) => [...simple, ...more]);
  const box = frame(el, built);
  const share = sharing({ key: model.key, controls, set: view.set, notice: box.note });
  box.tools.append(...share.buttons, ...saving({ name: built.name, root: box.root, table: built.table }));
  box.numbers.addEventListener("toggle", built.table.update);

  let shown = null;
  function draw() {
    const now = state();
    const [name, act] = acts.find(([name]) => name === now.act) ?? acts[0];
    if (act !== shown) box.arrange((shown = act));
    if (built.acts) box.root.dataset.act = name;
    for (const part of [...act.pictures, ...act.simple, ...act.more, act.legend]) part.update?.(now);
    built.table.update();
    box.say(words(now));
  }
  draw();
  share.restore();
  const pictures = together(acts, (act) => act.pictures);
  return () => [view, box, share, ...pictures, ...controls].forEach((part) => part.stop?.());
}

/** What the acts hold, each part once. */
const together = (acts, parts) => [...new Set(acts.flatMap(([, act]) => parts(act)))];

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
