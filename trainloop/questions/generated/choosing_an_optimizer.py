"""Generated questions of the chapter on choosing an optimizer."""

from __future__ import annotations

from random import Random

from trainloop.questions.fields import Value
from trainloop.questions.generated import pick


def best_of_two(rng: Random) -> dict[str, Value]:
    """The expected best of ``tries`` draws, with replacement, from a grid with the losses ``low`` and ``high``.

    Values besides these: ``answer``, ``tolerance``, and two mistakes: ``one`` (the mean, for one try) and ``swapped``
    (the chances the other way round); ``low`` is the third.
    """
    low = pick(rng, (0.1, 0.2, 0.3, 0.4))
    high = pick(rng, (0.8, 1.2, 1.6, 2.4))
    tries = pick(rng, (2, 3))
    missed = 0.5**tries
    answer = round(low * (1 - missed) + high * missed, 10)
    return {
        "low": low,
        "high": high,
        "tries": tries,
        "answer": answer,
        "tolerance": round(answer / 50, 10),
        "one": round((low + high) / 2, 10),
        "swapped": round(high * (1 - missed) + low * missed, 10),
    }
