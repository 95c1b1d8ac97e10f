"""Functions of one variable whose every rounding is the same in Python and in the browser.

`torch.exp` and JavaScript's `Math.exp` may differ in the last digit, and a difference divided by a tiny
h shows just that digit. These use only +, −, ×, ÷ and √, which IEEE 754 defines to the last bit, in the
same order as engine/reproducible.js; they are as good as the library's to a few units in the last place.
"""

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch import Tensor

__all__ = ["FUNCTIONS", "Function"]

TERMS = 26  # of the series for arguments up to 3


class Function(NamedTuple):
    """A function and its first three derivatives, for arguments from 0 to 3, element by element."""

    value: Callable[[Tensor], Tensor]
    first: Callable[[Tensor], Tensor]
    second: Callable[[Tensor], Tensor]
    third: Callable[[Tensor], Tensor]


def exp(x: Tensor) -> Tensor:
    """Return eˣ, by its series in Horner's form."""
    total = torch.ones_like(x)
    for k in range(TERMS, 0, -1):
        total = 1 + x * total / torch.full_like(x, k)
    return total


def sin(x: Tensor) -> Tensor:
    """Return sin x."""
    return x * _alternating(x, TERMS + 1)


def cos(x: Tensor) -> Tensor:
    """Return cos x."""
    return _alternating(x, TERMS)


def _alternating(x: Tensor, last: int) -> Tensor:
    total, square = torch.ones_like(x), x * x
    for k in range(last, 1, -2):
        total = 1 - square * total / torch.full_like(x, k * (k - 1))
    return total


def sigmoid(x: Tensor) -> Tensor:
    """Return 1/(1 + e⁻ˣ)."""
    grown = exp(x)
    return grown / (1 + grown)


def _bend(s: Tensor) -> Tensor:
    return s * (1 - s)


FUNCTIONS = {
    "exp": Function(exp, exp, exp, exp),
    "sin": Function(sin, cos, lambda x: -sin(x), lambda x: -cos(x)),
    "cube": Function(lambda x: x * x * x, lambda x: 3 * x * x, lambda x: 6 * x, lambda x: 6 * torch.ones_like(x)),
    "sqrt": Function(
        torch.sqrt,
        lambda x: 1 / (2 * x.sqrt()),
        lambda x: -1 / (4 * x * x.sqrt()),
        lambda x: 3 / (8 * x * x * x.sqrt()),
    ),
    "sigmoid": Function(
        sigmoid,
        lambda x: _bend(sigmoid(x)),
        lambda x: _bend(sigmoid(x)) * (1 - 2 * sigmoid(x)),
        lambda x: _bend(sigmoid(x)) * (1 - 6 * _bend(sigmoid(x))),
    ),
}
