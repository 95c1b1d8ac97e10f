"""Generated questions of the chapter on momentum."""

from __future__ import annotations

from random import Random

from trainloop.questions.fields import Value
from trainloop.questions.generated import pick


def convert(rng: Random) -> dict[str, Value]:
    """The rate of PyTorch's sum that takes the steps of an average with the rate ``lr`` and the decay ``beta``.

    Values besides these: ``answer``, lr (1 − β), and three mistakes: ``divided`` (the other way round),
    ``plus`` (1 + β in place of 1 − β), ``times_beta``.
    """
    lr = pick(rng, (0.2, 0.3, 0.5, 1, 2))
    beta = pick(rng, (0.8, 0.9, 0.95, 0.98))
    return {
        "lr": lr,
        "beta": beta,
        "answer": round(lr * (1 - beta), 10),
        "divided": round(lr / (1 - beta), 4),
        "plus": round(lr / (1 + beta), 4),
        "times_beta": round(lr * beta, 10),
    }


def which_phase(rng: Random) -> dict[str, Value]:
    """Distance of three runs along one direction, 40 steps: ``creep``, ``swing``, and ``alternate``."""
    start = pick(rng, (2, 3, 4, 5))
    shift = 0.02 * rng.random()

    def run(mu: float, rate: float) -> list[float]:
        e, u, path = float(start), 0.0, [float(start)]
        for _ in range(40):
            u = mu * u + rate * e
            e -= u
            path.append(e)
        return path

    return {"creep": run(0.3, 0.05 + shift), "swing": run(0.9, 0.15 + shift), "alternate": run(0.1, 2.18 + shift / 2)}
