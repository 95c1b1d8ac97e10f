"""Schedules of several phases: they warm up, hold, cool down or start again."""

from trainloop.arguments import fraction, integer, non_negative, one_of, within
from trainloop.schedules.decays import cosine
from trainloop.schedules.progress import SHAPES, final_rate, progress, within_budget

__all__ = ["one_cycle", "warm_restarts", "warmup_cosine", "wsd"]


def warmup_cosine(step: int, *, lr: float, total: int, warmup: int, final: float = 0.0) -> float:
    """Return `warmup` rates on a line up to lr, then half a cosine wave down to final at `total`.

    The first rate is lr / warmup, not 0, so that no step is lost; lr is reached with the last step
    of the warm-up and kept for the first of the wave. PyTorch has no such class;
    it is SequentialLR of LinearLR and CosineAnnealingLR.

    Args:
        step: from 0.
        lr: the highest rate, at least 0.
        total: the step where `final` is reached.
        warmup: how many steps it takes to reach lr, from 0; less than `total`.
        final: the last rate, from 0 to lr.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.
    """
    step, warmup = integer("step", step, minimum=0), within_budget("warmup", warmup, total)
    final = final_rate(final, lr)  # checked before the warm-up, not when it is over
    if step < warmup:
        return lr * (step + 1) / warmup
    return cosine(step - warmup, lr=lr, total=total - warmup, final=final)


def warm_restarts(step: int, *, lr: float, period: int, multiplier: int = 1, final: float = 0.0) -> float:
    """Return cosine waves from lr to final, one after the other: CosineAnnealingWarmRestarts.

    Args:
        step: from 0.
        lr: the rate at each restart, at least 0.
        period: length of the first wave in steps, at least 1.
        multiplier: how many times longer each wave is than the one before, at least 1.
        final: the rate that a wave approaches, from 0 to lr.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Source: Loshchilov and Hutter (2017), https://arxiv.org/abs/1608.03983.
    """
    step, period = integer("step", step, minimum=0), integer("period", period, minimum=1)
    multiplier = integer("multiplier", multiplier, minimum=1)
    if multiplier == 1:
        step %= period
    while step >= period:
        step -= period
        period *= multiplier
    return cosine(step, lr=lr, total=period, final=final)


def one_cycle(
    step: int,
    *,
    lr: float,
    total: int,
    warmup: float = 0.3,
    start: float = 1 / 25,
    end: float = 1 / 250_000,
    shape: str = "cosine",
) -> float:
    """Return a rise from start · lr to lr and a fall to end · lr, as OneCycleLR does.

    The highest rate stands at step warmup · total − 1, the last one at total − 1.

    Args:
        step: from 0; counts optimizer steps, not epochs.
        lr: the highest rate, at least 0.
        total: how many steps the cycle has, at least 1.
        warmup: the share of them that rises, in [0, 1); PyTorch's pct_start.
        start: share of lr at step 0; PyTorch's 1 / div_factor.
        end: share of lr at the end; PyTorch's 1 / (div_factor · final_div_factor).
        shape: "cosine" or "linear".

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Source: Smith and Topin (2018), https://arxiv.org/abs/1708.07120.
    """
    step, total = integer("step", step, minimum=0), integer("total", total, minimum=1)
    lr, start, end = non_negative("lr", lr), within("start", start, 0, 1), within("end", end, 0, 1)
    between = SHAPES[one_of("shape", shape, SHAPES)]
    top, last = fraction("warmup", warmup) * total - 1, total - 1
    if step <= top:
        return between(start * lr, lr, step / top if top else 1.0)
    return between(lr, end * lr, min((step - top) / (last - top), 1.0))


def wsd(
    step: int,
    *,
    lr: float,
    total: int,
    warmup: int,
    cooldown: int,
    final: float = 0.0,
    shape: str = "linear",
) -> float:
    """Return warm-up, stable, decay: a line up to lr, then lr, then down to final at `total`.

    Args:
        step: from 0.
        lr: the rate that is held, at least 0.
        total: the step where `final` is reached.
        warmup: how many steps it takes to reach lr, from 0, as in `warmup_cosine`.
        cooldown: steps from lr to final, at least 1; with the warm-up at most `total`.
        final: the last rate, from 0 to lr.
        shape: of the cooldown, "linear" or "cosine".

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Source: Hu et al. (2024), https://arxiv.org/abs/2404.06395.
    """
    step, warmup = integer("step", step, minimum=0), within_budget("warmup", warmup, total)
    final, cooldown = final_rate(final, lr), integer("cooldown", cooldown, minimum=1)
    if warmup + cooldown > total:
        raise ValueError(f"cooldown must be at most total - warmup, {total - warmup}, not {cooldown!r}")
    between = SHAPES[one_of("shape", shape, SHAPES)]
    if step < warmup:
        return lr * (step + 1) / warmup
    return between(lr, final, progress(max(step - (total - cooldown), 0), cooldown))
