"""Checks of arguments: each returns the value, or says which argument is wrong and what is allowed.

The standard library alone, so that exercises checked in the browser can use them too.
"""

from collections.abc import Collection, Sized
from math import isfinite
from numbers import Integral, Real
from typing import SupportsFloat, SupportsIndex, TypeVar, cast

__all__ = [
    "boolean",
    "fraction",
    "integer",
    "non_empty",
    "non_negative",
    "number",
    "one_of",
    "positive",
    "within",
]

T = TypeVar("T")
S = TypeVar("S", bound=Sized)


def number(name: str, value: object, allowed: str = "a finite number") -> float:
    """Return `value` as a float.

    Raises:
        TypeError: `value` is no real number; a bool is none either.
        ValueError: `value` is infinite or NaN.
    """
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{name} must be {allowed}, not {_shown(value)}")
    result = float(cast(SupportsFloat, value))
    if not isfinite(result):
        raise ValueError(f"{name} must be {allowed}, not {value!r}")
    return result


def positive(name: str, value: object) -> float:
    """Return `value` as a float > 0; errors as for `number`."""
    allowed = "a finite number greater than 0"
    result = number(name, value, allowed)
    if result <= 0:
        raise ValueError(f"{name} must be {allowed}, not {value!r}")
    return result


def non_negative(name: str, value: object) -> float:
    """Return `value` as a float >= 0; errors as for `number`."""
    allowed = "a finite number that is 0 or greater"
    result = number(name, value, allowed)
    if result < 0:
        raise ValueError(f"{name} must be {allowed}, not {value!r}")
    return result


def fraction(name: str, value: object) -> float:
    """Return `value` as a float in [0, 1), as the decay of an average; errors as for `number`."""
    allowed = "a number from 0 up to, but not including, 1"
    result = number(name, value, allowed)
    if not 0 <= result < 1:
        raise ValueError(f"{name} must be {allowed}, not {value!r}")
    return result


def within(name: str, value: object, low: float, high: float) -> float:
    """Return `value` as a float in [low, high]; errors as for `number`."""
    allowed = f"a number from {low:g} to {high:g}"
    result = number(name, value, allowed)
    if not low <= result <= high:
        raise ValueError(f"{name} must be {allowed}, not {value!r}")
    return result


def integer(name: str, value: object, minimum: int | None = None) -> int:
    """Return `value` as an int, at least `minimum` where one is given.

    Raises:
        TypeError: `value` is no integer; 3.0 and True are none.
        ValueError: `value` is less than `minimum`.
    """
    allowed = "an integer" if minimum is None else f"an integer that is {minimum} or greater"
    if isinstance(value, bool) or not isinstance(value, Integral):
        raise TypeError(f"{name} must be {allowed}, not {_shown(value)}")
    result = int(cast(SupportsIndex, value))
    if minimum is not None and result < minimum:
        raise ValueError(f"{name} must be {allowed}, not {value!r}")
    return result


def boolean(name: str, value: object) -> bool:
    """Return `value`, which must be True or False, else raise TypeError."""
    if not isinstance(value, bool):
        raise TypeError(f"{name} must be True or False, not {_shown(value)}")
    return value


def one_of(name: str, value: T, allowed: Collection[T]) -> T:
    """Return `value` if it is one of `allowed`, else raise ValueError that lists them."""
    if value not in allowed:
        choices = ", ".join(repr(choice) for choice in allowed)
        raise ValueError(f"{name} must be one of {choices}, not {value!r}")
    return value


def non_empty(name: str, value: S) -> S:
    """Return `value`, a sequence or a tensor, if it holds anything, else raise ValueError."""
    if len(value) == 0:
        raise ValueError(f"{name} must not be empty")
    return value


def _shown(value: object) -> str:
    return f"{value!r} ({type(value).__name__})"
