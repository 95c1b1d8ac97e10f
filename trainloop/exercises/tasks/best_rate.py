"""Exercise: the learning rate that is best by the median of its seeds."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import inf, isfinite
from statistics import median

from trainloop.exercises.task import Mistake, Task
from trainloop.exercises.values import Parts

Losses = Mapping[float, Sequence[float]]
Judge = Callable[[Sequence[float]], float]


def best_rate(losses: Mapping[float, Sequence[float]]) -> tuple[float, float]:
    """Return the rate with the smallest median loss, and that median."""
    medians = {rate: sorted(runs)[len(runs) // 2] for rate, runs in losses.items()}
    best = min(medians, key=lambda rate: medians[rate])
    return best, medians[best]


def _middle(runs: Sequence[float]) -> float:
    return sorted(runs)[len(runs) // 2]


def _mean(runs: Sequence[float]) -> float:
    return sum(runs) / len(runs)


def _by(judge: Judge) -> Callable[[Losses], tuple[float, float]]:
    """Another number than the median for each rate, and the smallest of them."""

    def wrong(losses: Losses) -> tuple[float, float]:
        judged = {rate: judge(runs) for rate, runs in losses.items()}
        found = min(judged, key=lambda rate: judged[rate])
        return found, judged[found]

    return wrong


def _dropped(middle: Judge) -> Callable[[Losses], tuple[float, float]]:
    """Only the runs that ended in a number count, and only the rates that have some."""

    def wrong(losses: Losses) -> tuple[float, float]:
        left = {rate: [run for run in runs if isfinite(run)] for rate, runs in losses.items()}
        return _by(middle)({rate: runs for rate, runs in left.items() if runs})

    return wrong


def _returned(judge: Judge) -> Callable[[Losses], tuple[float, float]]:
    """The right rate, with another number than its median."""

    def wrong(losses: Losses) -> tuple[float, float]:
        found = best_rate(losses)[0]
        return found, judge(losses[found])

    return wrong


def _largest(losses: Losses) -> tuple[float, float]:
    rate = max(losses, key=lambda rate: _middle(losses[rate]))
    return rate, _middle(losses[rate])


def _smallest_rate(losses: Losses) -> tuple[float, float]:
    return min(losses), _middle(losses[min(losses)])


def _compared_as_lists(losses: Losses) -> tuple[float, float]:
    rate = min(losses, key=lambda rate: list(losses[rate]))
    return rate, _middle(losses[rate])


def _position(losses: Losses) -> tuple[float, float]:
    rate, middle = best_rate(losses)
    return list(losses).index(rate), middle


TASK = Task(
    reference=best_rate,
    result=Parts(("rate", "median")),
    cases=(
        {"losses": {0.01: [0.9, 0.7, 0.8], 0.1: [0.2, 3.0, 0.4], 1.0: [0.7, 0.5, 0.1]}},
        {"losses": {0.003: [0.31, 0.29, 0.35], 0.03: [inf, 0.12, 0.2], 0.3: [0.05, inf, inf]}},
        {"losses": {1.0: [0.6, 0.9, 0.3, 0.8, 0.5], 0.1: [0.4, 0.7, 0.5, 0.1, 2.0], 0.01: [1.5, 1.2, 1.3, 1.6, 1.4]}},
        {"losses": {0.001: [1.1, 0.9, 1.2, 1.3, 1.0], 0.01: [0.5, 0.2, 0.3, 1.9, inf], 0.1: [0.4, inf, 0.1, 2.0, inf]}},
        {"losses": {0.5: [2.5, 1.0, 3.0], 5.0: [inf, inf, inf]}},
    ),
    mistakes=(
        Mistake("mean", _by(_mean), "you take the mean, which one bad seed spoils; take the median"),
        Mistake("luckiest-seed", _by(min), "you take the luckiest seed; take the median, the middle one"),
        Mistake("unluckiest-seed", _by(max), "you take the unluckiest seed; take the median, the middle one"),
        Mistake("first-seed", _by(lambda runs: runs[0]), "you look at the first seed alone; take the median of all"),
        Mistake("last-seed", _by(lambda runs: runs[-1]), "you look at the last seed alone; take the median of all"),
        Mistake(
            "unsorted",
            _by(lambda runs: runs[len(runs) // 2]),
            "you take the seed in the middle of the list; sort the losses first",
        ),
        Mistake(
            "one-too-low",
            _by(lambda runs: sorted(runs)[len(runs) // 2 - 1]),
            "that is the place before the middle; of n sorted losses, the middle one has the index n // 2",
        ),
        Mistake(
            "one-too-high",
            _by(lambda runs: sorted(runs)[len(runs) // 2 + 1]),
            "that is the place after the middle; of n sorted losses, the middle one has the index n // 2",
        ),
        Mistake(
            "diverged-dropped",
            _dropped(_middle),
            "you drop the runs that diverged, which makes a rate look safer than it is; let them count as `inf`",
        ),
        Mistake(
            "diverged-dropped-and-averaged",
            _dropped(median),
            "you leave out the runs that diverged, which makes a rate look safer than it is; let them count as `inf`",
        ),
        Mistake("largest-median", _largest, "this rate has the largest median; look for the smallest"),
        Mistake(
            "smallest-rate",
            _smallest_rate,
            "this is the smallest rate; compare the medians (the `min` of a dict compares its keys)",
        ),
        Mistake(
            "compared-as-lists",
            _compared_as_lists,
            "you compare lists, so the first seed decides; compare the medians",
        ),
        Mistake("position", _position, "this is where the rate stands in the dict; return the rate itself"),
        Mistake("median-missing", lambda losses: best_rate(losses)[0], "this is the rate; return its median as well"),
        Mistake(
            "rate-missing",
            lambda losses: best_rate(losses)[1],
            "this is the median; return the rate as well, and first",
        ),
        Mistake("mean-returned", _returned(_mean), "the rate is right; return the median of its seeds, not the mean"),
        Mistake("lowest-returned", _returned(min), "the rate is right; return the median of its seeds, not the lowest"),
        Mistake("first-returned", _returned(lambda runs: runs[0]), "the rate is right; return its median, not a seed"),
    ),
    tensors=(),
    source="`torch.median` and `argmin`",
    hints=(
        "Two steps: one number for each rate, then the rate at which that number is smallest.",
        "The median is the middle one of the losses in order. An `inf` goes to the end by itself, so leave nothing out.",
        "`sorted` puts losses in order, and the middle one of n has the index n // 2. `min` takes a `key`, which says "
        "what to compare.",
    ),
)
