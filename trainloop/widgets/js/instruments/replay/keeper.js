// The key of the pictures, and the settings that are kept beside the chosen ones.

import { button } from "../../kit/controls.js";
import { html } from "../../kit/dom.js";
import { legend } from "../../kit/legend.js";
import { difference, drawn, label } from "./model.js";

const MOST = 3;

export class Keeper {
  #list = html("div", {});
  #keep;
  #clear;
  #told = "";

  constructor({ state, set }) {
    const keep = () => {
      const { kept, point } = state();
      set({ kept: [...kept.map((other) => other.point), { ...point }] });
    };
    this.#keep = button("Keep to compare", keep);
    this.#clear = button("Forget kept", () => set({ kept: [] }));
    const buttons = html("div", { class: "instrument-player" }, this.#keep, this.#clear);
    this.node = html("div", { class: "instrument-keeper" }, this.#list, buttons);
  }

  update(shown) {
    const { kept, curves, onGrid } = shown;
    this.#keep.disabled = !curves || !onGrid || kept.length >= MOST;
    this.#clear.disabled = kept.length === 0;
    const entries = key(shown);
    const told = JSON.stringify(entries);
    if (told !== this.#told) this.#list.replaceChildren(legend(entries));
    this.#told = told;
  }
}

function key(shown) {
  const { view, kept, sweeps } = shown;
  const several = view.panels.some(({ curves }) => curves.length > 1);
  const names = several ? view.panels.find(({ curves }) => curves.length > 1).curves : [];
  const now = several
    ? names.map((name, i) => [`is-curve is-curve-${i} is-dash-${i}`, "line", label(view, name)])
    : [["is-curve is-curve-0 is-dash-0", "line", "chosen settings"]];
  const banded = drawn(view).some((name) => view.bands[name]);
  return [
    ...now,
    ...(banded ? [["is-band-key", "line", view.band_label]] : []),
    ...(sweeps.length && sweeps[0].some(([, value]) => !Number.isFinite(value))
      ? [["is-lost", "cross", "no finite value"]]
      : []),
    ...kept.map(({ letter, point }, k) => [
      `is-kept is-kept-${k} is-dash-${several ? 0 : k + 1}`,
      "line",
      `${letter}: ${difference(shown, point)}`,
    ]),
  ];
}
