// "My progress": what this browser keeps of a reader, shown, saved, brought back and cleared.

import { html } from "../../../trainloop/widgets/js/kit/dom.js";

import { fileControls } from "./file.js";
import { sections } from "./sections.js";

/** Mounts the page's place, if it has one, with what the book holds from its JSON. */
export function mountProgress(page, store) {
  const place = page.querySelector("[data-progress]");
  if (!place) return;
  const book = JSON.parse(place.querySelector("script[type='application/json']").textContent);
  const shown = html("div", { class: "progress-sections" });
  const notice = html("p", { class: "progress-notice", role: "status" });
  place.append(notice, shown, fileControls(store));
  const show = () => {
    notice.textContent = store.notice;
    notice.hidden = !store.notice;
    shown.replaceChildren(...sections(book, store.record));
  };
  store.subscribe(show);
  show();
}
