"""Generated questions of the chapter on linear regression."""

from __future__ import annotations

from random import Random

from trainloop.questions.fields import Value
from trainloop.questions.generated import pick


def two_steps(rng: Random) -> dict[str, Value]:
    """What two steps leave of a distance of 1, along a direction of curvature ``h`` with the learning rate ``lr``.

    Values besides these: ``factor`` (of one step, 1 − αh, negative here), ``answer`` (its square), and three
    mistakes: ``minus`` (the answer with the sign of one step), ``flat`` (the curvature left out), ``twice``
    (twice the factor).
    """
    h, lr = pick(rng, ((6, 0.3), (8, 0.2), (5, 0.32), (4, 0.45), (9, 0.21), (12, 0.15)))
    factor = 1 - lr * h
    return {
        "h": h,
        "lr": lr,
        "factor": factor,
        "answer": factor**2,
        "minus": -(factor**2),
        "flat": (1 - lr) ** 2,
        "twice": 2 * factor,
    }
