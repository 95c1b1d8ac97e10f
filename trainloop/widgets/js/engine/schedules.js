// Learning-rate schedules as trainloop.schedules has them: pure functions of the step, from 0; settings by Python's names.

const progress = (step, total) => Math.min(step, total) / total;

const SHAPES = {
  cosine: (first, last, share) => last + ((first - last) * (1 + Math.cos(Math.PI * share))) / 2,
  linear: (first, last, share) => first + (last - first) * share,
};

const cosine = (step, { lr, total, final }) => SHAPES.cosine(lr, final, progress(step, total));

/** Each by its name. */
export const schedules = {
  constant: (step, { lr }) => lr,
  step_decay: (step, { lr, every, factor }) => lr * factor ** Math.floor(step / every),
  exponential: (step, { lr, factor }) => lr * factor ** step,
  inverse_time: (step, { lr, decay }) => lr / (1 + decay * step),
  linear: (step, { lr, total, start, end }) => lr * (start + (end - start) * progress(step, total)),
  polynomial: (step, { lr, total, power, final }) => final + (lr - final) * (1 - progress(step, total)) ** power,
  cosine,
  warmup_cosine(step, { lr, total, warmup, final }) {
    if (step < warmup) return (lr * (step + 1)) / warmup;
    return cosine(step - warmup, { lr, total: total - warmup, final });
  },
  warm_restarts(step, { lr, period, multiplier, final }) {
    let [since, length] = [multiplier === 1 ? step % period : step, period];
    while (since >= length) {
      since -= length;
      length *= multiplier;
    }
    return cosine(since, { lr, total: length, final });
  },
  one_cycle(step, { lr, total, warmup, start, end, shape }) {
    const [top, last] = [warmup * total - 1, total - 1];
    if (step <= top) return SHAPES[shape](start * lr, lr, top ? step / top : 1);
    return SHAPES[shape](lr, end * lr, Math.min((step - top) / (last - top), 1));
  },
  wsd(step, { lr, total, warmup, cooldown, final, shape }) {
    if (step < warmup) return (lr * (step + 1)) / warmup;
    return SHAPES[shape](lr, final, progress(Math.max(step - (total - cooldown), 0), cooldown));
  },
};

/** The rates of steps 0 to `steps` − 1. */
export const ratesOf = (name, settings, steps) =>
  Float64Array.from({ length: steps }, (_, step) => schedules[name](step, settings));
