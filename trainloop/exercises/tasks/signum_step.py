"""Exercise: one step of Signum, by the sign of an average."""

from __future__ import annotations

from collections.abc import Callable

from trainloop.exercises.task import Function, Mistake, Task
from trainloop.exercises.values import Parts
from trainloop.exercises.variants import Given, Make, variant, with_other


def signum_step(param: float, grad: float, m: float, lr: float, beta: float) -> tuple[float, float]:
    """Return the parameter and the average of gradients after a step by the average's sign."""
    m = beta * m + (1 - beta) * grad
    way = (m > 0) * 1.0 - (m < 0) * 1.0
    return param - lr * way, m


def _sign(value: float) -> float:
    return (value > 0) * 1.0 - (value < 0) * 1.0


def _average(given: Given) -> float:
    return float(given.beta * given.m + (1 - given.beta) * given.grad)


def _with_average(new_average: Make) -> Function:
    """Another average, and the parameter moved by its sign as it should be."""

    def make(given: Given) -> tuple[float, float]:
        m = new_average(given)
        return given.param - given.lr * _sign(m), m

    return variant(signum_step, make)


def _with_step(step: Callable[[Given, float], float]) -> Function:
    """The right average, and a parameter moved by ``-step``."""

    def make(given: Given) -> tuple[float, float]:
        m = _average(given)
        return given.param - step(given, m), m

    return variant(signum_step, make)


def _returning(second: Callable[[Given, float], float]) -> Function:
    """The right parameter, and something else than the new average."""

    def make(given: Given) -> tuple[float, float]:
        m = _average(given)
        return given.param - given.lr * _sign(m), second(given, m)

    return variant(signum_step, make)


TASK = Task(
    reference=signum_step,
    result=Parts(("param", "m"), derived=("param",)),
    cases=(
        {"param": 5.0, "grad": -2.0, "m": 0.5, "lr": 0.1, "beta": 0.9},
        {"param": 3.0, "grad": 4.0, "m": 0.0, "lr": 0.1, "beta": 0.9},
        {"param": -1.5, "grad": 0.3, "m": -2.0, "lr": 0.05, "beta": 0.5},
        {"param": 0.7, "grad": 3.0, "m": -0.5, "lr": 0.3, "beta": 0.8},
        {"param": 2.0, "grad": -1.0, "m": 1.0, "lr": 0.2, "beta": 0.5},
        {"param": -0.5, "grad": 0.0, "m": 0.0, "lr": 0.1, "beta": 0.9},
    ),
    mistakes=(
        Mistake(
            "sum",
            _with_average(lambda given: given.beta * given.m + given.grad),
            "you add the whole gradient, as PyTorch's momentum does; in an average its weight is 1 − beta",
        ),
        Mistake(
            "swapped-weights",
            _with_average(lambda given: (1 - given.beta) * given.m + given.beta * given.grad),
            "the weights are swapped; beta belongs to the old average, 1 − beta to grad",
        ),
        Mistake(
            "undamped",
            _with_average(lambda given: given.m + (1 - given.beta) * given.grad),
            "the old average keeps its full weight; multiply it by beta",
        ),
        Mistake(
            "memory-missing",
            with_other(signum_step, m=lambda given: 0.0),
            "the old average is lost; add beta times it",
        ),
        Mistake(
            "gradient-missing",
            with_other(signum_step, grad=lambda given: 0.0),
            "the new gradient is lost; add 1 − beta times it",
        ),
        Mistake(
            "gradient-subtracted",
            with_other(signum_step, grad=lambda given: -given.grad),
            "you subtract the gradient from the average; add it here, and subtract in the step",
        ),
        Mistake(
            "average-of-signs",
            with_other(signum_step, grad=lambda given: _sign(given.grad)),
            "you average the gradient's sign; average the gradient, and take the sign afterwards",
        ),
        Mistake(
            "average-not-returned",
            _returning(lambda given, m: given.m),
            "you return the old average; return the updated one, or the next step forgets this gradient",
        ),
        Mistake(
            "sign-returned",
            _returning(lambda given, m: _sign(m)),
            "you return the sign in place of the average; the next step needs the average itself",
        ),
        Mistake(
            "sign-of-the-gradient",
            _with_step(lambda given, m: given.lr * _sign(given.grad)),
            "the step goes by the sign of this gradient alone; take the sign of the new average",
        ),
        Mistake(
            "old-average",
            _with_step(lambda given, m: given.lr * _sign(given.m)),
            "the step goes by the sign of the old average; bring it up to date first",
        ),
        Mistake(
            "no-sign",
            _with_step(lambda given, m: given.lr * m),
            "the step is as long as the average is large; take its sign alone",
        ),
        Mistake(
            "size-of-the-gradient",
            _with_step(lambda given, m: given.lr * _sign(m) * abs(given.grad)),
            "the gradient's size is back in the step; each step is lr long, or none",
        ),
        Mistake(
            "divided-by-its-size",
            _with_step(lambda given, m: given.lr * m / abs(m)),
            "where the average is 0, you divide 0 by 0; don't move there",
        ),
        Mistake(
            "zero-is-up",
            _with_step(lambda given, m: given.lr * (1.0 if m >= 0 else -1.0)),
            "where the average is exactly 0, you step as if it were positive; don't move there",
        ),
        Mistake(
            "zero-is-down",
            _with_step(lambda given, m: given.lr * (1.0 if m > 0 else -1.0)),
            "where the average is exactly 0, you step as if it were negative; don't move there",
        ),
        Mistake(
            "wrong-sign",
            _with_step(lambda given, m: -given.lr * _sign(m)),
            "you climb; subtract the step from param",
        ),
        Mistake(
            "rate-missing",
            _with_step(lambda given, m: _sign(m)),
            "the learning rate is missing; the step is lr long",
        ),
    ),
    tensors=("param", "grad", "m"),
    source="`torch.sign` and `torch.optim.SGD` with dampening",
    hints=(
        "First bring the average up to date. The parameter asks it one thing only: is it above zero, or below?",
        "The new average is beta parts of the old one and 1 − beta parts of grad. It is returned as it is, not cut down.",
        "A comparison counts as 1 or 0: (x > 0) * 1.0 − (x < 0) * 1.0 is 1, −1 or 0, for numbers and for tensors.",
    ),
)
