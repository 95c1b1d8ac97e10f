"""Exercise: one step of RMSprop."""

from __future__ import annotations

from trainloop.exercises.task import Mistake, Task
from trainloop.exercises.values import Parts
from trainloop.exercises.variants import Given, scaled_step, scaled_step_mistakes, variant, with_other


def rmsprop_step(
    param: float, grad: float, square_avg: float, lr: float, alpha: float, eps: float
) -> tuple[float, float]:
    """Return the parameter and the average of squared gradients after the step, ε outside the root."""
    square_avg = alpha * square_avg + (1 - alpha) * grad**2
    param = param - lr * grad / (square_avg**0.5 + eps)
    return param, square_avg


def _average(given: Given) -> float:
    return float(given.alpha * given.square_avg + (1 - given.alpha) * given.grad**2)


def _corrected(given: Given) -> tuple[float, float]:
    root = (_average(given) / (1 - given.alpha)) ** 0.5
    return given.param - given.lr * given.grad / (root + given.eps), _average(given)


TASK = Task(
    reference=rmsprop_step,
    result=Parts(("param", "square_avg"), derived=("param",)),
    cases=(
        {"param": 5.0, "grad": 4.0, "square_avg": 0.0, "lr": 0.1, "alpha": 0.99, "eps": 1e-8},
        {"param": -1.5, "grad": -0.4, "square_avg": 2.25, "lr": 0.5, "alpha": 0.9, "eps": 1e-8},
        {"param": 0.5, "grad": 0.02, "square_avg": 0.0001, "lr": 0.1, "alpha": 0.75, "eps": 0.01},
        {"param": 2.0, "grad": 3.0, "square_avg": 16.0, "lr": 1.0, "alpha": 0.5, "eps": 1e-8},
        {"param": 2.0, "grad": 0.0, "square_avg": 0.0, "lr": 0.1, "alpha": 0.9, "eps": 1e-8},
    ),
    mistakes=(
        Mistake(
            "sum",
            scaled_step(rmsprop_step, lambda given: given.alpha * given.square_avg + given.grad**2),
            "you sum instead of averaging; weight the squared gradient by 1 − alpha",
        ),
        Mistake(
            "adagrad",
            scaled_step(rmsprop_step, lambda given: given.square_avg + given.grad**2),
            "this is AdaGrad's sum, which only grows; weight the old average by alpha, the square by 1 − alpha",
        ),
        Mistake(
            "swapped-weights",
            with_other(rmsprop_step, alpha=lambda given: 1 - given.alpha),
            "the weights are swapped; alpha belongs to the old average, 1 − alpha to the squared gradient",
        ),
        Mistake(
            "not-squared",
            scaled_step(rmsprop_step, lambda given: given.alpha * given.square_avg + (1 - given.alpha) * given.grad),
            "the average is one of squared gradients; square grad",
        ),
        Mistake(
            "absolute",
            scaled_step(
                rmsprop_step, lambda given: given.alpha * given.square_avg + (1 - given.alpha) * abs(given.grad)
            ),
            "you average the gradient's size; average its square",
        ),
        Mistake(
            "weight-squared",
            scaled_step(
                rmsprop_step, lambda given: given.alpha * given.square_avg + ((1 - given.alpha) * given.grad) ** 2
            ),
            "the weight was squared too; square grad alone, then multiply by 1 − alpha",
        ),
        Mistake(
            "memory-missing",
            with_other(rmsprop_step, square_avg=lambda given: 0.0),
            "the old average is lost; add alpha times it",
        ),
        Mistake(
            "corrected",
            variant(rmsprop_step, _corrected),
            "you divided the average by 1 − alpha; RMSprop has no bias correction, take its root as it is",
        ),
        *scaled_step_mistakes(rmsprop_step, "square_avg", _average),
    ),
    tensors=("param", "grad", "square_avg"),
    source="`torch.optim.RMSprop`",
    hints=(
        "It is AdaGrad with one line changed: the sum of squares becomes an exponentially weighted average.",
        "The new square_avg is alpha times the old one, plus 1 − alpha times the squared gradient.",
        "Update square_avg first. Then the step is lr times grad, divided by its root plus ε.",
    ),
)
