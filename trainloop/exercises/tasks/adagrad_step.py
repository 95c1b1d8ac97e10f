"""Exercise: one step of AdaGrad."""

from __future__ import annotations

from trainloop.exercises.task import Mistake, Task
from trainloop.exercises.values import Parts
from trainloop.exercises.variants import scaled_step, scaled_step_mistakes, with_other


def adagrad_step(param: float, grad: float, square_sum: float, lr: float, eps: float) -> tuple[float, float]:
    """Return the parameter and the sum of squared gradients after the step."""
    square_sum = square_sum + grad**2
    param = param - lr * grad / (square_sum**0.5 + eps)
    return param, square_sum


TASK = Task(
    reference=adagrad_step,
    result=Parts(("param", "square_sum"), derived=("param",)),
    cases=(
        {"param": 5.0, "grad": 4.0, "square_sum": 0.0, "lr": 0.1, "eps": 1e-10},
        {"param": -1.5, "grad": -0.4, "square_sum": 2.25, "lr": 0.5, "eps": 1e-10},
        {"param": 0.5, "grad": 0.02, "square_sum": 0.0001, "lr": 0.1, "eps": 0.01},
        {"param": 2.0, "grad": 3.0, "square_sum": 16.0, "lr": 1.0, "eps": 1e-8},
        {"param": 2.0, "grad": 0.0, "square_sum": 0.0, "lr": 0.1, "eps": 1e-8},
    ),
    mistakes=(
        Mistake(
            "average",
            scaled_step(adagrad_step, lambda given: 0.9 * given.square_sum + 0.1 * given.grad**2),
            "you average the squares, as RMSprop does; AdaGrad adds each one up and forgets none",
        ),
        Mistake(
            "mean",
            scaled_step(adagrad_step, lambda given: (given.square_sum + given.grad**2) / 2),
            "you halved the sum; add the squared gradient and leave it at that",
        ),
        Mistake(
            "not-squared",
            scaled_step(adagrad_step, lambda given: given.square_sum + given.grad),
            "the gradient is added as it is; square it first, or signs cancel",
        ),
        Mistake(
            "absolute",
            scaled_step(adagrad_step, lambda given: given.square_sum + abs(given.grad)),
            "you add the gradient's size; add its square",
        ),
        Mistake(
            "squared-sum",
            scaled_step(adagrad_step, lambda given: (given.square_sum + given.grad) ** 2),
            "you squared the sum; square the gradient alone, then add it",
        ),
        Mistake(
            "memory-missing",
            with_other(adagrad_step, square_sum=lambda given: 0.0),
            "the old sum is lost; add the squared gradient to it",
        ),
        *scaled_step_mistakes(
            adagrad_step,
            "square_sum",
            lambda given: given.square_sum + given.grad**2,
        ),
    ),
    tensors=("param", "grad", "square_sum"),
    source="`torch.optim.Adagrad`",
    hints=(
        "Two lines, in this order: first bring square_sum up to date, then move param with it.",
        "square_sum only ever grows: this step adds the square of grad to it.",
        "The step is lr times grad, divided by the root of the new square_sum; ε is added to the root, not under it.",
    ),
)
