"""Numbers as readers return them: read without importing their library, compared and shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isclose, isfinite, prod
from typing import Any

# Wide enough for a solution in float32, far narrower than any mistake in the cases.
RELATIVE = 1e-5
ABSOLUTE = 1e-6
LARGEST = 10_000


@dataclass(frozen=True)
class Number:
    """An exercise that returns one number. ``label`` is what messages call it."""

    label: str

    def labels(self, count: int) -> tuple[str, ...]:
        """What messages call each of the results."""
        return (self.label,)

    def asked(self, count: int) -> str:
        """What to return, as messages ask for it."""
        return "return one number"

    def show(self, values: Sequence[float]) -> str:
        """The numbers as a report shows them."""
        return ", ".join(map(show_number, values))


@dataclass(frozen=True)
class Series:
    """An exercise that returns a list of numbers, ``label`` with an index from 1 each."""

    label: str

    def labels(self, count: int) -> tuple[str, ...]:
        """What messages call each of the results."""
        return tuple(self.label + subscript(i) for i in range(1, count + 1))

    def asked(self, count: int) -> str:
        """What to return, as messages ask for it."""
        return f"return a list of {count} numbers" if count > 1 else "return a list of one number"

    def show(self, values: Sequence[float]) -> str:
        """The numbers as a report shows them."""
        return f"[{', '.join(map(show_number, values))}]"


@dataclass(frozen=True)
class Parts:
    """An exercise that returns several results, each with its own name.

    ``derived`` names those computed from the others: where several are wrong, messages speak of
    the others first.
    """

    names: tuple[str, ...]
    derived: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[int, ...]:
        """The results' indices in the order in which mistakes are looked for."""
        return tuple(sorted(range(len(self.names)), key=lambda i: self.names[i] in self.derived))

    def labels(self, count: int) -> tuple[str, ...]:
        """What messages call each of the results."""
        return self.names

    def asked(self, count: int) -> str:
        """What to return, as messages ask for it."""
        return f"return {', '.join(self.names[:-1])} and {self.names[-1]}, in this order"

    def show(self, values: Sequence[float]) -> str:
        """The numbers as a report shows them."""
        names: Sequence[str] = self.names if len(values) == len(self.names) else ()
        shown = [show_number(value) for value in values]
        return ", ".join(f"{n} = {v}" for n, v in zip(names, shown, strict=True)) if names else str(shown)


Result = Number | Series | Parts


class Unusable(Exception):
    """A result that can't be compared: the mistake's id, what was found, what to do.

    ``values`` are the numbers that it holds all the same, if it does.
    """

    def __init__(self, mistake: str, found: str, pointer: str, values: tuple[float, ...] = ()) -> None:
        super().__init__(found)
        self.mistake = mistake
        self.found = found
        self.pointer = pointer
        self.values = values


def read(given: Any, result: Result, count: int) -> tuple[float, ...]:
    """The ``count`` numbers in what a function returned. Raises :class:`Unusable`."""
    asked = result.asked(count)
    if given is None:
        raise Unusable("nothing-returned", "nothing was returned", f"{asked} with `return`")
    if given is ... or (isinstance(given, tuple | list) and any(item is ... for item in given)):
        raise Unusable("not-written", "there is still a `...`", "put your code in its place")
    plain = _plain(given)
    is_list = isinstance(plain, list)
    if isinstance(result, Number) and _size(given) == 1:
        plain, is_list = _single(plain), False
    values = tuple(_float(_single(_plain(item))) for item in plain) if is_list else (_float(plain),)
    if len(values) != count:
        mistake = "wrong-length" if isinstance(result, Series) else "wrong-count"
        raise Unusable(mistake, _counted(len(values)), asked, values)
    if is_list is isinstance(result, Number):
        raise Unusable("wrong-type", f"{_kind(given)} was returned", asked, values)
    return values


def close(a: float, b: float) -> bool:
    """Whether two numbers are the same result; a NaN or an infinity equals itself."""
    if not (isfinite(a) and isfinite(b)):
        return repr(a) == repr(b)
    return isclose(a, b, rel_tol=RELATIVE, abs_tol=ABSOLUTE)


def all_close(a: Sequence[float], b: Sequence[float]) -> bool:
    """Whether two results are the same, number by number."""
    return len(a) == len(b) and all(map(close, a, b))


def show_number(value: float) -> str:
    """A number with six digits, fewer if they are zeros."""
    return _digits(value, 6)


def show_pair(given: float, expected: float) -> tuple[str, str]:
    """Two numbers with as many digits as it takes to tell them apart."""
    for digits in (6, 9, 12):
        pair = _digits(given, digits), _digits(expected, digits)
        if pair[0] != pair[1]:
            return pair
    return repr(given), repr(expected)


def subscript(index: int) -> str:
    """The index in subscript digits."""
    return str(index).translate(str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉"))


def _digits(value: float, count: int) -> str:
    if not isfinite(value):
        return {"inf": "∞", "-inf": "-∞"}.get(repr(value), "NaN")
    return f"{value + 0.0:.{count}g}"  # + 0.0 turns -0.0 into 0.0


def _counted(count: int) -> str:
    return "1 number was returned" if count == 1 else f"{count} numbers were returned"


def _plain(given: Any) -> Any:
    """Tensors, arrays and sequences as lists, numbers as they are."""
    if hasattr(given, "tolist") and not isinstance(given, type):
        if _size(given) > LARGEST:
            raise Unusable("wrong-length", f"{_size(given)} numbers were returned", "return fewer")
        return given.tolist()
    if isinstance(given, Sequence) and not isinstance(given, str | bytes | bytearray):
        if len(given) > LARGEST:
            raise Unusable("wrong-length", f"{len(given)} numbers were returned", "return fewer")
        return list(given)
    return given


def _size(given: Any) -> int:
    """How many numbers a tensor or an array holds; 0 for anything else."""
    return prod(given.shape) if hasattr(given, "shape") else 0


def _single(plain: Any) -> Any:
    """The number in nested lists of one entry each, as tensors of one number become."""
    while isinstance(plain, list) and len(plain) == 1:
        plain = plain[0]
    return plain


def _float(item: Any) -> float:
    if isinstance(item, str | bytes | bool | complex | list | type) or not hasattr(item, "__float__"):
        pointer = "return numbers"
        if isinstance(item, Iterator):
            pointer = "collect what it yields with `list(…)`"
        elif isinstance(item, complex):
            pointer = "`**0.5` of a negative number gives one, so look at what is under the root"
        raise Unusable("wrong-type", f"{_kind(item)} was returned", pointer)
    try:
        return float(item)
    except OverflowError:
        return float("inf")
    except (TypeError, ValueError) as error:
        raise Unusable("wrong-type", f"{_kind(item)} was returned", "return numbers") from error


def _kind(item: object) -> str:
    name = type(item).__name__
    known = {
        "str": "a text (str)",
        "bool": "a truth value (bool)",
        "complex": "a complex number",
        "function": "a function",
    }
    return known.get(name, f"{'an' if name[:1] in 'aeiou' else 'a'} {name}")
