"""Generated questions of the chapter on learning-rate schedules."""

from __future__ import annotations

from math import cos, pi
from random import Random

from trainloop.questions.fields import Value
from trainloop.questions.generated import pick


def halfway_down(rng: Random) -> dict[str, Value]:
    """The rate halfway between the end of a warm-up and the end of the cosine after it.

    Values: ``warmup`` and ``total`` (steps), ``lr`` (the peak), ``step``, ``answer``, half of lr, ``tolerance``,
    and, besides lr itself, one mistake: ``no_warmup`` (the cosine begins at step 0).
    """
    warmup = pick(rng, (40, 60, 100, 200))
    total = pick(rng, (500, 600, 800, 1000))
    lr = pick(rng, (0.1, 0.2, 0.3, 0.4, 0.6, 0.8))
    step = (warmup + total) // 2
    return {
        "warmup": warmup,
        "lr": lr,
        "total": total,
        "step": step,
        "answer": round(lr / 2, 10),
        "tolerance": round(lr / 100, 10),
        "no_warmup": float(f"{lr / 2 * (1 + cos(pi * step / total)):.4g}"),
    }
