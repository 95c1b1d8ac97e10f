"""Generated questions of the chapter on AdaGrad and RMSProp."""

from __future__ import annotations

from random import Random

from trainloop.questions.fields import Value
from trainloop.questions.generated import pick


def rmsprop_first(rng: Random) -> dict[str, Value]:
    """The length of RMSProp's first step, which doesn't depend on the gradient.

    Values: ``lr``, ``rho`` (the decay; 1/√(1 − ρ) is 2, 2.5, 5 or 10), ``g`` (the gradient), ``answer``,
    ``tolerance``, and besides ``lr`` two mistakes: ``sgd`` (the rate times the gradient), ``unrooted`` (1 − ρ
    in place of its root).
    """
    lr = pick(rng, (0.001, 0.002, 0.004, 0.01, 0.02, 0.05))
    rho = pick(rng, (0.75, 0.84, 0.96, 0.99))
    g = pick(rng, (0.03, 0.2, 0.6, 8, 30, 400))
    answer = round(lr / (1 - rho) ** 0.5, 10)
    return {
        "lr": lr,
        "rho": rho,
        "g": g,
        "answer": answer,
        "tolerance": round(answer / 200, 10),
        "sgd": round(lr * g, 10),
        "unrooted": round(lr / (1 - rho), 10),
    }
