"""Drawing numbers from a seed: the same on every machine and in every Python."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")


def spread(low: float, high: float, step: float) -> tuple[float, ...]:
    """The numbers from ``low`` to ``high``, both included, a step apart; whole ones are ints."""
    count = round((high - low) / step) + 1
    numbers = (round(low + k * step, 6) for k in range(count))
    return tuple(int(number) if number.is_integer() else number for number in map(float, numbers))


class Draw:
    """Draws from a seed. It uses nothing of Random but ``random()``, which alone promises the same numbers for ever."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed).random

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, each as likely as the others."""
        return options[int(self._random() * len(options))]

    def between(self, low: float, high: float, digits: int = 2) -> float:
        """A number from ``low`` to ``high``, with so many digits after the point."""
        return round(low + (high - low) * self._random(), digits)

    def either(self, low: float, high: float, digits: int = 2) -> float:
        """A number whose size lies between ``low`` and ``high``, with either sign."""
        return self.pick((-1, 1)) * self.between(low, high, digits)

    def whole(self, low: int, high: int) -> int:
        """A whole number from ``low`` to ``high``, both included."""
        return low + int(self._random() * (high - low + 1))

    def several(self, count: int, low: float, high: float, digits: int = 2) -> list[float]:
        """So many numbers from ``low`` to ``high``."""
        return [self.between(low, high, digits) for _ in range(count)]
