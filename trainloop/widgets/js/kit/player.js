// Run, pause, step, reset: moves a step counter; nothing runs while paused, hidden or out of view.

import { button } from "./controls.js";
import { html } from "./dom.js";

const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * `get` and `set` reach the step, `first` is where reset goes, `last()` where a run ends and
 * `rate()` how many steps a second it makes, times `speed()`. With reduced motion a run goes to its end at once.
 */
export class Player {
  #options;
  #frame = 0;
  #due = 0; // steps, with a fraction
  #before = 0;
  #observer = new IntersectionObserver(([entry]) => entry.isIntersecting || this.pause());
  #run = button("Run", () => this.#toggle(), { class: "instrument-button instrument-button--main" });

  constructor(options) {
    this.#options = options;
    this.node = html(
      "div",
      { class: "instrument-player", role: "group", "aria-label": "Run the steps" },
      this.#run,
      button("Step", () => this.#one()),
      button("Reset", () => this.#go(this.#options.first)),
    );
    this.#observer.observe(this.node);
  }

  pause() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#run.textContent = "Run";
  }

  stop() {
    this.pause();
    this.#observer.disconnect();
  }

  #go(step) {
    this.pause();
    this.#options.set(step);
  }

  #one() {
    const { get, last } = this.#options;
    this.#go(Math.min(last(), get() + 1));
  }

  #toggle() {
    const { get, set, first, last } = this.#options;
    if (this.#frame) return this.pause();
    if (still()) return set(last());
    if (get() >= last()) set(first);
    this.#due = this.#before = 0;
    this.#run.textContent = "Pause";
    this.#next();
  }

  #next() {
    this.#frame = requestAnimationFrame((now) => this.#tick(now));
  }

  #tick(now) {
    const { get, set, last, rate, speed = () => 1 } = this.#options;
    this.#due += this.#before ? ((now - this.#before) / 1000) * rate() * speed() : 1;
    this.#before = now;
    const whole = Math.floor(this.#due);
    this.#due -= whole;
    const step = Math.min(last(), get() + whole);
    if (whole) set(step);
    if (step >= last()) this.pause();
    else this.#next();
  }
}
