"""Generated questions of the chapter on Adam."""

from __future__ import annotations

from random import Random
from typing import Any

from trainloop.questions.fields import Value
from trainloop.questions.generated import pick

STEPS = 300  # of the runs whose step lengths are drawn


def first_step(rng: Random) -> dict[str, Value]:
    """The length of Adam's first step, which doesn't depend on the gradient.

    Values: ``g`` (the gradient), ``lr``, ``answer``, ``tolerance``, and two mistakes: ``sgd`` (the rate
    times the gradient), ``half`` (the correction of v alone, so m is a tenth of the gradient).
    """
    g = pick(rng, (0.02, 0.05, 0.2, 0.5, 4, 20, 50))
    lr = pick(rng, (0.001, 0.002, 0.003, 0.004, 0.01, 0.02))
    return {"g": g, "lr": lr, "answer": lr, "tolerance": lr / 200, "sgd": lr * g, "half": lr / 10}


def step_lengths(rng: Random) -> dict[str, Value]:
    """How far three optimizers move at each step in Rosenbrock's valley: ``sgd``, ``adam`` and ``memoryless``.

    Values besides these: their rates, ``low`` for SGD and ``high`` for both Adams.
    """
    from trainloop.optim import SGD, Adam

    low, high = pick(rng, (0.0008, 0.001, 0.0012)), pick(rng, (0.008, 0.01, 0.012))
    return {
        "low": low,
        "high": high,
        "sgd": _lengths(SGD, lr=low),
        "adam": _lengths(Adam, lr=high),
        "memoryless": _lengths(Adam, lr=high, betas=(0.0, 0.0)),
    }


def _lengths(optimizer: Any, **settings: Any) -> list[float]:
    """The length of each step from the valley's classical start."""
    import torch

    from trainloop import surfaces

    surface = surfaces.rosenbrock()
    point = torch.tensor(surface.start, dtype=torch.float64, requires_grad=True)
    steps = optimizer([point], **settings)
    lengths = []
    for _ in range(STEPS):
        before = point.detach().clone()
        point.grad = surface.gradient(before)
        steps.step()
        lengths.append(float((point.detach() - before).norm()))
    return lengths
