"""Generated questions of the chapter on noise and averaging."""

from __future__ import annotations

from random import Random

from trainloop.questions.fields import Value
from trainloop.questions.generated import pick


def ball(rng: Random) -> dict[str, Value]:
    """The steady variance of SGD with the rate ``lr`` along the curvature ``h``; no pair has αh = 0.5 or 1.

    Values: ``h``, ``lr``, ``noise`` (σ², one example's variance), ``batch``, ``c`` (σ²/B), ``answer``, ``tolerance``,
    and four mistakes: ``one_example`` (σ² in place of c), ``small_rate`` (αc/(2h)), ``no_curvature`` (h missing below
    the line), ``one_step`` (α²c).
    """
    h, lr = pick(rng, ((0.5, 1.5), (2, 0.2), (2, 0.6), (2.5, 0.3), (5, 0.15), (5, 0.3), (10, 0.04)))
    noise = pick(rng, (20, 40, 80))
    batch = pick(rng, (4, 8, 16))
    c = noise / batch
    answer = round(lr * c / (h * (2 - lr * h)), 10)
    return {
        "h": h,
        "lr": lr,
        "noise": noise,
        "batch": batch,
        "c": c,
        "answer": answer,
        "tolerance": round(answer / 100, 10),
        "one_example": round(lr * noise / (h * (2 - lr * h)), 10),
        "small_rate": round(lr * c / (2 * h), 10),
        "no_curvature": round(lr * c / (2 - lr * h), 10),
        "one_step": round(lr**2 * c, 10),
    }
