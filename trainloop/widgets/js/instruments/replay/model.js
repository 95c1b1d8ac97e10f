// What a Replay shows, worked out from its settings and the results that came with it: no drawing here.

import { plain, unpack } from "../../engine/packing.js";
import { cached } from "../../kit/live.js";
import { number } from "../../kit/words.js";

const LETTERS = "ABC";

/** Settings with their results read, which takes a moment. */
export const ready = async (settings) => ({ ...settings, results: await unpack(settings.data, settings.study) });

/** A function from settings to everything that is shown. */
export function createModel() {
  const names = cached((study) => study.curves.map(([name]) => name));
  const sent = cached((text, study) => plain(text, names(study)));
  return (settings) => {
    const { study, view, results = null, failed = "", answer, kept } = settings;
    const point = Object.fromEntries(study.grid.map(([name]) => [name, settings[name]]));
    const here = { study, view, results, failed, point, x: study.x, curves: null, message: "", kept: [], sweeps: [] };
    if (failed) return { ...here, message: `The results can't be shown: ${failed}.` };
    if (!results) return { ...here, loading: true, message: "Loading the results…" };
    const found = results.at(point);
    const onGrid = found !== null;
    const asked = !onGrid && answer.at && study.grid.every(([name]) => answer.at[name] === point[name]);
    const others = kept.map((other, i) => ({ letter: LETTERS[i], point: other, curves: results.at(other) }));
    const shown = { ...here, onGrid, kept: others, sweeps: sweeps(results, view, study, [point, ...kept]) };
    if (onGrid) return { ...shown, curves: found };
    if (!asked)
      return { ...shown, message: `At ${setting(shown)}: Python is computing this; it needs a running kernel.` };
    if (answer.error)
      return { ...shown, message: `At ${setting(shown)}: Python could not compute this. ${answer.error}` };
    return { ...shown, curves: sent(answer.curves, study) };
  };
}

/** The curves that some plot shows. */
export const drawn = (view) => [...new Set(view.panels.flatMap(({ curves }) => curves))];

/** For each point, what is said of the first curve over the sweep's setting, the other settings as there. */
function sweeps(results, view, study, points) {
  if (!view.sweep) return [];
  const [name] = drawn(view);
  const [, stops] = study.grid.find(([key]) => key === view.sweep);
  return points.map((point) =>
    stops.map((stop) => [stop, said(results, view, name, { ...point, [view.sweep]: stop })]),
  );
}

function said(results, view, name, point) {
  const values = results.at(point)?.[name] ?? [];
  const place = placeOf(values, view.say[name]);
  // Which of them is best is about the end of the run: one that diverged has none.
  return place === -1 || (view.say[name] === "last" && !Number.isFinite(values.at(-1))) ? NaN : values[place];
}

/** The place of a curve's last, smallest or largest finite value; −1 if it has none. */
function placeOf(values, kind) {
  let best = -1;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    const better = kind === "last" || (kind === "smallest" ? values[i] < values[best] : values[i] > values[best]);
    if (best === -1 || better) best = i;
  }
  return best;
}

export const label = (view, name) => view.labels[name] ?? name;

const withUnit = (view, name, value) => {
  if (typeof value === "string") return value;
  const unit = view.units[name];
  return number(value, 6) + (unit ? ` ${unit}` : "");
};

/** A point of the grid in words. */
export const setting = ({ view, study, point }) => described(view, study.grid, point);

/** A kept point in words: where it differs from the chosen one. */
export function difference({ view, study, point }, other) {
  const changed = study.grid.filter(([name]) => other[name] !== point[name]);
  return changed.length ? described(view, changed, other) : "the same settings";
}

const described = (view, grid, point) =>
  grid
    .map(([name]) => {
      const symbol = view.symbols[name];
      return `${label(view, name)} ${symbol ? `${symbol} = ` : ""}${withUnit(view, name, point[name])}`;
    })
    .join(", ");

/** The name of x without its unit. */
export const variable = (view) => view.x_label.split(" (")[0];

/** What came out, one part for each curve that has a plot. */
function outcome(view, x, curves, ranges) {
  const parts = [];
  let before = "";
  for (const name of drawn(view)) {
    const values = curves[name];
    const place = placeOf(values, view.say[name]);
    if (place === -1) {
      parts.push(`${label(view, name)} is never finite`);
      continue;
    }
    const where = ` at ${variable(view)} ${number(x[place], 6)}`;
    const kind = view.say[name] === "last" ? "" : `${view.say[name]} `;
    const ends = ranges && view.bands[name]?.map((end) => number(curves[end][place]));
    const text = `${kind}${label(view, name)} ${number(values[place])}${ends ? ` (${ends.join(" to ")})` : ""}`;
    parts.push(text + (where === before ? "" : where));
    before = where;
    const lost = values.findIndex((value) => !Number.isFinite(value));
    if (lost >= 0) parts.push(`no longer finite at ${variable(view)} ${number(x[lost], 6)}`);
  }
  return parts.join(", ");
}

/** Which value of the sweep's setting gives the lowest (or highest) said value. */
function best({ view, sweeps }) {
  const most = view.say[drawn(view)[0]] === "largest";
  const known = sweeps[0].filter(([, value]) => Number.isFinite(value));
  if (!known.length) return "";
  const top = known.reduce((first, row) => ((most ? row[1] > first[1] : row[1] < first[1]) ? row : first));
  return (
    `Of ${sweeps[0].length} values of ${label(view, view.sweep)}, ${withUnit(view, view.sweep, top[0])} gives the ` +
    `${most ? "highest" : "lowest"} ${label(view, drawn(view)[0])}: ${number(top[1])}.`
  );
}

/** The instrument in words, as trainloop.widgets.Replay.summary writes them. */
export function words(shown) {
  const { view, x, curves, kept, message, loading, onGrid } = shown;
  if (loading) return ""; // nothing to say yet; the plot says that it is loading
  if (message) return message;
  return [
    `At ${setting(shown)}: ${outcome(view, x, curves, true)}.`,
    ...kept.map(
      (other) => `${other.letter}, kept with ${difference(shown, other.point)}: ${outcome(view, x, other.curves)}.`,
    ),
    view.sweep && best(shown),
    onGrid ? `What PyTorch computed, ${view.stored}.` : "Computed by Python just now, off the grid.",
  ]
    .filter(Boolean)
    .join(" ");
}
