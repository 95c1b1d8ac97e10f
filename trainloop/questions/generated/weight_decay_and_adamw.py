"""Generated questions of the chapter on weight decay and AdamW."""

from __future__ import annotations

from random import Random

from trainloop.questions.fields import Value
from trainloop.questions.generated import pick


def decayed(rng: Random) -> dict[str, Value]:
    """Where AdamW takes a weight whose gradients are and were zero, in one step.

    Values: ``w`` (the weight; no drawn decay times w is 1, where Adam with L2 takes the same step), ``lr``,
    ``decay``, ``answer``, (1 − lr · decay) w, ``tolerance``, and three mistakes: ``adam`` (a step of lr, as of
    Adam with L2), ``no_rate`` (the share is the decay alone), ``minus`` (lr · decay in place of that share of w).
    """
    w = pick(rng, (2, 3, 4, 6, 8))
    lr = pick(rng, (0.01, 0.02, 0.05, 0.1))
    decay = pick(rng, (0.1, 0.2, 0.3))
    return {
        "w": w,
        "lr": lr,
        "decay": decay,
        "answer": round((1 - lr * decay) * w, 10),
        "tolerance": round(lr * decay / 10, 10),
        "adam": round(w - lr, 10),
        "no_rate": round((1 - decay) * w, 10),
        "minus": round(w - lr * decay, 10),
    }
