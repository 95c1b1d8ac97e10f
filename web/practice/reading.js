// Chapters that were read: a button at a chapter's end, a mark beside its name among the chapters.

import { today } from "../../trainloop/progress/js/record.js";
import { html } from "../../trainloop/widgets/js/kit/dom.js";
import { written } from "./dates.js";

/** Mounts the button of a chapter and the marks; `store` keeps what was read. */
export function mountReading(page, store) {
  const place = page.querySelector("[data-chapter]");
  const button = place && switchOf(place, store);
  const links = [...page.querySelectorAll(".sidebar-tree a.reference.internal")].map((link) => [
    nameOf(link, place),
    link,
  ]);
  const show = () => {
    button?.show();
    for (const [name, link] of links) mark(link, Object.hasOwn(store.record.read, name));
  };
  store.subscribe(show);
  show();
}

function switchOf(place, store) {
  const name = place.dataset.chapter;
  const state = html("span", { role: "status" });
  const toggle = html("button", {
    type: "button",
    onclick: () =>
      store.update(({ read }) => {
        if (Object.hasOwn(read, name)) delete read[name];
        else read[name] = today();
      }),
  });
  place.append(toggle, state);
  return {
    show() {
      const day = store.record.read[name];
      toggle.setAttribute("aria-pressed", Boolean(day));
      toggle.textContent = day ? "Read" : "Mark this chapter as read";
      state.textContent = [day && `On ${written(day)}. Press again to undo.`, store.notice].filter(Boolean).join(" ");
    },
  };
}

/** The chapter's name in a link's address; the link to the page itself has none. */
function nameOf(link, place) {
  if (link.getAttribute("href") === "#") return place?.dataset.chapter ?? "";
  return new URL(link.href).pathname
    .split("/")
    .pop()
    .replace(/\.html$/, "");
}

function mark(link, read) {
  const before = link.querySelector(".chapter-read");
  if (Boolean(before) === read) return;
  if (before) before.remove();
  else link.append(html("span", { class: "chapter-read" }, html("span", { class: "visually-hidden" }, " (read)")));
}
