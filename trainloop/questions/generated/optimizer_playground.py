"""Generated questions of the optimizer playground."""

from __future__ import annotations

from math import log
from random import Random

from trainloop.questions.fields import Value
from trainloop.questions.generated import pick


def escape(rng: Random) -> dict[str, Value]:
    """How many steps more gradient descent with ``lr`` takes from ``factor`` times closer to a ridge of curvature −``h``.

    Values besides these: ``answer``, and two mistakes, both at least 3 away: ``approximate`` (αh in place of
    ln(1 + αh)), ``linear`` (as if each step made the same way).
    """
    h = pick(rng, (2, 4, 5))
    lr = pick(rng, (0.05, 0.1, 0.2))
    factor = pick(rng, (1000, 2000, 3000, 5000))
    return {
        "h": h,
        "lr": lr,
        "factor": factor,
        "answer": round(log(factor) / log(1 + lr * h)),
        "approximate": round(log(factor) / (lr * h)),
        "linear": round((factor - 1) / (lr * h)),
    }
