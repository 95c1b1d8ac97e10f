// Run, pause, step, reset: moves a step counter; nothing runs while paused, hidden or out of view.

import { button } from "./controls.js";
import { html } from "./dom.js";

const still = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

/**
 * `get` and `set` reach the step, `first` is where reset goes, `last()` where a run ends and
 * `rate()` how many steps a second it makes. With reduced motion a run goes to its end at once.
 */
export function player({ get, set, first, last, rate }) {
  let frame = 0;
  let visible = true;
  let due = 0;
  let before = 0;

  const observer = new IntersectionObserver(([entry]) => {
    visible = entry.isIntersecting;
    if (!visible) pause();
  });

  function pause() {
    cancelAnimationFrame(frame);
    frame = 0;
    show();
  }
  function tick(now) {
    due += before ? ((now - before) / 1000) * rate() : 1;
    before = now;
    const whole = Math.floor(due);
    due -= whole;
    const next = Math.min(last(), get() + whole);
    if (whole) set(next);
    if (next >= last()) return pause();
    frame = requestAnimationFrame(tick);
  }
  function run() {
    if (frame) return pause();
    if (get() >= last()) set(first);
    if (still()) return set(last());
    due = before = 0;
    frame = requestAnimationFrame(tick);
    show();
  }
  function one() {
    pause();
    set(Math.min(last(), get() + 1));
  }
  function reset() {
    pause();
    set(first);
  }

  const runButton = button("Run", run, { class: "instrument-button instrument-button--main" });
  const show = () => (runButton.textContent = frame ? "Pause" : "Run");
  const node = html(
    "div",
    { class: "instrument-player", role: "group", "aria-label": "Run the steps" },
    runButton,
    button("Step", one),
    button("Reset", reset),
  );
  observer.observe(node);
  const stop = () => {
    pause();
    observer.disconnect();
  };
  return { node, update: show, pause, stop };
}
