// What stands below an exercise: how far Python is loaded, what the code printed, the report, the hints.

import { html } from "../../../trainloop/widgets/js/kit/dom.js";

const SAID = {
  "endless-loop":
    "Your code was still running after 4 seconds and was stopped: look at each loop for what makes it end.",
  crashed: "Python broke off: the code may ask for more memory than a page has.",
};

/** A report as Python writes it. The reader's code can reach that text, so nothing but elements and classes is taken. */
function report(markup) {
  const { body } = new DOMParser().parseFromString(markup, "text/html");
  for (const node of body.querySelectorAll("*"))
    for (const { name } of [...node.attributes]) if (name !== "class") node.removeAttribute(name);
  return [...body.childNodes];
}

/** The report where Python can't write it any more. */
const ownReport = (name, message) =>
  html(
    "div",
    { class: "trainloop-report trainloop-failed" },
    html("p", { class: "trainloop-verdict" }, html("strong", {}, `${name}: not yet.`)),
    html("p", { class: "trainloop-message" }, message),
  );

export class Answer {
  #task;
  #loading = html("div", { class: "exercise-loading" });
  #printed = html("div", { class: "exercise-printed" });
  #said = html("div", { class: "exercise-said", role: "status" });
  #hints = html("ol", { class: "exercise-hints", "aria-live": "polite" });

  constructor(task) {
    this.#task = task;
    const parts = [this.#loading, this.#printed, this.#said, this.#hints];
    this.element = html("div", { class: "exercise-answer" }, ...parts);
  }

  /** Says something, with buttons or links after it. */
  say(text, ...more) {
    this.#loading.replaceChildren();
    this.#said.replaceChildren(html("p", { class: "exercise-notice" }, text, ...more.flatMap((node) => [" ", node])));
  }

  clear() {
    this.#printed.replaceChildren();
    this.#said.replaceChildren();
  }

  /** Shows how far Python is loaded; `size` in bytes, 0 where the server doesn't say. */
  loading(size, part) {
    const what = `Loading Python (${size ? `${(size / 1e6).toFixed(1)} MB, ` : ""}once)`;
    if (!this.#loading.firstChild) this.say(`${what} …`);
    this.#loading.replaceChildren(
      html("progress", { value: part, "aria-label": what }),
      html("span", { "aria-hidden": "true" }, `${Math.round(100 * part)}%`),
    );
  }

  /** Shows how a run ended; `again()` tries once more. */
  show(answer, again) {
    this.#loading.replaceChildren();
    const { ended } = answer;
    if (ended === "stopped") this.say("Stopped.");
    else if (ended === "failed") this.#failed(again);
    else if (ended) this.#said.replaceChildren(ownReport(this.#task.name, SAID[ended]));
    else this.#answered(answer);
  }

  /** The way out where the page can't run the code. */
  notebook(text = "Download the notebook") {
    return html("a", { href: this.#task.notebook, download: true }, text);
  }

  /** Shows the next hint; whether there are more. */
  hint() {
    const { hints } = this.#task;
    const item = html("li");
    item.innerHTML = hints[this.#hints.children.length]; // the book's own
    this.#hints.append(item);
    return this.#hints.children.length < hints.length;
  }

  #failed(again) {
    const button = html("button", { type: "button", onclick: again }, "Try again");
    this.say("Python couldn't be loaded: the connection may be down.", button, this.notebook());
  }

  #answered({ html: markup, printed, cut, mistake }) {
    const text = cut ? `${printed.trimEnd()}\n… and more, which is cut here` : printed;
    const pre = html("pre", { tabindex: "0", role: "region", "aria-label": "Printed" }, text);
    this.#printed.replaceChildren(...(printed ? [pre] : []));
    this.#said.replaceChildren(...report(markup), ...(mistake === "not-on-the-page" ? [this.notebook()] : []));
  }
}
