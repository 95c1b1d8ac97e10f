"""Typed access to the fields of a YAML mapping, with errors that name the place."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn, TypeVar

from trainloop.questions.model import plain

T = TypeVar("T")
Value = float | str | Sequence[float]  # what a generated question's function may draw
TEMPLATE = re.compile(r"\{(\w+)\}")
DIGITS = 6  # of a drawn number; more than a reader wants to type


class BankError(ValueError):
    """A bank file is wrong; the message says where, what stands there and what is allowed."""


class Fields:
    """A mapping of the bank. ``where`` is what errors call it: file, question, field.

    With ``values``, as a generated question has them, ``{name}`` in a text stands for one of them.
    """

    def __init__(self, content: object, where: str, values: Mapping[str, Value] | None = None) -> None:
        if not isinstance(content, dict):
            raise BankError(f"{where} is {_short(content)}; allowed: a mapping")
        self.content: dict[Any, Any] = content
        self.where = where
        self.values = values

    def filled(self, values: Mapping[str, Value]) -> Fields:
        """The same mapping with values for its templates."""
        return Fields(self.content, self.where, values)

    def __contains__(self, name: str) -> bool:
        return name in self.content

    def fail(self, name: str, value: object, allowed: str) -> NoReturn:
        """Raise the error for a field."""
        raise BankError(f"{self.where}: {name} is {_short(value)}; allowed: {allowed}")

    def only(self, *names: str) -> None:
        """Refuse any field but these."""
        for name in self.content:
            if name not in names:
                raise BankError(f"{self.where}: unknown field {name!r}; allowed: {list(names)}")

    def text(self, name: str, default: str | None = None) -> str:
        """A text, with its white space collapsed; ``default`` where the field is absent."""
        if default is not None and name not in self:
            return default
        return " ".join(self.block(name, required=True).split())

    def block(self, name: str, *, required: bool = False) -> str:
        """A text with its lines kept; empty where the field is absent and not required."""
        if name not in self and not required:
            return ""
        return self._as_text(self._get(name), name)

    def texts(self, name: str, fewest: int, most: int) -> tuple[str, ...]:
        """A list of texts."""
        items = self._list(name, fewest, most)
        return tuple(" ".join(self._as_text(item, name).split()) for item in items)

    def number(self, name: str) -> float:
        """A finite number, or the drawn one that a template names."""
        value = self._drawn(name, self._get(name))
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail(name, value, "a number")
        if not abs(value) < float("inf"):
            self.fail(name, value, "a finite number")
        return float(value)

    def whole(self, name: str, low: int, high: int) -> int:
        """A whole number between two others, both allowed."""
        value = self._get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.fail(name, value, f"a whole number from {low} to {high}")
        return value

    def series(self, name: str) -> tuple[float, ...]:
        """The finite numbers, at least two, that were drawn under the name which stands in this field."""
        drawn = (self.values or {}).get(str(self._get(name)), ())
        known = [key for key, value in (self.values or {}).items() if not isinstance(value, str | int | float)]
        if isinstance(drawn, str | int | float) or len(drawn) < 2:
            self.fail(name, self._get(name), f"one of {known}, two numbers or more from the function in 'generated'")
        if not all(abs(value) < float("inf") for value in drawn):
            self.fail(name, self._get(name), "a curve of finite numbers")
        return tuple(float(value) for value in drawn)

    def flag(self, name: str) -> bool:
        """True or false; false where the field is absent."""
        value = self.content.get(name, False)
        if not isinstance(value, bool):
            self.fail(name, value, "true or false")
        return value

    def one_of(self, name: str, allowed: tuple[T, ...]) -> T:
        """One of the allowed values."""
        value = self._get(name)
        for choice in allowed:
            if type(value) is type(choice) and value == choice:
                return choice
        self.fail(name, value, ", ".join(map(str, allowed)))

    def nested(self, name: str) -> Fields:
        """A mapping inside this one."""
        return Fields(self._get(name), f"{self.where}: {name}", self.values)

    def items(self, name: str, fewest: int, most: int | None, *, bare: str = "") -> Sequence[Fields]:
        """A list of mappings; with ``bare``, a text alone is a mapping that has only this field."""
        items = self._list(name, fewest, most)
        if bare:
            items = [{bare: item} if isinstance(item, str) else item for item in items]
        return [Fields(item, f"{self.where}: {name}[{i}]", self.values) for i, item in enumerate(items)]

    def _get(self, name: str) -> Any:
        if name not in self.content:
            raise BankError(f"{self.where}: {name} is missing")
        return self.content[name]

    def _list(self, name: str, fewest: int, most: int | None) -> list[Any]:
        value = self._get(name)
        if not isinstance(value, list):
            self.fail(name, value, "a list")
        if len(value) < fewest or (most is not None and len(value) > most):
            allowed = f"{fewest} or more" if most is None else f"{fewest} to {most}"
            self.fail(name, f"{len(value)} long", f"{allowed} entries")
        return value

    def _as_text(self, value: object, name: str) -> str:
        if not isinstance(value, str) or not value.strip():
            self.fail(name, value, "a text (quote numbers, and texts with ': ' in them)")
        return self._formatted(name, value.rstrip())

    def _formatted(self, name: str, text: str) -> str:
        """The text with the drawn values in the place of their names."""
        if self.values is None:
            return text
        shown = {key: plain(_rounded(value)) for key, value in self.values.items() if isinstance(value, int | float)}
        shown |= {key: value for key, value in self.values.items() if isinstance(value, str)}
        try:
            return text.format(**shown)
        except (LookupError, ValueError, AttributeError):
            self.fail(name, text, f"{{name}} of {list(shown)}; a brace that is meant is written twice")

    def _drawn(self, name: str, value: object) -> object:
        """The number that a template names; any other value as it is."""
        match = TEMPLATE.fullmatch(value) if self.values is not None and isinstance(value, str) else None
        if match is None or self.values is None:
            return value
        drawn = self.values.get(match[1])
        if not isinstance(drawn, int | float):
            numbers = [key for key, one in self.values.items() if isinstance(one, int | float)]
            self.fail(name, value, f"a number, or {{name}} of {numbers}")
        return _rounded(drawn)


def _rounded(value: float) -> float:
    return float(f"{round(value, 12) + 0.0:.{DIGITS}g}")  # no −0, and nothing that only rounding left over


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
