// The instrument in words, as trainloop.widgets.ScheduleDesigner.summary writes them.

import { number, steps } from "../../kit/words.js";
import { STEPS, pace } from "./plan.js";

const SEEN = 20; // steps after a drop
const CLIFF = 2; // 2 / h_max, with h_max = 1

const percent = (share) => `${Math.floor(100 * share + 0.5)} %`;
const last = (values) => values[STEPS];

/** All of it. */
export function words(shown) {
  return [balance(shown), compared(shown), ...(SPECIAL[shown.given.schedule]?.(shown) ?? []), ...stepping(shown)]
    .concat(shown.given.peak > CLIFF ? [`A rate above the cliff, 2/h_max = ${CLIFF}, makes the loss grow.`] : [])
    .join(" ");
}

const balance = ({ losses, distance }) =>
  `After ${steps(STEPS)} the expected loss is ${number(last(losses))}: ` +
  `${percent(last(distance) / last(losses))} of it is distance still to go, the rest noise.`;

function compared({ given, losses, constant }) {
  if (given.schedule === "constant") return "With the rate held, only a smaller one would lower the noise.";
  const times = number(last(constant) / last(losses));
  return `The peak rate, held all the way, ends at ${number(last(constant))}, ${times} times that.`;
}

function drop({ given, settings, losses }) {
  const at = settings.every * pace(given).every;
  if (at >= STEPS) return ["The drop never comes: the run is over before."];
  const seen = Math.min(SEEN, STEPS - at);
  const [before, after] = [losses[at], losses[at + seen]].map((loss) => number(loss));
  return [`In the ${steps(seen)} after the drop at step ${at} it goes from ${before} to ${after}.`];
}

const kept = ({ rates, flattest }) =>
  rates.subarray(0, STEPS).reduce((share, rate) => share * Math.abs(1 - rate * flattest), 1);

const remains = (shown) =>
  `along the flattest direction, h = ${number(shown.flattest)}, ${percent(kept(shown))} of the way is left`;

const sum = ({ rates }) => rates.subarray(0, STEPS).reduce((total, rate) => total + rate, 0);

function stalls(shown) {
  const { lr, factor } = shown.settings;
  const most = number((pace(shown.given).every * lr) / (1 - factor));
  return [`However long it ran, its rates would not sum to more than ${most}, so it stalls: ${remains(shown)}.`];
}

const crawls = (shown) => [
  `Its rates sum to ${number(sum(shown))} so far, and would grow without bound: ${remains(shown)}.`,
];

const warmup = () => ["A quadratic can't show why a warm-up helps; a Replay of an MLP does."];

const SPECIAL = {
  step_decay: drop,
  exponential: stalls,
  inverse_time: crawls,
  warmup_cosine: warmup,
  one_cycle: warmup,
  wsd: warmup,
};

function stepping({ given, rates }) {
  if (given.stepped === "step") return [];
  if (given.stepped === "epoch") return [`The rate changes only after each epoch of ${steps(given.epoch)}.`];
  const counted = Math.floor(STEPS / given.epoch);
  return [
    `Stepped once an epoch, the scheduler has counted to ${counted} when the run ends: ` +
      `it stands at ${number(last(rates) / given.peak)} of its peak.`,
  ];
}
