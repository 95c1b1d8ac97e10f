// One exercise: an editor in the place of its stub, buttons and the answer in the place of its check.

import { html, uniqueId } from "../../../trainloop/widgets/js/kit/dom.js";

import { Answer } from "./answer.js";
import { Field } from "./field.js";
import { Kept } from "./kept.js";

const button = (text, onclick, more = {}) => html("button", { type: "button", onclick, ...more }, text);

export class Exercise {
  #task;
  #kept;
  #python;
  #field;
  #answer;
  #running = false;
  #run = button("Run", () => this.run(), { class: "exercise-run" });
  #stop = button("Stop", () => this.stop(), { class: "exercise-stop", hidden: true });

  constructor(host, task, store, python) {
    this.#task = task;
    this.#python = python;
    this.#kept = new Kept(store, task);
    this.#answer = new Answer(task);
    const hint = uniqueId("keys");
    this.#field = new Field({
      label: `Your code: ${task.name}`,
      hint,
      text: this.#kept.draft?.text ?? task.stub,
      changed: (text) => this.#kept.keep(text),
      run: () => this.run(),
    });
    const [stub, check] = host.querySelectorAll(":scope > .cell");
    stub.append(this.#field.element);
    check.append(this.#bar(hint), this.#answer.element);
    host.classList.add("is-live");
    if (this.#kept.outdated) this.#offerNewStub();
  }

  /** Runs what the reader wrote and shows the answer. */
  async run() {
    if (this.#running) return;
    if (location.protocol === "file:") {
      const text = "A page opened from a disk can't run Python. Open the book through a web server (make serve), or:";
      this.#answer.say(text, this.#answer.notebook("do it in the notebook"));
      return;
    }
    const code = this.#field.text;
    const { name, check, given, checks } = this.#task;
    this.#setRunning(true);
    this.#answer.clear();
    const loading = (size, part) => this.#answer.loading(size, part);
    const answer = await this.#python.run({ name, code, check, given, checks }, loading);
    this.#setRunning(false);
    this.#answer.show(answer, () => this.run());
    if (answer.ended !== "stopped" && answer.ended !== "failed") this.#kept.tried(code, answer.passed === true);
  }

  /** Stops the run that is going on. */
  stop() {
    this.#python.stop();
    this.#run.focus();
  }

  #setRunning(running) {
    this.#running = running;
    this.#run.setAttribute("aria-disabled", running);
    this.#stop.hidden = !running;
  }

  #bar(hint) {
    const { hints, name } = this.#task;
    const next = button("Hint", () => {
      if (!this.#answer.hint()) next.replaceWith(html("span", { class: "exercise-keys" }, "No more hints"));
    });
    const keys = html(
      "span",
      { class: "exercise-keys", id: hint },
      "Tab indents; Escape, then Tab leaves; Ctrl+Enter runs",
    );
    const parts = [this.#run, hints.length ? next : null, button("Reset", () => this.#reset()), this.#stop, keys];
    return html("div", { class: "exercise-bar", role: "group", "aria-label": name }, ...parts);
  }

  #write(text) {
    this.#field.text = text;
    this.#kept.keep(text);
  }

  #reset() {
    const before = this.#field.text;
    this.#write(this.#task.stub);
    const undo = button("Undo", () => {
      this.#write(before);
      this.#answer.say("Your code is back.");
    });
    this.#answer.say("This is the stub again.", undo);
  }

  #offerNewStub() {
    const keep = button("Keep yours", () => {
      this.#kept.keep(this.#field.text);
      this.#answer.say("Your code stays.");
    });
    const take = button("Take the new stub", () => this.#reset());
    this.#answer.say("This exercise has changed since you wrote this.", keep, take);
  }
}
