"""Rows of the table, each with its bar, and how they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

HEADS = ("what", "measured", "bar", "")
VERDICTS = {True: "pass", False: "MISS", None: ""}


@dataclass(frozen=True)
class Row:
    """One measured number; `passed` is None where nothing is promised about it."""

    what: str
    measured: str
    bar: str = ""
    passed: bool | None = None


def at_most(what: str, value: float, bar: float, unit: str = "", digits: int = 1) -> Row:
    """A row that passes when `value` is no larger than `bar`."""
    suffix = f" {unit}" if unit else ""
    return Row(what, f"{value:.{digits}f}{suffix}", f"≤ {bar:g}{suffix}", value <= bar)


def at_least(what: str, value: float, bar: float, unit: str = "", digits: int = 1) -> Row:
    """A row that passes when `value` is no smaller than `bar`."""
    suffix = f" {unit}" if unit else ""
    return Row(what, f"{value:.{digits}f}{suffix}", f"≥ {bar:g}{suffix}", value >= bar)


def cells(row: Row) -> tuple[str, ...]:
    """A row as the strings of its columns."""
    return (row.what, row.measured, row.bar, VERDICTS[row.passed])


def printed(sections: Sequence[tuple[str, Iterable[Row]]]) -> str:
    """One table: a heading for each section, then its rows, in columns as wide as they need."""
    filled = [(name, [cells(row) for row in rows]) for name, rows in sections]
    every = [HEADS, *(line for _, lines in filled for line in lines)]
    widths = [max(len(line[column]) for line in every) for column in range(len(HEADS))]

    def one(line: Sequence[str]) -> str:
        return "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip()

    rule = "  ".join("-" * width for width in widths)
    parts = [one(HEADS), rule]
    for name, lines in filled:
        parts += [name.upper(), *(one(line) for line in lines), ""]
    return "\n".join(parts).rstrip()
