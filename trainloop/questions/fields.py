"""Typed access to the fields of a YAML mapping, with errors that name the place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn, TypeVar

T = TypeVar("T")


class BankError(ValueError):
    """A bank file is wrong; the message says where, what stands there and what is allowed."""


class Fields:
    """A mapping of the bank. ``where`` is what errors call it: file, question, field."""

    def __init__(self, content: object, where: str) -> None:
        if not isinstance(content, dict):
            raise BankError(f"{where} is {_short(content)}; allowed: a mapping")
        self.content: dict[Any, Any] = content
        self.where = where

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
        """A finite number."""
        value = self._get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fail(name, value, "a number")
        if not abs(value) < float("inf"):
            self.fail(name, value, "a finite number")
        return float(value)

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
        return Fields(self._get(name), f"{self.where}: {name}")

    def items(self, name: str, fewest: int, most: int | None) -> Sequence[Fields]:
        """A list of mappings."""
        items = self._list(name, fewest, most)
        return [Fields(item, f"{self.where}: {name}[{i}]") for i, item in enumerate(items)]

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
        return value.rstrip()


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
