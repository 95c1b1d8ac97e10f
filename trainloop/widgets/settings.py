"""Settings: traits that say what is allowed when they are given something else.

The errors are the package's own, in the constructor and at every later assignment alike. A numeric
setting carries its limits, which the browser's controls take from it.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

import traitlets

from trainloop.arguments import boolean, integer, number, one_of, within

__all__ = ["Changes", "Choice", "Count", "Number", "Setting", "Several", "Switch"]

T = TypeVar("T")


class Setting(traitlets.TraitType[T, Any]):
    """What all settings share: they travel to the browser and back."""

    def __init__(self, default: Any) -> None:
        super().__init__(default)
        self.tag(sync=True)


class Number(Setting[float]):
    """A number from `low` to `high`."""

    def __init__(self, default: float, low: float, high: float) -> None:
        self.low, self.high = low, high
        super().__init__(default)

    def validate(self, obj: Any, value: object) -> float:
        """Return `value` if it is allowed, else raise an error that says what is."""
        return within(self.name or "value", value, self.low, self.high)


class Count(Setting[int]):
    """A whole number from `low` to `high`."""

    def __init__(self, default: int, low: int, high: int) -> None:
        self.low, self.high = low, high
        super().__init__(default)

    def validate(self, obj: Any, value: object) -> int:
        """Return `value` if it is allowed, else raise an error that says what is."""
        name = self.name or "value"
        return int(within(name, integer(name, value), *self.bounds(obj)))

    def bounds(self, obj: Any) -> tuple[int, int]:
        """The limits for this widget, which may depend on its data."""
        low, high = (obj.limits or {}).get(self.name, (self.low, self.high))
        return low, high


class Switch(Setting[bool]):
    """True or False."""

    def validate(self, obj: Any, value: object) -> bool:
        """Return `value` if it is allowed, else raise an error that says what is."""
        return boolean(self.name or "value", value)


class Choice(Setting[str]):
    """One of a few words."""

    def __init__(self, default: str, allowed: Sequence[str]) -> None:
        self.allowed = tuple(allowed)
        super().__init__(default)

    def validate(self, obj: Any, value: object) -> str:
        """Return `value` if it is allowed, else raise an error that says what is."""
        return one_of(self.name or "value", str(value), self.allowed)


class Several(Setting[list[str]]):
    """Any of a few words, none to all, kept in the order in which they are allowed."""

    def __init__(self, default: Sequence[str], allowed: Sequence[str]) -> None:
        self.allowed, self.initial = tuple(allowed), tuple(default)
        super().__init__(traitlets.Undefined)

    def make_dynamic_default(self) -> list[str]:
        """Return a list of its own for each widget."""
        return list(self.initial)

    def validate(self, obj: Any, value: object) -> list[str]:
        """Return `value` if it is allowed, else raise an error that says what is."""
        name = self.name or "value"
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise TypeError(f"{name} must be a list of words, not {value!r}")
        chosen = {one_of(name, word, self.allowed) for word in value}
        return [word for word in self.allowed if word in chosen]


class Changes(traitlets.TraitType[dict[str, float], Any]):
    """What was added to single days: a dict from the day, counted from 1, to an amount."""

    def make_dynamic_default(self) -> dict[str, float]:
        """Return no changes: a dict of its own for each widget."""
        return {}

    def validate(self, obj: Any, value: object) -> dict[str, float]:
        """Return `value` if it is allowed, else raise an error that says what is."""
        if not isinstance(value, dict):
            raise TypeError(f"changes must be a dict from a day to an amount, not {value!r}")
        # JSON, in which widgets are saved, knows only strings as keys.
        last = obj.limits["day"][1] if obj.limits else None
        for day in value:
            if not str(day).isdecimal() or not 1 <= int(day) <= (last or int(day)):
                raise ValueError(f"changes must have days from 1 to {last} as keys, not {day!r}")
        return {str(day): number(f"changes[{day!r}]", v) for day, v in value.items()}
