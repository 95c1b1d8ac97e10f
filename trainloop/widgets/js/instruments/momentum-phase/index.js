// MomentumPhase: where momentum's speed comes from, and the phase that each direction is in.

import { converted } from "../../engine/phase.js";
import { button, settings } from "../../kit/controls.js";
import { instrument } from "../../kit/instrument.js";
import { legend } from "../../kit/legend.js";
import { Player } from "../../kit/player.js";
import { counting, decay, linear, logarithmic } from "../../kit/scales.js";
import { table } from "../../kit/table.js";
import { number } from "../../kit/words.js";
import { PhasePlot } from "./diagram.js";
import { createModel, horizon, words } from "./model.js";
import { PathPlot, VelocityPlot } from "./plots.js";

const NAMES = ["form", "lr", "mu", "kappa", "x", "y", "view", "step", "speed"];
const FORMS = [
  ["sum", "sum, u ← μu + g (PyTorch)"],
  ["average", "average, m ← μm + (1 − μ)g"],
  ["nesterov", "Nesterov, steps along g + μu"],
];
const VIEWS = [
  ["velocity", "the velocity, along and across"],
  ["phase", "the phase diagram"],
];
const OWNERS = { sum: "the sum's", average: "the average's", nesterov: "Nesterov's" };
const KEY = {
  velocity: [
    ["is-push", "line", "push of the gradient here, −g"],
    ["is-velocity", "line", "velocity, −u"],
    ["is-all", "line", "had all gradients agreed"],
    ["is-best", "line", "all agree, for long"],
    ["is-alternation", "line", "all alternate, for long"],
  ],
  phase: [
    ["is-along", "dot", "along (h = 1); the ring is across"],
    ["is-critical", "line", "critically damped"],
    ["is-key-flips", "line", "alternating: flips sides each step"],
    ["is-limit", "line", "limit: divergent beyond"],
    ["is-target", "dot", "best α and μ"],
  ],
};

const stepping = (step) => (low, high) => linear(low, high, step);

function controls(model, set, state) {
  const { slider, choice } = settings(model, set);
  const mark = () => ({ value: state().most, text: `limit: ${number(state().most)}` });
  const label = () => `learning rate, ${OWNERS[model.get("form")]}`;
  return {
    mu: slider("mu", "momentum", (_, high) => decay(high), { symbol: "μ" }),
    rest: [
      choice("view", "Beside the path", VIEWS),
      slider("lr", label, logarithmic, { symbol: "α", mark }),
      choice("form", "Momentum is a", FORMS),
      slider("kappa", "curvature across; 1 along", logarithmic, { symbol: "κ" }),
      slider("x", "start along", stepping(0.1), { symbol: "x" }),
      slider("y", "start across", stepping(0.1), { symbol: "y" }),
      slider("step", "step shown", counting),
      slider("speed", "speed", logarithmic, { unit: "×" }),
    ],
  };
}

/** A change of form alone converts α, so that a sum and an average move alike. */
const converting = (model, set) => (values) => {
  if (!("form" in values) || "lr" in values) return set(values);
  const lr = converted(model.get("lr"), model.get("mu"), model.get("form"), values.form);
  set({ ...values, lr: limited(model, "lr", Number(lr.toPrecision(12))) });
};

function limited(model, name, value) {
  const [low, high] = model.get("limits")[name];
  return Math.min(high, Math.max(low, value));
}

function build({ model, state, set: write, redraw }) {
  const set = converting(model, write);
  const put = (values) =>
    write(Object.fromEntries(Object.entries(values).map(([name, value]) => [name, limited(model, name, value)])));
  const short = (value, digits) => Number(value.toFixed(digits));
  const player = new Player({
    get: () => state().at,
    set: (step) => set({ step }),
    first: 0,
    last: () => horizon(state()),
    rate: () => Math.min(60, Math.max(4, horizon(state()) / 8)),
    speed: () => model.get("speed"),
  });
  const held = (on) => on && player.pause();
  const path = new PathPlot({
    state,
    resized: redraw,
    held,
    setStart: (x, y) => put({ x: short(x, 3), y: short(y, 3) }),
  });
  const place = ({ lr, mu }) => put({ lr: Number(lr.toPrecision(4)), mu });
  const views = { velocity: new VelocityPlot({ resized: redraw }) };
  views.phase = new PhasePlot({ state, resized: redraw, held, set: place });
  const { mu, rest } = controls(model, set, state);
  return {
    name: "momentum-phase",
    title: "MomentumPhase: the velocity along and across a ravine",
    question: "Where does momentum's speed come from?",
    pictures: [path, ...Object.entries(views).map(([view, plot]) => chosen(view, plot))],
    legend: key(state),
    simple: [mu, player],
    more: [...rest, { node: button("Best α and μ for this κ", () => put(state().best)) }],
    table: numbers(state),
  };
}

/** A plot that shows, and draws, only when its view is chosen. */
const chosen = (view, plot) => ({
  node: plot.node,
  update(state) {
    plot.node.hidden = state.view !== view;
    if (!plot.node.hidden) plot.update(state);
  },
  stop: () => plot.stop(),
});

/** What stands for what, in the chosen view. */
function key(state) {
  const node = legend([["is-path", "line", "path of the run"], ...KEY.velocity, ...KEY.phase]);
  const items = [...node.children].slice(1);
  const first = KEY.velocity.length;
  const update = () => items.forEach((item, i) => (item.hidden = i < first !== (state().view === "velocity")));
  return { node, update };
}

const numbers = (state) =>
  table({
    caption: "Point, gradient there, and the velocity that led there",
    heads: ["step", "x", "y", "gradient in x", "gradient in y", "velocity in x", "velocity in y"],
    rows: () => {
      const { points, g, u, made } = state().run;
      return Array.from({ length: made + 1 }, (_, t) => [
        t,
        ...[points, g, u].flatMap((values) => [values[2 * t], values[2 * t + 1]]),
      ]);
    },
  });

/** Mounts the instrument; returns what stops it. */
export const render = (given) => instrument(given, { names: NAMES, compute: createModel(), words, build });

export default { render };
