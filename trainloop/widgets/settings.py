"""Settings: traits that say what is allowed when they are given something else.

The errors are the package's own, in the constructor and at every later assignment alike. A numeric
setting carries its limits, which the browser's controls take from it.
"""

from collections.abc import Sequence
from typing import Any

import traitlets

from trainloop.arguments import boolean, integer, one_of, within

__all__ = ["Choice", "Count", "Number", "Switch"]


class Number(traitlets.TraitType[float, Any]):
    """A number from `low` to `high`."""

    def __init__(self, default: float, low: float, high: float) -> None:
        self.low, self.high = low, high
        super().__init__(default)
        self.tag(sync=True)

    def validate(self, obj: Any, value: object) -> float:
        """Return `value` if it is allowed, else raise an error that says what is."""
        return within(self.name or "value", value, self.low, self.high)


class Count(traitlets.TraitType[int, Any]):
    """A whole number from `low` to `high`."""

    def __init__(self, default: int, low: int, high: int) -> None:
        self.low, self.high = low, high
        super().__init__(default)
        self.tag(sync=True)

    def validate(self, obj: Any, value: object) -> int:
        """Return `value` if it is allowed, else raise an error that says what is."""
        name = self.name or "value"
        return int(within(name, integer(name, value), *self.bounds(obj)))

    def bounds(self, obj: Any) -> tuple[int, int]:
        """The limits for this widget, which may depend on its data."""
        low, high = (obj.limits or {}).get(self.name, (self.low, self.high))
        return low, high


class Switch(traitlets.TraitType[bool, Any]):
    """True or False."""

    def __init__(self, default: bool) -> None:
        super().__init__(default)
        self.tag(sync=True)

    def validate(self, obj: Any, value: object) -> bool:
        """Return `value` if it is allowed, else raise an error that says what is."""
        return boolean(self.name or "value", value)


class Choice(traitlets.TraitType[str, Any]):
    """One of a few words."""

    def __init__(self, default: str, allowed: Sequence[str]) -> None:
        self.allowed = tuple(allowed)
        super().__init__(default)
        self.tag(sync=True)

    def validate(self, obj: Any, value: object) -> str:
        """Return `value` if it is allowed, else raise an error that says what is."""
        return one_of(self.name or "value", str(value), self.allowed)
