"""Generated questions of the chapter on what a training loop is."""

from __future__ import annotations

from random import Random

from trainloop.questions.fields import Value
from trainloop.questions.generated import pick


def two_turns(rng: Random) -> dict[str, Value]:
    """Where two turns of the loop lead on (w − goal)², from ``start`` with the learning rate ``lr``.

    Values besides these: ``first`` (after one turn), ``answer``, and four mistakes: ``same_slope`` (the first
    slope used twice), ``uncleared`` (the slopes summed), ``half`` (w − goal taken for the slope), ``uphill``.
    """
    goal, start, lr = pick(rng, ((3, 8, 0.1), (2, -3, 0.2), (5, 1, 0.1), (-1, 4, 0.2), (4, -6, 0.3), (6, 1, 0.3)))

    def after(*factors: float) -> float:
        distance: float = start - goal
        for factor in factors:
            distance *= factor
        return goal + distance

    kept = 1 - 2 * lr
    return {
        "goal": goal,
        "start": start,
        "lr": lr,
        "first": after(kept),
        "answer": after(kept, kept),
        "same_slope": after(1 - 4 * lr),
        "uncleared": after(kept * kept - 2 * lr),
        "half": after(1 - lr, 1 - lr),
        "uphill": after(1 + 2 * lr, 1 + 2 * lr),
    }
