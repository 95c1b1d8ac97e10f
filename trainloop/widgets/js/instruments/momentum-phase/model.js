// What MomentumPhase shows, worked out from its settings: no drawing here.

import { best, converted, direction, distance, gains, limit, lost, ravineRun, settled } from "../../engine/phase.js";
import { cached } from "../../kit/live.js";
import { number, steps } from "../../kit/words.js";

const STEPS = 1000;
const NEAR = 0.01; // of the distance at the start: there a run has arrived
const NOTHING = 1e-6; // of the gradient at the start: what is smaller is rounding
const FAR = 1e3; // times the distance at the start, where a run that diverges has left the picture

const FORMULAS = {
  sum: ["1/(1 − μ)", "1/(1 + μ)", "2(1 + μ)/h_max"],
  average: ["1", "(1 − μ)/(1 + μ)", "2(1 + μ)/((1 − μ)h_max)"],
  nesterov: ["1/(1 − μ)", "1/(1 + μ)", "2(1 + μ)/((1 + 2μ)h_max)"],
};

/** A function from settings to everything that is shown; what didn't change isn't computed again. */
export function createModel() {
  const theory = cached((form, lr, mu, kappa) => ({
    along: direction(form, lr, mu, 1),
    across: direction(form, lr, mu, kappa),
    most: limit(form, kappa, mu),
    gains: gains(form, mu),
    formulas: FORMULAS[form],
  }));
  const optimum = cached((form, kappa) => best(form, kappa));
  const made = cached((form, lr, mu, kappa, x, y) => {
    const run = ravineRun({ form, lr, mu, kappa, start: [x, y], steps: STEPS });
    return { run, arrived: settled(run, NEAR), gone: lost(run) };
  });
  return (settings) => {
    const { form, lr, mu, kappa, x, y, step } = settings;
    const ways = made(form, lr, mu, kappa, x, y);
    const at = Math.min(step, ways.run.made);
    const bars = [0, 1].map((i) => held(ways.run, at, i, settings));
    return { ...settings, ...theory(form, lr, mu, kappa), ...ways, at, bars, best: optimum(form, kappa) };
  };
}

/** One direction's gradient and velocity after t steps, in units of the mean size of the gradients that it holds. */
function held({ g, u, gathered }, t, i, { form, mu }) {
  const first = Math.abs(g[i]);
  const [gradient, velocity, sum] = [g, u, gathered].map((values) => values[2 * t + i]);
  const weight = form === "average" ? 1 - mu ** t : (1 - mu ** t) / (1 - mu);
  const isNothing = sum <= NOTHING * first;
  const unit = isNothing ? Math.max(Math.abs(gradient), NOTHING * first) : sum / weight;
  const [push, speed, most] = [-gradient, -velocity, sum].map((value) => (unit ? value / unit : 0));
  return { first, gradient, velocity, push, speed, most, share: isNothing ? null : Math.abs(velocity) / sum };
}

/** How many steps are worth playing. */
export function horizon({ run, arrived, gone }) {
  if (gone !== null) {
    let t = gone;
    while (t < run.made && distance(run, t) < FAR * distance(run, 0)) t++;
    return Math.min(run.made, Math.max(gone + 4, t));
  }
  return arrived === null ? STEPS : Math.min(STEPS, Math.max(30, Math.ceil(1.2 * arrived)));
}

/** The instrument in words, as trainloop.widgets.MomentumPhase.summary writes them. */
export const words = (state) => [velocity(state), directions(state), outcome(state), rate(state)].join(" ");

function velocity({ at, mu, bars, gains: { agreement, alternation }, formulas: [agreed, alternated] }) {
  if (mu === 0) return `Step ${at}: without momentum, each step is along its own gradient alone.`;
  const pull = at
    ? `of what the velocity gathered, ${percent(bars[0])} pulls one way along the ravine, ${percent(bars[1])} across it`
    : "no velocity yet";
  const long = agreed === "1" ? agreed : `${agreed} = ${number(agreement)}`;
  return (
    `Step ${at}: ${pull} (its length in gradients: ${long} if all agree, ` +
    `${alternated} = ${number(alternation)} if all alternate).${coasting(bars)}`
  );
}

/** Said where the slope has ended and the motion hasn't. */
function coasting(bars) {
  const isFlat = bars.every(({ gradient, first }) => Math.abs(gradient) <= NOTHING * first);
  const isMoving = bars.some(({ velocity, first }) => Math.abs(velocity) > NEAR * first);
  return isFlat && isMoving ? " Here the gradient is zero, but not the velocity." : "";
}

const percent = ({ share }) => (share === null ? "nothing" : `${Math.floor(100 * share + 0.5)} %`);

function directions({ kappa, along, across }) {
  const told = ({ phase, rate: factor }) => `${phase}, ×${number(factor)} a step`;
  if (kappa === 1) return `In every direction (h = 1): ${told(along)}.`;
  return `Along (h = 1): ${told(along)}; across (h = ${number(kappa)}): ${told(across)}.`;
}

function outcome({ run, arrived, gone, lr, most, formulas }) {
  if (gone !== null) {
    const digits = number(lr) === number(most) ? 6 : 3;
    const [rateText, mostText] = [lr, most].map((value) => number(value, digits));
    const why = lr > most ? `: α = ${rateText} is above ${formulas[2]} = ${mostText}` : "";
    return `From step ${gone} on it is farther away than at its start${why}.`;
  }
  if (arrived !== null) return `The distance stays within 1 % of the start's from step ${arrived} on.`;
  const left = distance(run, run.made) / distance(run, 0);
  return `After ${steps(run.made)} the distance is ${number(left)} times the start's.`;
}

function rate({ form, lr, mu }) {
  if (form === "nesterov") return `Nesterov steps along g + μu, at α = ${number(lr)}.`;
  const [own, other] = form === "average" ? ["average", "sum"] : ["sum", "average"];
  if (mu === 0) return `α = ${number(lr)}: without momentum, sum and average are the same.`;
  return `α = ${number(lr)} for the ${own} moves as α = ${number(converted(lr, mu, own, other))} for the ${other}.`;
}
