// Learning-rate schedules as in trainloop.schedules: the rate of a step, counted from 0.

const progress = (step, total) => Math.min(step, total) / total;
const halfWave = (first, last, share) => last + ((first - last) * (1 + Math.cos(Math.PI * share))) / 2;
const line = (first, last, share) => first + (last - first) * share;
const shapes = { cosine: halfWave, linear: line };

const constant = (step, { lr }) => lr;
const stepDecay = (step, { lr, every, factor }) => lr * factor ** Math.floor(step / every);
const multiStep = (step, { lr, milestones, factor }) => lr * factor ** milestones.filter((at) => at <= step).length;
const exponential = (step, { lr, factor }) => lr * factor ** step;
const inverseTime = (step, { lr, decay }) => lr / (1 + decay * step);
const linear = (step, { lr, total, start = 1, end = 0 }) => lr * (start + (end - start) * progress(step, total));
const polynomial = (step, { lr, total, power = 1, final = 0 }) =>
  final + (lr - final) * (1 - progress(step, total)) ** power;
const cosine = (step, { lr, total, final = 0 }) => halfWave(lr, final, progress(step, total));

function warmupCosine(step, { lr, total, warmup, final = 0 }) {
  if (step < warmup) return (lr * (step + 1)) / warmup;
  return cosine(step - warmup, { lr, total: total - warmup, final });
}

function warmRestarts(step, { lr, period, multiplier = 1, final = 0 }) {
  if (multiplier === 1) step %= period;
  while (step >= period) {
    step -= period;
    period *= multiplier;
  }
  return cosine(step, { lr, total: period, final });
}

function oneCycle(step, { lr, total, warmup = 0.3, start = 1 / 25, end = 1 / 250_000, shape = "cosine" }) {
  const between = shapes[shape];
  const [top, last] = [warmup * total - 1, total - 1];
  if (step <= top) return between(start * lr, lr, top ? step / top : 1);
  return between(lr, end * lr, Math.min((step - top) / (last - top), 1));
}

function wsd(step, { lr, total, warmup, cooldown, final = 0, shape = "linear" }) {
  if (step < warmup) return (lr * (step + 1)) / warmup;
  return shapes[shape](lr, final, progress(Math.max(step - (total - cooldown), 0), cooldown));
}

/** All schedules, by the names that trainloop.schedules gives them. */
export const schedules = {
  constant,
  multi_step: multiStep,
  step_decay: stepDecay,
  exponential,
  inverse_time: inverseTime,
  linear,
  polynomial,
  cosine,
  warmup_cosine: warmupCosine,
  warm_restarts: warmRestarts,
  one_cycle: oneCycle,
  wsd,
};

/** The rates of the first `steps` steps. */
export const rates = (name, settings, steps) =>
  Array.from({ length: steps }, (_, step) => schedules[name](step, settings));
