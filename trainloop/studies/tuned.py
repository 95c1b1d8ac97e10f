"""What comes out when each optimizer has the best learning rate of the grid, in results of `optimizer_choice`.

Chapter: choosing-an-optimizer.
"""

from collections.abc import Mapping
from math import inf
from typing import NamedTuple, cast

from trainloop.studies.results import Curves, Results

__all__ = ["TARGETS", "Tuned", "best_rates", "ranked", "wideness"]

TARGETS = {"line": 1e-3, "ravine": 1e-6, "Rosenbrock": 1e-3, "digits": 0.05}
"""The loss at which a problem counts as solved; on the line the excess over the smallest."""


SAME = 1e-20
"""Losses below it count as one when methods are ranked: the problem is solved, and speed is what is left."""


class Tuned(NamedTuple):
    """An optimizer at the rate of the grid with the smallest final loss, the median of the seeds.

    Attributes:
        lr: that rate.
        loss: the final loss at it.
        lowest: of the seeds' final losses at it.
        highest: of the seeds' final losses at it.
        at_edge: whether it is the grid's first or last, so that a better one may lie beyond.
        steps: to the first logged step whose median loss is at or below the target, if there is one.
    """

    lr: float
    loss: float
    lowest: float
    highest: float
    at_edge: bool
    steps: int | None


def best_rates(results: Results) -> dict[str, dict[str, Tuned]]:
    """Return how each optimizer does at its best rate: by problem, then by optimizer.

    Of rates with the same final loss, as where all reach the smallest that is kept, the one counts whose
    worst seed ends lowest, then the one that reaches the target first, then the smallest.

    Args:
        results: over the grid "problem", "optimizer" and "lr", with the curves "loss", "loss, lowest"
            and "loss, highest".
    """
    return {
        problem: {optimizer: min(runs, key=_rank) for optimizer, runs in by_optimizer.items()}
        for problem, by_optimizer in _all_runs(results).items()
    }


def ranked(runs: Mapping[str, Tuned]) -> list[str]:
    """Return the optimizers from first to last: by final loss; those below SAME by their steps to the target.

    Args:
        runs: how each does on one problem, as `best_rates` gives it.
    """
    return sorted(runs, key=lambda name: (max(runs[name].loss, SAME), inf if (n := runs[name].steps) is None else n))


def wideness(results: Results) -> dict[str, dict[str, int]]:
    """Return how many rates of the grid end at or below the target: by problem, then by optimizer.

    Args:
        results: as for `best_rates`.
    """
    return {
        problem: {optimizer: sum(run.loss <= TARGETS[problem] for run in runs) for optimizer, runs in found.items()}
        for problem, found in _all_runs(results).items()
    }


def _all_runs(results: Results) -> dict[str, dict[str, list[Tuned]]]:
    problems, optimizers = (cast(list[str], results.grid[name]) for name in ("problem", "optimizer"))
    rates = cast(list[float], results.grid["lr"])
    found: dict[str, dict[str, list[Tuned]]] = {problem: {name: [] for name in optimizers} for problem in problems}
    for problem, by_optimizer in found.items():
        for optimizer, runs in by_optimizer.items():
            for lr in rates:
                curves = results.at({"problem": problem, "optimizer": optimizer, "lr": lr})
                assert curves is not None  # the point is the grid's own
                runs.append(_run(results, curves, TARGETS[problem], lr, at_edge=lr in (rates[0], rates[-1])))
    return found


def _run(results: Results, curves: Curves, target: float, lr: float, *, at_edge: bool) -> Tuned:
    loss, lowest, highest = (curves[name][-1].item() for name in ("loss", "loss, lowest", "loss, highest"))
    reached = results.x[curves["loss"] <= target]
    return Tuned(lr, loss, lowest, highest, at_edge, int(reached[0]) if len(reached) else None)


def _rank(run: Tuned) -> tuple[float, float, float, float]:
    return run.loss, run.highest, inf if run.steps is None else run.steps, run.lr
