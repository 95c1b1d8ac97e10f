"""Exercise: the training loop itself, on one parameter."""

from __future__ import annotations

from collections.abc import Callable

from trainloop.exercises.functions import CUBE, EXP, SIN, TWICE
from trainloop.exercises.task import Mistake, Task
from trainloop.exercises.values import Series
from trainloop.exercises.variants import Given, variant, with_other

Gradient = Callable[[float], float]


def descend(gradient: Callable[[float], float], start: float, lr: float, steps: int) -> list[float]:
    """Return the positions of gradient descent, the start first."""
    positions = [start]
    for _ in range(steps):
        positions.append(positions[-1] - lr * gradient(positions[-1]))
    return positions


def _with_gradient_of(place: Callable[[Given, list[float]], float]) -> Callable[..., list[float]]:
    """Steps whose slope is taken somewhere else."""

    def make(given: Given) -> list[float]:
        positions = [given.start]
        for _ in range(given.steps):
            positions.append(positions[-1] - given.lr * given.gradient(place(given, positions)))
        return positions

    return variant(descend, make)


def _from_the_start(given: Given) -> list[float]:
    path = descend(given.gradient, given.start, given.lr, given.steps)
    return [given.start, *(given.start - given.lr * given.gradient(w) for w in path[:-1])]


def _summed(given: Given) -> list[float]:
    """As if the gradient were never cleared."""
    positions, total = [given.start], 0.0
    for _ in range(given.steps):
        total += given.gradient(positions[-1])
        positions.append(positions[-1] - given.lr * total)
    return positions


TASK = Task(
    reference=descend,
    result=Series("position"),
    cases=(
        {"gradient": TWICE, "start": 4.0, "lr": 0.25, "steps": 3},
        {"gradient": CUBE, "start": 1.0, "lr": 0.5, "steps": 4},
        {"gradient": SIN, "start": -2.0, "lr": 0.8, "steps": 3},
        {"gradient": EXP, "start": 0.0, "lr": 0.3, "steps": 5},
        {"gradient": TWICE, "start": -1.0, "lr": 0.1, "steps": 2},
    ),
    mistakes=(
        Mistake(
            "start-missing",
            variant(descend, lambda a: descend(a.gradient, a.start, a.lr, a.steps)[1:]),
            "the start is missing; put it first, then a position for each step",
        ),
        Mistake(
            "one-step-short",
            variant(descend, lambda a: descend(a.gradient, a.start, a.lr, a.steps)[:-1]),
            "one step is missing; the start and `steps` steps make steps + 1 positions",
        ),
        Mistake(
            "one-step-more",
            variant(descend, lambda a: descend(a.gradient, a.start, a.lr, a.steps + 1)),
            "that is one step too many; the start and `steps` steps make steps + 1 positions",
        ),
        Mistake(
            "last-only",
            variant(descend, lambda a: descend(a.gradient, a.start, a.lr, a.steps)[-1]),
            "only the last position was returned; return all of them, the start first",
        ),
        Mistake(
            "wrong-sign",
            with_other(descend, lr=lambda a: -a.lr),
            "you climb; subtract lr times the slope",
        ),
        Mistake(
            "rate-missing",
            with_other(descend, lr=lambda a: 1.0),
            "the learning rate is missing; multiply the slope by lr",
        ),
        Mistake(
            "slope-of-the-start",
            _with_gradient_of(lambda given, positions: given.start),
            "each step uses the slope at the start; call `gradient` at the newest position",
        ),
        Mistake(
            "slope-one-late",
            _with_gradient_of(lambda given, positions: positions[-2] if len(positions) > 1 else positions[-1]),
            "each step uses the slope of the position before; call `gradient` at the newest one",
        ),
        Mistake(
            "step-from-the-start",
            variant(descend, _from_the_start),
            "each step begins at the start; begin at the newest position",
        ),
        Mistake(
            "uncleared",
            variant(descend, _summed),
            "the slopes add up, as without `zero_grad`; each step uses the newest slope alone",
        ),
        Mistake(
            "slopes-returned",
            variant(descend, lambda a: [a.gradient(w) for w in descend(a.gradient, a.start, a.lr, a.steps)]),
            "these are the slopes; return the positions",
        ),
    ),
    tensors=("start",),
    source="`torch.optim.SGD`",
    hints=(
        "Keep a list that begins with the start. Each turn appends one place.",
        "A turn takes the newest place, calls `gradient` there, and moves against it by lr times the slope.",
        "The next place is the newest one minus lr times the slope there. Do that `steps` times.",
    ),
)
