// What EffectiveRates shows, worked out from its settings: no drawing here.

import { apart, rated, scaled } from "../../engine/rates.js";
import { cached } from "../../kit/live.js";
import { number, steps as counted } from "../../kit/words.js";

const SAME = 0.01; // a path that moved by less is unchanged

/** What each optimizer is called, and which settings it has besides the shared learning rate. */
export const OPTIMIZERS = {
  gd: { name: "SGD", uses: [] },
  adagrad: { name: "AdaGrad", uses: ["eps"] },
  rmsprop: { name: "RMSProp", uses: ["rho", "eps", "eps_inside"] },
  adam: { name: "Adam", uses: ["beta1", "beta2", "eps"] },
};

/** A function from settings to everything that is shown; what didn't change isn't computed again. */
export function createModel() {
  const ground = cached(scaled);
  const plain = cached((loss) => scaled(loss, 1, 1));
  const keys = Object.keys(OPTIMIZERS);
  const runs = Object.fromEntries(keys.map((key) => [key, runner(key)]));
  const references = Object.fromEntries(keys.map((key) => [key, runner(key)]));
  const moved = Object.fromEntries(keys.map((key) => [key, cached(apart)]));
  return (settings) => {
    const { loss, scale, factor, optimizers } = settings;
    const on = ground(loss, scale, factor);
    const paths = optimizers.map((key) => {
      const [path, reference] = [runs[key](settings, on), references[key](settings, plain(loss))];
      return { optimizer: key, path, reference, away: moved[key](path, reference) };
    });
    return { ...settings, paths, isScaled: scale !== 1 || factor !== 1 };
  };
}

/** Runs one optimizer anew only when something that it depends on has changed. */
function runner(optimizer) {
  const compute = cached((on, x, y, steps, lr, rho, beta1, beta2, eps, epsInside) => {
    const settings = { lr, rho, beta1, beta2, eps, epsInside };
    return rated({ optimizer, on, start: [x, y], steps, settings });
  });
  const { uses } = OPTIMIZERS[optimizer];
  const names = ["rho", "beta1", "beta2", "eps", "eps_inside"];
  return (all, on) => {
    const used = names.map((name) => (uses.includes(name) ? all[name] : 0));
    return compute(on, all.x, all.y, all.steps, all.lr, ...used);
  };
}

/** A quantity of one coordinate after step t, 1 to `made`. */
export const QUANTITIES = {
  rate: ({ rates }, i, t) => rates[2 * t - 2 + i],
  step: ({ points }, i, t, lr) => Math.abs(points[2 * t + i] - points[2 * t - 2 + i]) / lr,
  distance: ({ points }, i, t, lr) => Math.abs(points[2 * t + i] - points[i]) / lr,
};

/** The instrument in words, as trainloop.widgets.EffectiveRates.summary writes them. */
export function words(state) {
  const { steps, lr, scale, factor, paths, isScaled } = state;
  const units = isScaled
    ? `y's gradient × ${number(scale)} and the loss × ${number(factor)} (unchanged is within ${SAME})`
    : "nothing scaled";
  const opening = `${counted(steps)} at one α = ${number(lr)}, with ${units}.`;
  if (!paths.length) return `${opening} No optimizer is chosen.`;
  return [opening, ...paths.map((each) => `${OPTIMIZERS[each.optimizer].name}: ${outcome(each, state)}.`)].join(" ");
}

function outcome(each, state) {
  const { path } = each;
  const { lr, loss, isScaled } = state;
  const first = `first step in y ${number(QUANTITIES.step(path, 1, 1, lr))} α long`;
  const parts = [first];
  const why = divergence(each, state);
  if (why) parts.push(why);
  else if (isScaled) parts.push(each.away <= SAME ? "path unchanged" : `path moved by up to ${number(each.away)}`);
  if (loss === "slope") {
    const { made } = path;
    const gone = number(QUANTITIES.distance(path, 1, made, lr));
    const like = each.optimizer === "adagrad" ? ` (2√t = ${number(2 * Math.sqrt(made))})` : "";
    parts.push(`${gone} α from its start after ${counted(made)}${like}`);
  }
  return parts.join("; ");
}

/** Why gradient descent diverges, if it does: nothing else can, whose steps are measured in α. */
function divergence({ optimizer, path }, { loss, lr, scale, factor, steps, x, y }) {
  const most = 2 / (factor * Math.max(1, scale));
  if (optimizer !== "gd" || loss !== "bowl" || lr <= most) return "";
  const { made, points } = path;
  const grown = made < steps || Math.hypot(points[2 * made], points[2 * made + 1]) > Math.hypot(x, y);
  return grown ? `diverges, since α is above 2/h_max = ${number(most)}` : "";
}
