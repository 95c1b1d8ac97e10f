"""Results of a study: curves over a grid of settings, and the file that they are kept in."""

import base64
import json
from collections.abc import Mapping
from functools import cached_property
from math import prod
from pathlib import Path
from typing import Any, cast

import torch
from torch import Tensor

from trainloop.arguments import one_of, positive
from trainloop.studies.packing import Packed, Scale, pack, unpack

__all__ = ["WITHIN", "Curves", "Results", "Value"]

Value = float | str
Curves = dict[str, Tensor]
FORMAT = "trainloop study 1"
WITHIN = 0.004


class Results:
    """Curves over a grid of settings, as precisely as they are stored.

    Args:
        name: of the function that gave them.
        grid: name to rising numbers, or to words.
        x: what the curves run over, shape (n,); else 0, 1, 2, ….
        curves: name to values, shape (size of each grid column …, n).
        about: what else there is to know of them: sizes, seeds, versions; anything JSON can hold.
        within: the largest error they are stored with, above 0: as a share of a value for curves
            whose finite values are all above 0, else as a share of the curve's range.

    Raises:
        ValueError: shapes that don't fit, or more than `packing.LARGEST` bytes; the message says what to thin.
    """

    def __init__(
        self,
        name: str,
        grid: Mapping[str, list[Value]],
        x: object,
        curves: Curves,
        about: Mapping[str, Any],
        *,
        within: float = WITHIN,
    ) -> None:
        self.name, self.grid, self.about = name, dict(grid), dict(about)
        length = next(iter(curves.values())).shape[-1]
        self.x = _along(x, length)
        shape = (*(len(column) for column in grid.values()), length)
        for curve, values in curves.items():
            if tuple(values.shape) != shape:
                raise ValueError(f"curves[{curve!r}] must have the shape {shape}, not {tuple(values.shape)}")
        self.packed = pack({n: v.reshape(-1, length) for n, v in curves.items()}, positive("within", within))

    @property
    def names(self) -> list[str]:
        """The curves' names."""
        return list(self.packed.scales)

    @cached_property
    def curves(self) -> Curves:
        """The curves as they are stored, float64, name to shape (size of each grid column …, n)."""
        sizes = [len(column) for column in self.grid.values()]
        flat = unpack(self.packed, prod(sizes), len(self.x))
        return {name: values.reshape(*sizes, -1) for name, values in flat.items()}

    def at(self, point: Mapping[str, Value]) -> Curves | None:
        """Return the curves at a point of the grid, shape (n,) each; None if it isn't on the grid."""
        if any(point[name] not in column for name, column in self.grid.items()):
            return None
        place = tuple(column.index(point[name]) for name, column in self.grid.items())
        return {name: values[place] for name, values in self.curves.items()}

    def header(self) -> dict[str, Any]:
        """Return all but the data, as JSON can hold it."""
        return {
            "function": self.name,
            "grid": self.grid,
            "x": self.x.tolist(),
            "curves": {name: list(scale) for name, scale in self.packed.scales.items()},
            "about": self.about,
        }

    def text(self) -> str:
        """Return the data as text (base64)."""
        return base64.b64encode(self.packed.data).decode("ascii")

    def save(self, path: Path | str) -> None:
        """Write the results to a file of JSON: what they are, line by line, then the data."""
        head = json.dumps({"format": FORMAT, **self.header()}, ensure_ascii=False, indent=1)
        lines = head.removesuffix("\n}") + f',\n "data": "{self.text()}"\n}}\n'
        Path(path).write_text(_flat_lists(lines), encoding="utf-8")

    @classmethod
    def load(cls, path: Path | str) -> "Results":
        """Return the results in a file that `save` wrote.

        Raises:
            ValueError: it is no such file, or of another version.
        """
        kept = json.loads(Path(path).read_text(encoding="utf-8"))
        if not isinstance(kept, dict):
            raise ValueError(f"{path} must be a file that Results.save wrote")
        one_of("format", kept.get("format"), (FORMAT,))
        results = cls.__new__(cls)  # as they were stored: packing again could only add to the error
        results.name, results.grid, results.about = kept["function"], kept["grid"], kept["about"]
        results.x = torch.tensor(kept["x"], dtype=torch.float64)
        scales = {name: Scale(*scale) for name, scale in kept["curves"].items()}
        results.packed = Packed(scales, base64.b64decode(kept["data"]))
        return results


def _along(x: object, length: int) -> Tensor:
    if x is None:
        return torch.arange(length, dtype=torch.float64)
    row = torch.as_tensor(cast(Any, x), dtype=torch.float64, device="cpu")
    if tuple(row.shape) != (length,) or not bool((row.diff() > 0).all()):
        raise ValueError(f"x must be rising numbers, as many as the curves have, {length}, not {tuple(row.shape)}")
    return row


def _flat_lists(text: str) -> str:
    """A list of numbers on one line, so that a change of the file can be read."""
    parts = text.split("[")
    return "[".join([parts[0], *(" ".join(p.split("]", 1)[0].split()) + "]" + p.split("]", 1)[1] for p in parts[1:])])
