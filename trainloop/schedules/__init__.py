"""Learning-rate schedules: pure functions of the step, from 0 for the first step of all.

Each takes `lr`, the rate it starts from or rises to, and returns the rate for one step. Past its
total a schedule holds its last rate; PyTorch's cosine would rise again, its one-cycle would fail.
`lambda_lr` hands a schedule to an optimizer. All are taught in learning-rate-schedules.
"""

from trainloop.schedules.adapter import lambda_lr
from trainloop.schedules.decays import (
    constant,
    cosine,
    exponential,
    inverse_time,
    linear,
    multi_step,
    polynomial,
    step_decay,
)
from trainloop.schedules.phases import one_cycle, warm_restarts, warmup_cosine, wsd

__all__ = [
    "constant",
    "cosine",
    "exponential",
    "inverse_time",
    "lambda_lr",
    "linear",
    "multi_step",
    "one_cycle",
    "polynomial",
    "step_decay",
    "warm_restarts",
    "warmup_cosine",
    "wsd",
]
