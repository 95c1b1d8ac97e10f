"""A number to work out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from trainloop.questions.fields import Fields
from trainloop.questions.model import Answer, Explained, Task, plain


@dataclass(frozen=True)
class Number(Task):
    """A number within an absolute tolerance; ``mistakes`` are wrong numbers with their reasons."""

    value: float
    tolerance: float
    why: str
    unit: str = ""
    mistakes: tuple[tuple[float, str], ...] = ()

    FIELDS = ("answer", "tolerance", "unit", "why", "mistakes")

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """A number, and up to six mistakes that can be told from it."""
        value, tolerance = fields.number("answer"), fields.number("tolerance")
        if tolerance < 0:
            fields.fail("tolerance", tolerance, "a number ≥ 0")
        mistakes: list[tuple[float, str]] = []
        for mistake in fields.items("mistakes", 1, 6) if "mistakes" in fields else ():
            mistake.only("value", "why")
            wrong = mistake.number("value")
            if abs(wrong - value) <= tolerance:
                mistake.fail("value", wrong, f"a number that isn't taken for {plain(value)} ± {plain(tolerance)}")
            if wrong in dict(mistakes):
                mistake.fail("value", wrong, "a number that no mistake before has")
            mistakes.append((wrong, mistake.text("why")))
        return cls(value, tolerance, fields.text("why"), fields.text("unit", ""), tuple(mistakes))

    @property
    def instruction(self) -> str:
        """What the reader is asked to do."""
        return f"Answer with a number, in {self.unit}." if self.unit else "Answer with a number."

    def answer(self, seed: str) -> Answer:
        """The number, and the reason for each mistake."""
        margin = f" (± {plain(self.tolerance)})" if self.tolerance else ""
        parts = [Explained("", self._show(value), False, why) for value, why in self.mistakes]
        return Answer(self._show(self.value) + margin, tuple(parts), self.why)

    def state(self, seed: str) -> dict[str, Any]:
        """The number and its mistakes."""
        return {
            "answer": self.value,
            "tolerance": self.tolerance,
            "unit": self.unit,
            "why": self.why,
            "mistakes": [{"value": value, "why": why} for value, why in self.mistakes],
        }

    def _show(self, value: float) -> str:
        return f"{plain(value)} {self.unit}".rstrip()
