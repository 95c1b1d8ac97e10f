"""Generated questions of the chapter on momentum in depth."""

from __future__ import annotations

from random import Random

from trainloop.questions.fields import Value
from trainloop.questions.generated import pick


def limit(rng: Random) -> dict[str, Value]:
    """Nesterov's largest stable rate for ``h_max`` and ``mu``.

    Values besides these: ``answer``, and three mistakes: ``heavy`` (the heavy ball's), ``plain`` (without
    momentum), ``average`` (of the averaging form).
    """
    h_max = pick(rng, (2, 4, 5, 8, 10))
    mu = pick(rng, (0.25, 0.5, 0.75, 0.8, 0.95))
    return {
        "h_max": h_max,
        "mu": mu,
        "answer": round(2 * (1 + mu) / ((1 + 2 * mu) * h_max), 4),
        "heavy": round(2 * (1 + mu) / h_max, 4),
        "plain": 2 / h_max,
        "average": round(2 * (1 + mu) / ((1 - mu) * h_max), 4),
    }
