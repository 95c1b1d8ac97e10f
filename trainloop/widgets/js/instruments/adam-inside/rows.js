// AdamInside's numbers: each quantity beside its formula, and how long the step is.

import { Rows } from "../../kit/rows.js";
import { number } from "../../kit/words.js";
import { formulas } from "./model.js";

const BARS = [-10, 10]; // powers of ten between which the logarithmic bars grow
const LONGEST = 8; // times α, the end of the linear bars
const QUANTITIES = [
  ["g", "g"],
  ["m", "m"],
  ["v", "v"],
  ["mHat", "m̂"],
  ["vHat", "v̂"],
  ["step", "step"],
  ["w", "w"],
];
const LENGTHS = [
  ["with", "with"],
  ["without", "without"],
];

/** g, m, v, m̂, v̂, the step and where it leads, with the numbers in their formulas. */
export function insideRows() {
  const note = "bars: 10⁻¹⁰ to 10¹⁰, striped below 0";
  return new Rows({ caption: "Inside this step", note, name: "inside", names: QUANTITIES, fill: inside });
}

function inside(state) {
  const reach = (value) => (value ? (Math.log10(Math.abs(value)) - BARS[0]) / (BARS[1] - BARS[0]) : 0);
  const bar = (key, value) => (key === "w" ? {} : { share: reach(value), negative: value < 0 });
  const row = ([key, [formula, value]]) => [
    key,
    { formula: `= ${formula}`, value: number(value, 5), ...bar(key, value) },
  ];
  return Object.fromEntries(Object.entries(formulas(state)).map(row));
}

/** The step's length in units of α, with the correction and without. */
export function lengthRows() {
  const note = `bars: 0 to ${LONGEST} α`;
  return new Rows({ caption: "Length of the step", note, name: "lengths", names: LENGTHS, fill: lengths });
}

function lengths({ now, lr, corrected }) {
  const used = Math.abs(now.step) / lr;
  const row = (length, active) => ({
    formula: active ? "correction: used" : "correction, same gradients",
    value: `${number(length)} α`,
    share: length / LONGEST,
    muted: !active,
  });
  return {
    with: row(corrected ? used : used / now.ratio, corrected),
    without: row(corrected ? used * now.ratio : used, !corrected),
  };
}
