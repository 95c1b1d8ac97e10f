"""Exercise: move an average of the weights along by one step."""

from __future__ import annotations

from trainloop.exercises.task import Mistake, Task
from trainloop.exercises.values import Number
from trainloop.exercises.variants import variant, with_other


def ema_update(average: float, param: float, decay: float) -> float:
    """Return the exponential moving average after it has seen ``param``."""
    return decay * average + (1 - decay) * param


TASK = Task(
    reference=ema_update,
    result=Number("The average"),
    cases=(
        {"average": 2.0, "param": 7.0, "decay": 0.9},
        {"average": -1.5, "param": 0.5, "decay": 0.99},
        {"average": 0.0, "param": 4.0, "decay": 0.75},
        {"average": 3.0, "param": 0.0, "decay": 0.5},
        {"average": 6.0, "param": -2.0, "decay": 0.0},
    ),
    mistakes=(
        Mistake(
            "swapped-weights",
            with_other(ema_update, decay=lambda given: 1 - given.decay),
            "the weights are swapped, so you go nearly all the way to param; decay belongs to the old average",
        ),
        Mistake(
            "sum",
            variant(ema_update, lambda given: given.decay * given.average + given.param),
            "you sum instead of averaging; weight param by 1 − decay",
        ),
        Mistake(
            "undecayed-memory",
            variant(ema_update, lambda given: given.average + (1 - given.decay) * given.param),
            "the old average keeps its full weight; multiply it by decay",
        ),
        Mistake(
            "param-copied",
            variant(ema_update, lambda given: given.param),
            "you return the parameter itself; keep decay of the old average",
        ),
        Mistake(
            "not-updated",
            variant(ema_update, lambda given: given.average),
            "this is the old average; add its step towards param",
        ),
        Mistake(
            "plain-mean",
            variant(ema_update, lambda given: (given.average + given.param) / 2),
            "both have the weight ½; use decay and 1 − decay",
        ),
        Mistake(
            "moved-away",
            variant(ema_update, lambda given: given.average - (1 - given.decay) * (given.param - given.average)),
            "the average moves away from param; turn the sign of its step",
        ),
        Mistake(
            "change-only",
            variant(ema_update, lambda given: (1 - given.decay) * (given.param - given.average)),
            "this is only the change; add it to the old average",
        ),
        Mistake(
            "new-part-missing",
            variant(ema_update, lambda given: given.decay * given.average),
            "param is missing; add 1 − decay times it",
        ),
        Mistake(
            "old-part-missing",
            variant(ema_update, lambda given: (1 - given.decay) * given.param),
            "the old average is missing; add decay times it",
        ),
        Mistake(
            "subtracted",
            variant(ema_update, lambda given: given.decay * given.average - (1 - given.decay) * given.param),
            "you subtract the new part; add it",
        ),
    ),
    tensors=("average", "param"),
    source="PyTorch's `AveragedModel`",
    hints=(
        "It is one step of an exponentially weighted average, with param as the new value.",
        "The two weights add up to 1, and the old average has the larger one when decay is near 1.",
        "The old average is multiplied by decay; what does param get? Return the sum and change no argument.",
    ),
)
