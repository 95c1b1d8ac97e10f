// The record as a file: saved, brought back, cleared. What is refused changes nothing.

import { empty, merged, opened, Refused, today } from "../../../trainloop/progress/js/record.js";
import { html } from "../../../trainloop/widgets/js/kit/dom.js";

const button = (text, onclick) => html("button", { type: "button", onclick }, text);

/** Buttons that save, bring back and clear the record of `store`. */
export function fileControls(store) {
  const answer = html("div", { class: "progress-answer", role: "status" });
  const say = (text, ...controls) => answer.replaceChildren(html("p", {}, text), ...controls);
  const { put, undo } = exchange(store, say);
  const file = html("input", {
    type: "file",
    accept: ".json,application/json",
    onchange: () => read(file, store, say, put),
  });
  return html(
    "section",
    { class: "progress-file" },
    html("h2", {}, "Take it with you"),
    html(
      "p",
      {},
      button("Save my progress as a file", () => save(store.record, say)),
    ),
    html("p", {}, html("label", {}, "Bring back a saved file ", file)),
    html(
      "p",
      {},
      button("Clear my progress", () => ask(say, put)),
    ),
    answer,
    undo,
  );
}

/** `put` has another record take the place of the reader's; `undo` is a button that brings back the one before. */
function exchange(store, say) {
  let before;
  const undo = button("Undo", () => {
    replace(store, before);
    undo.hidden = true;
    say("It is as it was before.");
  });
  undo.hidden = true;
  const put = (record, text) => {
    before = store.record;
    replace(store, record);
    undo.hidden = false; // until the page is left, whatever else is done
    say(text);
    undo.focus();
  };
  return { put, undo };
}

function replace(store, record) {
  store.update((draft) => {
    for (const name of Object.keys(draft)) delete draft[name];
    Object.assign(draft, structuredClone(record));
  });
}

function save(record, say) {
  const address = URL.createObjectURL(new Blob([JSON.stringify(record, null, 1)], { type: "application/json" }));
  html("a", { href: address, download: `training-loop-progress-${today()}.json` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
  say("Saved. The same file works beside the notebooks, as progress.json.");
}

async function read(input, store, say, put) {
  const [file] = input.files;
  if (!file) return;
  input.value = ""; // so that the same file can be chosen again
  let record;
  try {
    record = await opened(file);
  } catch (error) {
    const why = error instanceof Refused ? error.message : "it can't be read";
    say(`${file.name} isn't used: ${why}. Nothing was changed.`);
    return;
  }
  if (isEmpty(store.record)) {
    put(record, "Your progress is back.");
    return;
  }
  const add = button("Add it to mine", () => put(merged(store.record, record), "Both are in one record now."));
  const swap = button("Replace mine", () => put(record, "Your progress is now what the file says."));
  say(`${file.name} is a record of progress. What shall become of the one you have?`, add, swap);
  add.focus();
}

function ask(say, put) {
  const clear = button("Yes, clear it", () => put(empty(), "Cleared. Undo works until you leave this page."));
  const keep = button("Keep it", () => say("Nothing was changed."));
  say("Clear everything: chapters, exercises with your code, answers and cards?", clear, keep);
  keep.focus();
}

const isEmpty = ({ read, exercises, answers, cards, drafts }) =>
  [read, exercises, answers, cards, drafts].every((part) => Object.keys(part).length === 0);
