"""A line of code to find."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from trainloop.questions.fields import Fields
from trainloop.questions.model import Answer, Count, Entry, Explained, Listing, Task


@dataclass(frozen=True)
class Bug(Task):
    """Code with one wrong line; ``line`` and the keys of ``others`` count from 0."""

    lines: tuple[str, ...]
    line: int
    fix: str
    why: str
    others: tuple[tuple[int, str], ...] = ()

    FIELDS = ("code", "line", "fix", "why", "others")

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Code of two lines or more, and which one is wrong; the bank counts lines from 1."""
        lines = tuple(fields.block("code", required=True).splitlines())
        if len(lines) < 2:
            fields.fail("code", "\n".join(lines), "two lines or more")
        line = _line(fields, lines)
        fix = fields.block("fix", required=True)
        if "\n" in fix or fix.strip() == lines[line].strip():
            fields.fail("fix", fix, f"one line that differs from line {line + 1}")
        others: dict[int, str] = {}
        for other in fields.items("others", 1, None) if "others" in fields else ():
            other.only("line", "why")
            wrong = _line(other, lines)
            if wrong == line or wrong in others:
                other.fail("line", wrong + 1, "a line that isn't named before")
            others[wrong] = other.text("why")
        return cls(lines, line, fix.strip(), fields.text("why"), tuple(others.items()))

    @property
    def instruction(self) -> str:
        """What the reader is asked to do."""
        return "Find the line that is wrong."

    def lists(self, seed: str) -> tuple[Listing, ...]:
        """The code, line by line."""
        return (Listing(Count.LINES, tuple(map(Entry, self.lines))),)

    def answer(self, seed: str) -> Answer:
        """The wrong line, what it should be, and what is right about others."""
        parts = [Explained("", self._shown(index), None, why) for index, why in self.others]
        return Answer(f"{self._shown(self.line)} It should be `{self.fix}`.", tuple(parts), self.why)

    def state(self, seed: str) -> dict[str, Any]:
        """The code line by line; lines count from 0."""
        return {
            "lines": list(self.lines),
            "line": self.line,
            "fix": self.fix,
            "why": self.why,
            "others": {str(index): why for index, why in self.others},
        }

    def _shown(self, index: int) -> str:
        return f"Line {index + 1}, `{self.lines[index].strip()}`."


def _line(fields: Fields, lines: tuple[str, ...]) -> int:
    """Index of the line that is named, which must hold something."""
    number = fields.whole("line", 1, len(lines))
    if not lines[number - 1].strip():
        fields.fail("line", number, "a line that isn't empty")
    return number - 1
