"""A function over a whole grid of settings, with progress, going on where it was stopped."""

import hashlib
import itertools
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from math import isfinite
from pathlib import Path
from typing import Any

import torch
from torch import Tensor
from tqdm import tqdm

from trainloop.arguments import boolean, non_empty
from trainloop.arguments import number as finite_number
from trainloop.studies.results import WITHIN, Curves, Results, Value
from trainloop.training import watched

__all__ = ["checked_curves", "checked_grid", "evaluate"]

Function = Callable[..., Mapping[str, Any]]


def evaluate(
    function: Function,
    grid: Mapping[str, Sequence[Value]],
    *,
    x: object = None,
    about: Mapping[str, Any] | None = None,
    within: float = WITHIN,
    partial: Path | None = None,
    progress: bool | None = None,
) -> Results:
    """Return what a function gives at every point of a grid.

    Args:
        function: called with the values of one point by name; returns curves by name, each of shape
            (n,), the same names and n for all points. NaN and infinity are results like others.
        grid: name to rising numbers, or to words.
        x: what the curves run over, shape (n,); else 0, 1, 2, ….
        about: what else there is to know of the results: sizes, seeds, versions.
        within: the largest error that the results are stored with, as for `Results`.
        partial: a folder in which each point is kept once it is computed, to go on from there.
        progress: a progress bar or none; None shows one where somebody is watching.

    Raises:
        ValueError, TypeError: the grid or what the function returns is not allowed; the message says why.
    """
    values = checked_grid(grid)
    points = [dict(zip(values, point, strict=True)) for point in itertools.product(*values.values())]
    shown = watched() if progress is None else boolean("progress", progress)
    rows: list[Curves] = []
    for point in tqdm(points, disable=not shown, unit="point", file=sys.stderr):
        rows.append(_once(function, point, partial))
        checked_alike(rows[0], rows[-1], point)
    sizes = [len(column) for column in values.values()]
    curves = {name: torch.stack([row[name] for row in rows]).reshape(*sizes, -1) for name in rows[0]}
    name = getattr(function, "__name__", type(function).__name__)
    return Results(name, values, x, curves, dict(about or {}), within=within)


def checked_grid(grid: Mapping[str, Sequence[Value]]) -> dict[str, list[Value]]:
    """Return the grid as lists: rising numbers, or different words; errors as for `evaluate`."""
    values: dict[str, list[Value]] = {}
    for name, given in non_empty("grid", grid).items():
        if not name.isidentifier():
            raise ValueError(f"grid must have the names of the function's arguments, not {name!r}")
        column = list(non_empty(f"grid[{name!r}]", given))
        if all(isinstance(value, str) for value in column):
            if len(set(column)) < len(column):
                raise ValueError(f"grid[{name!r}] must hold each word once, not {column!r}")
        else:
            numbers = [finite_number(f"grid[{name!r}]", value, "rising finite numbers, or words") for value in column]
            if any(a >= b for a, b in itertools.pairwise(numbers)):
                raise ValueError(f"grid[{name!r}] must hold rising numbers, not {column!r}")
        values[name] = column
    return values


def checked_curves(found: object) -> Curves:
    """Return what a function returned as float64 by name; errors as for `evaluate`."""
    if not isinstance(found, Mapping) or not found:
        raise TypeError(f"the function must return a dict from a name to numbers, not {found!r}")
    curves = {}
    for name, values in found.items():
        try:
            row = torch.as_tensor(values, dtype=torch.float64, device="cpu").detach()
        except (TypeError, ValueError, RuntimeError) as error:
            raise TypeError(f"the function's {name!r} must be numbers in one row, not {values!r}") from error
        if row.ndim != 1 or len(row) == 0:
            raise ValueError(f"the function's {name!r} must have the shape (n,), not {tuple(row.shape)}")
        curves[str(name)] = row
    return curves


def checked_alike(first: Curves, other: Curves, point: Mapping[str, Value]) -> None:
    """Raise ValueError unless both have the same names and lengths."""
    shapes = [{name: len(row) for name, row in curves.items()} for curves in (first, other)]
    if shapes[0] != shapes[1] or len(set(shapes[0].values())) > 1:
        raise ValueError(
            f"the function must return curves of the same names and one length, {shapes[0]}, not {shapes[1]} "
            f"at {dict(point)}"
        )


def _once(function: Function, point: Mapping[str, Value], partial: Path | None) -> Curves:
    """The curves of one point, from the folder if they are there."""
    if partial is None:
        return checked_curves(function(**point))
    partial.mkdir(parents=True, exist_ok=True)
    # The source's file is part of the key: results of another version of it are not taken.
    text = json.dumps([function.__module__, function.__qualname__, _source(function), dict(point)])
    path = partial / f"{hashlib.sha256(text.encode()).hexdigest()[:20]}.json"
    if path.exists():
        return checked_curves(_read(path))
    curves = checked_curves(function(**point))
    unfinished = path.with_suffix(".new")
    unfinished.write_text(json.dumps({name: _written(row) for name, row in curves.items()}), encoding="utf-8")
    unfinished.replace(path)
    return curves


@cache  # what runs is what was imported, whatever is written to the file meanwhile
def _source(function: Function) -> str:
    path = getattr(sys.modules.get(function.__module__), "__file__", None)
    return hashlib.sha256(Path(path).read_bytes()).hexdigest() if path else ""


def _written(row: Tensor) -> list[float | str]:
    return [value if isfinite(value) else str(value) for value in row.tolist()]


def _read(path: Path) -> dict[str, list[float]]:
    kept = json.loads(path.read_text(encoding="utf-8"))
    return {name: [float(value) for value in row] for name, row in kept.items()}
