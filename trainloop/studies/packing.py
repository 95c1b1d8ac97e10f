"""Curves as few bytes: rounded to a grid fine enough for a given error, then compressed.

A curve's finite values become whole numbers, 0 for its smallest: on a logarithmic grid if all are
above 0, so that the error is relative, else on a linear one. What follows the largest stands for NaN,
infinity and −infinity. Each row is stored as differences from one value to the next, modulo 2¹⁶, first
the low bytes of all, then the high bytes, and compressed by gzip, which every browser can read.
`js/engine/packing.js` undoes it.
"""

import gzip
from math import ceil, expm1, inf, log1p, nan
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

__all__ = ["LARGEST", "Packed", "Scale", "pack", "unpack"]

LARGEST = 100_000  # bytes that a page may fetch for one instrument
CODES = 2**16
SPECIAL = (nan, inf, -inf)


class Scale(NamedTuple):
    """How the numbers of one curve stand for its values.

    Attributes:
        log: value = exp(start + code · step), else start + code · step.
        start: of the smallest value.
        step: from one number to the next.
        levels: how many there are; the three after the last are NaN, ∞ and −∞.
    """

    log: bool
    start: float
    step: float
    levels: int

    @property
    def error(self) -> float:
        """The largest error: as a share of the value on a logarithmic grid, else in its unit."""
        if self.levels == 1:
            return 0.0
        return expm1(self.step / 2) if self.log else self.step / 2

    def encode(self, values: Tensor) -> NDArray[np.uint16]:
        """Return the numbers of some values."""
        row = values.double()
        finite = row.isfinite()
        known = torch.where(finite, row, torch.tensor(1.0 if self.log else self.start, dtype=torch.float64))
        codes = (((known.log() if self.log else known) - self.start) / self.step).round().clamp(0, self.levels - 1)
        for offset, special in enumerate((row.isnan(), row == inf, row == -inf)):
            codes[special] = self.levels + offset
        encoded: NDArray[np.uint16] = codes.numpy().astype(np.uint16)
        return encoded

    def decode(self, codes: NDArray[np.uint16]) -> Tensor:
        """Return the values of some numbers, float64."""
        number = torch.tensor(codes.astype(np.int64))
        known = self.start + number.double() * self.step
        values = known.exp() if self.log else known
        for offset, special in enumerate(SPECIAL):
            values[number == self.levels + offset] = special
        return values


class Packed(NamedTuple):
    """Curves as they are stored: a scale for each, and the bytes of all."""

    scales: dict[str, Scale]
    data: bytes


def pack(curves: dict[str, Tensor], within: float) -> Packed:
    """Return the curves, packed.

    Args:
        curves: name to values, shape (rows, n), the same for all.
        within: the largest error: as a share of a value where all are above 0, else of the range.

    Raises:
        ValueError: `within` needs more than 65,533 levels for a curve, or more than LARGEST bytes.
    """
    scales = {name: _scale(name, values, within) for name, values in curves.items()}
    codes = np.concatenate([scales[name].encode(values).ravel() for name, values in curves.items()])
    length = next(iter(curves.values())).shape[-1]
    rows = codes.reshape(-1, length)
    steps = np.diff(rows, axis=1, prepend=np.uint16(0)).ravel()  # wraps around, as uint16 does
    plain = (steps & 0xFF).astype(np.uint8).tobytes() + (steps >> 8).astype(np.uint8).tobytes()
    data = gzip.compress(plain, 9, mtime=0)
    if len(data) > LARGEST:
        raise ValueError(
            f"the results must be at most {LARGEST:,} bytes when compressed, not {len(data):,}: keep fewer grid "
            f"values, fewer points of each curve ({length}), fewer curves ({len(curves)}), or a larger error, "
            f"within={within:g}"
        )
    return Packed(scales, data)


def unpack(packed: Packed, rows: int, length: int) -> dict[str, Tensor]:
    """Return the curves of `pack`, name to values of shape (rows, length)."""
    plain = np.frombuffer(gzip.decompress(packed.data), dtype=np.uint8).astype(np.uint16)
    low, high = plain.reshape(2, -1)
    codes = (low | (high << 8)).reshape(len(packed.scales), rows, length).cumsum(-1, dtype=np.uint16)
    return {name: scale.decode(part) for (name, scale), part in zip(packed.scales.items(), codes, strict=True)}


def _scale(name: str, values: Tensor, within: float) -> Scale:
    finite = values.double()[values.isfinite()]
    if len(finite) == 0:
        return Scale(False, 0.0, 1.0, 1)
    low, high = finite.min().item(), finite.max().item()
    log = low > 0
    # Half a step up or down is the error: by a factor of exp(step / 2) on a logarithmic grid.
    step = 2 * log1p(within) if log else 2 * within * (high - low)
    start = torch.tensor(low, dtype=torch.float64).log().item() if log else low
    span = torch.tensor(high / low, dtype=torch.float64).log().item() if log else high - low
    if span == 0:
        return Scale(log, start, 1.0, 1)
    intervals = ceil(span / step)
    if intervals + 1 + len(SPECIAL) > CODES:
        raise ValueError(f"{name} can't be stored to within {within:g}: that needs {intervals + 1:,} levels")
    return Scale(log, start, span / intervals, intervals + 1)
