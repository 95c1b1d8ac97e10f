"""Generated questions of the chapter on batches."""

from __future__ import annotations

from random import Random

from trainloop.questions.fields import Value
from trainloop.questions.generated import pick


def enough(rng: Random) -> dict[str, Value]:
    """The batch size that brings a gradient's standard deviation from ``now`` at ``size`` down to ``goal``.

    Values besides these: ``answer``, the ``factor`` between the deviations, and three mistakes: ``linear`` (the
    factor once), ``root`` (its root), ``square_of_size`` (the size squared).
    """
    size = pick(rng, (8, 10, 20, 25, 40))
    factor = pick(rng, (2, 3, 4, 5))
    goal = pick(rng, (0.1, 0.2, 0.3))
    return {
        "size": size,
        "factor": factor,
        "goal": goal,
        "now": factor * goal,
        "answer": size * factor**2,
        "linear": size * factor,
        "square_of_size": size**2 * factor,
    }
