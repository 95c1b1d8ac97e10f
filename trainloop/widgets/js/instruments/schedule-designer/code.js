// What was designed, as code for PyTorch.

import { STEPS, lengths, pace } from "./plan.js";

/** A number as Python reads it, without the rounding in its last digits. */
const exact = (value) => String(Number(value.toPrecision(12)));

/** A scheduler of one class. */
const single = (name, settings, more = {}) => ({
  classes: [name],
  lines: [`scheduler = ${name}(optimizer, ${settings})`],
  ...more,
});

/** One that has no class: LambdaLR multiplies the peak by a share of our own. */
const ours = (body, imports = []) => ({
  imports,
  classes: ["LambdaLR"],
  before: ["def share(step):  # of the peak rate", ...body.map((line) => `    ${line}`), ""],
  lines: ["scheduler = LambdaLR(optimizer, share)"],
});

function polynomial({ total, power }, { final }) {
  if (!final) return single("PolynomialLR", `total_iters=${total}, power=${exact(power)}`);
  return ours([
    `left = 1 - min(step, ${total}) / ${total}`,
    `return ${exact(final)} + (1 - ${exact(final)}) * left ** ${exact(power)}`,
  ]);
}

function warmupCosine({ total, warmup, final }) {
  const wave = `CosineAnnealingLR(optimizer, T_max=${total - warmup}, eta_min=${exact(final)})`;
  if (!warmup) return { classes: ["CosineAnnealingLR"], lines: [`scheduler = ${wave}`], last: total };
  return {
    classes: ["CosineAnnealingLR", "LinearLR", "SequentialLR"],
    lines: [
      `warmup = LinearLR(optimizer, start_factor=1 / ${warmup}, total_iters=${warmup - 1})`,
      `wave = ${wave}`,
      `scheduler = SequentialLR(optimizer, [warmup, wave], milestones=[${warmup}])`,
    ],
    last: total,
  };
}

function oneCycle({ lr, total, start, end, shape }, _, { warmup }) {
  const strategy = shape === "cosine" ? "cos" : "linear";
  return {
    classes: ["OneCycleLR"],
    lines: [
      "scheduler = OneCycleLR(",
      `    optimizer, max_lr=${exact(lr)}, total_steps=${total}, pct_start=${warmup} / ${total},`,
      `    anneal_strategy="${strategy}", div_factor=${exact(1 / start)},`,
      `    final_div_factor=${end ? exact(start / end) : 'float("inf")'},`,
      ")",
    ],
    last: total - 1,
  };
}

function wsd({ total, warmup, cooldown, shape }, { final }) {
  const low = exact(final);
  const fall = {
    linear: `return 1 + (${low} - 1) * down`,
    cosine: `return ${low} + (1 - ${low}) * (1 + math.cos(math.pi * down)) / 2`,
  };
  const rise = warmup ? [`if step < ${warmup}:`, `    return (step + 1) / ${warmup}`] : [];
  const down = `down = min(max(step - ${total - cooldown}, 0) / ${cooldown}, 1)`;
  return ours([...rise, down, fall[shape]], shape === "cosine" ? ["import math"] : []);
}

/** For each schedule, from its arguments, the instrument's settings and its lengths; `last`: where to stop stepping. */
const MAKERS = {
  constant: () => ({ classes: [], lines: ["# a constant rate needs no scheduler"] }),
  step_decay: ({ every, factor }, { drops }) =>
    drops === "once"
      ? single("MultiStepLR", `milestones=[${every}], gamma=${exact(factor)}`)
      : single("StepLR", `step_size=${every}, gamma=${exact(factor)}`),
  exponential: (_, __, { half }) => single("ExponentialLR", `gamma=0.5 ** (1 / ${exact(half)})`),
  inverse_time: (_, __, { half }) => ours([`return 1 / (1 + step / ${exact(half)})`]),
  linear: ({ total, end }) =>
    single("LinearLR", `start_factor=1.0, end_factor=${exact(end)}, total_iters=${total}`),
  polynomial,
  cosine: ({ total, final }) =>
    single("CosineAnnealingLR", `T_max=${total}, eta_min=${exact(final)}`, { last: total }),
  warmup_cosine: warmupCosine,
  warm_restarts: ({ period, multiplier, final }) =>
    single("CosineAnnealingWarmRestarts", `T_0=${period}, T_mult=${multiplier}, eta_min=${exact(final)}`),
  one_cycle: oneCycle,
  wsd,
};

/** When the scheduler is stepped; past `last` torch's cosine would rise again, its one-cycle fail. */
function loop({ stepped, epoch }, classes, last) {
  const epochs = Math.ceil(STEPS / epoch);
  const count = stepped === "step" ? STEPS : epochs;
  const guard = last < count ? [`if scheduler.last_epoch < ${last}:  # the last rate is held`] : [];
  const said = { step: "", epoch: "  # its lengths count epochs", mixed: "  # but its lengths count steps!" };
  const call = classes.length ? [`${guard.length ? "    " : ""}scheduler.step()${said[stepped]}`] : [];
  const after = [...guard, ...call].map((line) => `    ${line}`);
  if (stepped === "step") return [`for step in range(${STEPS}):`, "    train_one_step(model, optimizer)", ...after];
  return [
    `for epoch in range(${epochs}):`,
    `    for batch in range(${epoch}):`,
    "        train_one_step(model, optimizer)",
    ...after,
  ];
}

/** Code that trains `model` with the designed schedule; `train_one_step` is the reader's own. */
export function codeOf(given, settings) {
  const parts = MAKERS[given.schedule](settings, given, lengths(given, pace(given).unit));
  const { imports = [], classes, before = [], lines, last = Infinity } = parts;
  return [
    ...imports,
    "from torch.optim import SGD",
    ...(classes.length ? [`from torch.optim.lr_scheduler import ${classes.join(", ")}`] : []),
    "",
    ...before,
    `optimizer = SGD(model.parameters(), lr=${exact(given.peak)})`,
    ...lines,
    "",
    ...loop(given, classes, last),
  ].join("\n");
}
