"""Exercise: how many updates one pass through the data has."""

from __future__ import annotations

from trainloop.exercises.task import Mistake, Task
from trainloop.exercises.values import Number


def updates_per_epoch(n: int, batch_size: int, drop_last: bool) -> int:
    """Return the number of batches in one pass through ``n`` examples."""
    full, left = divmod(n, batch_size)
    return full + (1 if left and not drop_last else 0)


def _floor(n: int, batch_size: int, drop_last: bool) -> int:
    return n // batch_size


def _ceiling(n: int, batch_size: int, drop_last: bool) -> int:
    return -(-n // batch_size)


def _swapped(n: int, batch_size: int, drop_last: bool) -> int:
    return updates_per_epoch(n, batch_size, not drop_last)


def _always_one_more(n: int, batch_size: int, drop_last: bool) -> int:
    return n // batch_size + (0 if drop_last else 1)


def _divided(n: int, batch_size: int, drop_last: bool) -> float:
    return n / batch_size


def _rounded(n: int, batch_size: int, drop_last: bool) -> int:
    return round(n / batch_size)


def _inverse(n: int, batch_size: int, drop_last: bool) -> float:
    return batch_size / n


def _left_over(n: int, batch_size: int, drop_last: bool) -> int:
    return n % batch_size


def _examples(n: int, batch_size: int, drop_last: bool) -> int:
    return updates_per_epoch(n, batch_size, drop_last) * batch_size


TASK = Task(
    reference=updates_per_epoch,
    result=Number("The number of updates"),
    cases=(
        {"n": 442, "batch_size": 64, "drop_last": False},
        {"n": 442, "batch_size": 64, "drop_last": True},
        {"n": 128, "batch_size": 32, "drop_last": False},
        {"n": 100, "batch_size": 30, "drop_last": False},
        {"n": 10, "batch_size": 32, "drop_last": False},
        {"n": 1797, "batch_size": 1, "drop_last": True},
    ),
    mistakes=(
        Mistake(
            "always-dropped",
            _floor,
            "the smaller batch at the end is lost; it makes an update too, unless drop_last is true",
        ),
        Mistake(
            "never-dropped",
            _ceiling,
            "the smaller batch at the end is counted; with drop_last it is left out",
        ),
        Mistake(
            "drop-last-swapped",
            _swapped,
            "drop_last does the opposite here; true leaves the smaller batch out",
        ),
        Mistake(
            "always-one-more",
            _always_one_more,
            "one too many; where batch_size divides n, no smaller batch is left over",
        ),
        Mistake(
            "not-whole", _divided, "there is no part of an update; count whole batches, and the smaller one at the end"
        ),
        Mistake("rounded-to-nearest", _rounded, "you rounded; drop_last decides about the smaller batch, not its size"),
        Mistake("inverse", _inverse, "this is batch_size/n; divide the other way round"),
        Mistake("left-over", _left_over, "this is how many examples are left over; count the batches"),
        Mistake("examples", _examples, "this counts examples; an update is a batch, so don't multiply by batch_size"),
    ),
    tensors=(),
    source="the length of `torch.utils.data.DataLoader`",
    hints=(
        "How many full batches fit into n? And are examples left over?",
        "n // batch_size counts the full ones, n % batch_size what is left.",
        "Add one if something is left and drop_last is false.",
    ),
)
