"""Functions that exercises hand to a reader's function, shown by their names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, sin
from typing import Any


@dataclass(frozen=True)
class Named:
    """A function that shows as its name, in a report and when a reader prints it."""

    name: str
    function: Callable[..., Any]

    def __call__(self, x: Any) -> Any:
        """The function's value at x, a number or a tensor."""
        return self.function(x)

    def __repr__(self) -> str:
        return self.name


TWICE = Named("twice", lambda x: 2 * x)
SQUARE = Named("square", lambda x: x**2)
CUBE = Named("cube", lambda x: x**3)
RECIPROCAL = Named("reciprocal", lambda x: 1 / x)
# A tensor brings these two along as methods, and so keeps what autograd needs.
SIN = Named("sin", lambda x: x.sin() if hasattr(x, "sin") else sin(x))
EXP = Named("exp", lambda x: x.exp() if hasattr(x, "exp") else exp(x))
