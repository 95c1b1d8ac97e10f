"""Wrong variants of an exercise's reference, written as what they do differently."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from types import SimpleNamespace
from typing import Any

from trainloop.exercises.task import Function, Mistake

Given = SimpleNamespace
Make = Callable[[Given], Any]


def variant(reference: Function, make: Make) -> Function:
    """A function with the reference's arguments; ``make`` computes its result from them, by name."""
    names = tuple(signature(reference).parameters)
    return lambda *arguments: make(Given(**dict(zip(names, arguments, strict=True))))


def with_other(reference: Function, **changes: Make) -> Function:
    """The reference, called with arguments that were changed."""

    def make(given: Given) -> Any:
        changed = {name: change(given) for name, change in changes.items()}
        return reference(**vars(given) | changed)

    return variant(reference, make)


Ratio = Callable[[float, float, float], float]


def scaled_step(
    reference: Function,
    new_state: Make,
    ratio: Ratio = lambda g, s, eps: g / (s**0.5 + eps),
) -> Function:
    """A step by ``lr`` times ``ratio(g, s, eps)``, with the state s that ``new_state`` gives."""

    def make(given: Given) -> tuple[float, float]:
        s = new_state(given)
        return given.param - given.lr * ratio(given.grad, s, given.eps), s

    return variant(reference, make)


# What readers divide and multiply by in w ← w − α g / (√s + ε); {s} is the name of s.
WRONG_RATIOS: tuple[tuple[str, Ratio, str], ...] = (
    (
        "eps-inside-root",
        lambda g, s, eps: g / (s + eps) ** 0.5,
        "ε is inside the root; take the root first, then add ε",
    ),
    (
        "eps-missing",
        lambda g, s, eps: g / s**0.5,
        "ε is missing; add it to the root, it keeps you from dividing by 0",
    ),
    (
        "root-missing",
        lambda g, s, eps: g / (s + eps),
        "the root is missing; divide by the root of {s}, plus ε",
    ),
    (
        "not-divided",
        lambda g, s, eps: g,
        "this is plain gradient descent; divide the step by the root of {s}, plus ε",
    ),
    (
        "gradient-missing",
        lambda g, s, eps: 1 / (s**0.5 + eps),
        "the step lacks the gradient; multiply the rate by grad",
    ),
    (
        "multiplied",
        lambda g, s, eps: g * (s**0.5 + eps),
        "you multiplied by the root of {s}; divide, so that steep parameters slow down",
    ),
    (
        "wrong-sign",
        lambda g, s, eps: -g / (s**0.5 + eps),
        "you climb; subtract the step from param",
    ),
)


def scaled_step_mistakes(reference: Function, state: str, new_state: Make) -> tuple[Mistake, ...]:
    """Mistakes in w ← w − α g / (√s + ε), whatever s is: AdaGrad's sum or RMSprop's average.

    ``state`` is the name of s among the arguments, besides ``param``, ``grad``, ``lr`` and ``eps``;
    ``new_state`` gives the right new one. The variants return the new parameter and it.
    """

    def old_state(given: Given) -> tuple[float, float]:
        root = getattr(given, state) ** 0.5
        return given.param - given.lr * given.grad / (root + given.eps), new_state(given)

    def not_returned(given: Given) -> tuple[float, float]:
        return reference(**vars(given))[0], getattr(given, state)

    return (
        *(
            Mistake(id_, scaled_step(reference, new_state, ratio), pointer.format(s=state))
            for id_, ratio, pointer in WRONG_RATIOS
        ),
        Mistake(
            "rate-missing",
            with_other(reference, lr=lambda given: 1.0),
            "the learning rate is missing; multiply the step by lr",
        ),
        Mistake(
            "old-state",
            variant(reference, old_state),
            f"the step uses the old {state}; update it first, then take its root",
        ),
        Mistake(
            "state-not-returned",
            variant(reference, not_returned),
            f"you return the old {state}; return the updated one, or the next step forgets this gradient",
        ),
    )
