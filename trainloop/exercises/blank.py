"""What the blank of a worked example is: a name, and the wrong values that it can name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WrongValue:
    """A value that readers fill in by mistake; ``pointer`` ends "m₃ isn't 3.5: …"."""

    id: str
    value: float
    pointer: str


# A reader may round to four digits; most wrong values differ by far more.
FOUR_DIGITS = 5e-4


@dataclass(frozen=True)
class Blank:
    """One blank. ``label`` is what messages call it; ``asked`` says what belongs there.

    ``tolerance`` is relative, for the right value and for the wrong ones.
    """

    name: str
    label: str
    asked: str
    wrong: tuple[WrongValue, ...]
    tolerance: float = FOUR_DIGITS
