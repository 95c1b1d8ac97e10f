// The designed schedule in PyTorch's own classes, as text to copy.

import { given } from "./model.js";

const plain = (value) => String(Number(value.toPrecision(12)));

/** Lines of Python that give `optimizer` its `scheduler`. */
export function code(settings) {
  const { schedule, lr, per } = settings;
  const parts = { ...given(settings), lr };
  const wanted = builders[schedule](parts).trim();
  const names = [...new Set(wanted.match(/\b(?:[A-Z]\w*LR|CosineAnnealingWarmRestarts)\b/g))].sort();
  const each = per === "step" ? "each optimizer.step()" : "each epoch";
  return [
    ...(wanted.includes("math.") ? ["import math"] : []),
    `from torch.optim.lr_scheduler import ${names.join(", ")}`,
    "",
    `optimizer = torch.optim.SGD(model.parameters(), lr=${plain(lr)})`,
    wanted,
    `# call scheduler.step() after ${each}`,
  ].join("\n");
}

const one = (call) => `scheduler = ${call}`;
const byRule = (lines) =>
  `def share(step):\n${lines.map((text) => `    ${text}`).join("\n")}\n\n${one("LambdaLR(optimizer, share)")}`;

const builders = {
  constant: () => one("LambdaLR(optimizer, lambda step: 1.0)"),
  multi_step: ({ milestones, factor }) =>
    one(`MultiStepLR(optimizer, milestones=[${milestones}], gamma=${plain(factor)})`),
  step_decay: ({ every, factor }) => one(`StepLR(optimizer, step_size=${every}, gamma=${plain(factor)})`),
  exponential: ({ factor }) => one(`ExponentialLR(optimizer, gamma=${plain(factor)})`),
  inverse_time: ({ decay }) => one(`LambdaLR(optimizer, lambda step: 1 / (1 + ${plain(decay)} * step))`),
  linear: ({ total, end }) =>
    one(`LinearLR(optimizer, start_factor=1.0, end_factor=${plain(end)}, total_iters=${total})`),
  polynomial({ total, power, final, lr }) {
    if (!final) return one(`PolynomialLR(optimizer, total_iters=${total}, power=${plain(power)})`);
    const last = plain(final / lr);
    return byRule([`left = 1 - min(step / ${total}, 1)`, `return ${last} + (1 - ${last}) * left ** ${plain(power)}`]);
  },
  cosine: ({ total, final }) => one(`CosineAnnealingLR(optimizer, T_max=${total}, eta_min=${plain(final)})`),
  warmup_cosine({ total, warmup, final }) {
    const wave = `CosineAnnealingLR(optimizer, T_max=${total - warmup}, eta_min=${plain(final)})`;
    if (warmup < 2) return warmup ? delayed(wave) : one(wave);
    const ramp = `LinearLR(optimizer, start_factor=1 / ${warmup}, total_iters=${warmup - 1})`;
    return `ramp = ${ramp}\nwave = ${wave}\n${one(`SequentialLR(optimizer, [ramp, wave], milestones=[${warmup}])`)}`;
  },
  warm_restarts: ({ period, multiplier, final }) =>
    one(`CosineAnnealingWarmRestarts(optimizer, T_0=${period}, T_mult=${multiplier}, eta_min=${plain(final)})`),
  one_cycle: ({ lr, total, warmup, shape }) =>
    one(
      `OneCycleLR(optimizer, max_lr=${plain(lr)}, total_steps=${total}, pct_start=${plain(warmup)}, ` +
        `anneal_strategy="${shape === "cosine" ? "cos" : "linear"}", cycle_momentum=False)`,
    ),
  wsd({ lr, total, warmup, cooldown, final, shape }) {
    const last = plain(final / lr);
    const down = shape === "cosine" ? "(1 + math.cos(math.pi * past)) / 2" : "1 - past";
    return byRule([
      ...(warmup ? [`if step < ${warmup}:`, `    return (step + 1) / ${warmup}`] : []),
      `past = min(max(step - ${total - cooldown}, 0) / ${cooldown}, 1)`,
      `return ${last} + (1 - ${last}) * (${down})`,
    ]);
  },
};

/** A warm-up of one step is one step at the full rate, then the wave from its beginning. */
const delayed = (wave) =>
  `hold = LambdaLR(optimizer, lambda step: 1.0)\nwave = ${wave}\n` +
  one("SequentialLR(optimizer, [hold, wave], milestones=[1])");
