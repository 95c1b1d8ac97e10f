"""The results of `optimizer_choice` with its problems side by side: one rate shows on all of them.

Chapter: choosing-an-optimizer.
"""

from trainloop.studies.optimizer_choice import GRID, optimizer_run
from trainloop.studies.results import Results

__all__ = ["SOLVED", "run_on_all", "side_by_side"]

SOLVED = 1e-12
"""What `side_by_side` shows of losses below it: there rounding, and no longer the optimizer, decides."""


def side_by_side(results: Results) -> Results:
    """Return the same with each problem's losses as curves of their own, so that one rate shows on all of them.

    Args:
        results: over the grid "problem", "optimizer" and "lr".

    Returns:
        Results over the grid "optimizer" and "lr", with the curves that `run_on_all` has.
    """
    grid = {name: list(values) for name, values in results.grid.items() if name != "problem"}
    curves = {
        curve.replace("loss", str(problem)): values[place].clamp(min=SOLVED)
        for place, problem in enumerate(results.grid["problem"])
        for curve, values in results.curves.items()
    }
    return Results(run_on_all.__name__, grid, results.x, curves, results.about)


def run_on_all(optimizer: str, lr: float) -> dict[str, list[float]]:
    """Return `optimizer_run` on every problem: the loss by the problem's name, its range with ", lowest" and ", highest".

    Args:
        optimizer: one of `optimizer_choice.GRID["optimizer"]`.
        lr: the learning rate, above 0.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.
    """
    return {
        curve.replace("loss", str(problem)): [max(loss, SOLVED) for loss in losses]
        for problem in GRID["problem"]
        for curve, losses in optimizer_run(str(problem), optimizer, lr).items()
    }
