// The Quiz on the book's pages: each is mounted at once, over what stands there without scripts.

import { show } from "./view.js";

/** Mounts every `[data-quiz]` of the page; all keep what is answered in `store`. */
export function mountQuizzes(page, store) {
  [...page.querySelectorAll("[data-quiz]")].forEach((host, i) => {
    try {
      const state = JSON.parse(host.querySelector("script[type='application/json']").textContent);
      show(state, store, host, { warns: i === 0 });
      host.classList.add("is-live");
    } catch (error) {
      reportError(error); // what stands there without scripts stays, and the others are mounted
    }
  });
}
