"""Exercise: one step of gradient descent with momentum, as PyTorch takes it."""

from __future__ import annotations

from collections.abc import Callable

from trainloop.exercises.task import Function, Mistake, Task
from trainloop.exercises.values import Parts
from trainloop.exercises.variants import Given, Make, variant, with_other


def momentum_step(param: float, grad: float, velocity: float, lr: float, mu: float) -> tuple[float, float]:
    """Return the parameter and the velocity after the step: a decaying sum of gradients, as in PyTorch."""
    velocity = mu * velocity + grad
    param = param - lr * velocity
    return param, velocity


def _velocity(given: Given) -> float:
    return float(given.mu * given.velocity + given.grad)


def _with_velocity(new_velocity: Make) -> Function:
    """Another velocity, and the parameter moved by it as it should be."""

    def make(given: Given) -> tuple[float, float]:
        v = new_velocity(given)
        return given.param - given.lr * v, v

    return variant(momentum_step, make)


def _with_step(step: Callable[[Given, float], float]) -> Function:
    """The right velocity, and a parameter moved by ``-step``."""

    def make(given: Given) -> tuple[float, float]:
        v = _velocity(given)
        return given.param - step(given, v), v

    return variant(momentum_step, make)


def _rate_inside(given: Given) -> tuple[float, float]:
    v = given.mu * given.velocity + given.lr * given.grad
    return given.param - v, v


def _negative_rate_inside(given: Given) -> tuple[float, float]:
    v = given.mu * given.velocity - given.lr * given.grad
    return given.param + v, v


def _velocity_not_returned(given: Given) -> tuple[float, float]:
    return given.param - given.lr * _velocity(given), given.velocity


def _plain(given: Given) -> tuple[float, float]:
    return given.param - given.lr * given.grad, given.velocity


TASK = Task(
    reference=momentum_step,
    result=Parts(("param", "velocity"), derived=("param",)),
    cases=(
        {"param": 5.0, "grad": 10.0, "velocity": 2.0, "lr": 0.1, "mu": 0.9},
        {"param": 5.0, "grad": 10.0, "velocity": 0.0, "lr": 0.1, "mu": 0.9},
        {"param": -1.5, "grad": -0.4, "velocity": 3.0, "lr": 0.05, "mu": 0.5},
        {"param": 2.0, "grad": 0.0, "velocity": -4.0, "lr": 0.2, "mu": 0.8},
        {"param": 0.3, "grad": 1.5, "velocity": 7.0, "lr": 0.3, "mu": 0.25},
    ),
    mistakes=(
        Mistake(
            "average",
            _with_velocity(lambda given: given.mu * given.velocity + (1 - given.mu) * given.grad),
            "you average the gradients; PyTorch sums them, so add grad with its full weight",
        ),
        Mistake(
            "swapped-weights",
            _with_velocity(lambda given: (1 - given.mu) * given.velocity + given.mu * given.grad),
            "this is an average with its weights swapped; PyTorch multiplies the velocity by mu and adds grad",
        ),
        Mistake(
            "mu-on-gradient",
            _with_velocity(lambda given: given.velocity + given.mu * given.grad),
            "mu sits on the gradient; it belongs to the old velocity",
        ),
        Mistake(
            "mu-on-both",
            _with_velocity(lambda given: given.mu * (given.velocity + given.grad)),
            "mu weakens the new gradient too; multiply only the old velocity by it",
        ),
        Mistake(
            "mu-missing",
            with_other(momentum_step, mu=lambda given: 1.0),
            "the old velocity keeps its full weight, so nothing slows you down; multiply it by mu",
        ),
        Mistake(
            "memory-missing",
            with_other(momentum_step, velocity=lambda given: 0.0),
            "the old velocity is lost; add mu times it to the gradient",
        ),
        Mistake(
            "gradient-subtracted",
            _with_velocity(lambda given: given.mu * given.velocity - given.grad),
            "you subtract the gradient from the velocity; add it here, and subtract in the step",
        ),
        Mistake(
            "rate-inside",
            variant(momentum_step, _rate_inside),
            "your velocity holds the learning rate; keep lr out of it and multiply in the step",
        ),
        Mistake(
            "negative-rate-inside",
            variant(momentum_step, _negative_rate_inside),
            "your velocity holds −lr times the gradient; PyTorch's is the plain sum, and the step is −lr times it",
        ),
        Mistake(
            "old-velocity",
            _with_step(lambda given, v: given.lr * given.velocity),
            "the step uses the old velocity; update it first",
        ),
        Mistake(
            "velocity-not-returned",
            variant(momentum_step, _velocity_not_returned),
            "you return the old velocity; return the updated one, or the next step forgets this gradient",
        ),
        Mistake(
            "plain-step",
            variant(momentum_step, _plain),
            "this is gradient descent without momentum; update the velocity and step along it",
        ),
        Mistake(
            "step-by-gradient",
            _with_step(lambda given, v: given.lr * given.grad),
            "the step follows the gradient alone; follow the new velocity",
        ),
        Mistake(
            "nesterov",
            _with_step(lambda given, v: given.lr * (given.grad + given.mu * v)),
            "this is Nesterov's step; here it is lr times the velocity",
        ),
        Mistake(
            "mu-twice",
            _with_step(lambda given, v: given.lr * given.mu * v),
            "the velocity is multiplied by mu once more in the step; lr alone belongs there",
        ),
        Mistake(
            "gradient-twice",
            _with_step(lambda given, v: given.lr * (v + given.grad)),
            "the gradient counts twice, for it is in the velocity already; step by lr times the velocity",
        ),
        Mistake(
            "wrong-sign",
            _with_step(lambda given, v: -given.lr * v),
            "you climb; subtract the step from param",
        ),
        Mistake(
            "rate-missing",
            _with_step(lambda given, v: v),
            "the learning rate is missing; multiply the velocity by lr in the step",
        ),
    ),
    tensors=("param", "grad", "velocity"),
    source="`torch.optim.SGD` with momentum",
    hints=(
        "Two lines, in this order: first the new velocity, then the parameter, moved by the new velocity.",
        "PyTorch's velocity is a decaying sum: mu times the old one, plus the gradient with its full weight.",
        "lr appears once, in the step: param minus lr times the new velocity. Return param first.",
    ),
)
