// Brings the exercises of a page to life: the stub becomes an editor, Run answers where the check stood.

import { Exercise } from "./exercise.js";
import { Interpreter } from "./interpreter.js";

/** Mounts every `[data-exercise]` of the page; what the reader writes and solves goes into `store`. */
export function mountExercises(page, store) {
  const python = new Interpreter();
  for (const host of page.querySelectorAll("[data-exercise]")) {
    const task = host.querySelector("script[type='application/json']");
    if (task) new Exercise(host, JSON.parse(task.textContent), store, python);
  }
}
