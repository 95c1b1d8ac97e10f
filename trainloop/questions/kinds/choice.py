"""Single and multiple choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from trainloop.questions.fields import Fields
from trainloop.questions.model import Answer, Explained, Listing, Task, joined, letter, lettered, shuffled


@dataclass(frozen=True)
class Option:
    """One option of a choice, with the reason why it is right or wrong."""

    text: str
    why: str
    correct: bool = False


@dataclass(frozen=True)
class Choice(Task):
    """Options, of which one is right, or one or more."""

    options: tuple[Option, ...]
    several: bool = False

    FIELDS = ("options",)

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Two to six options that differ, exactly one of them right, or at least one."""
        several = fields.text("kind") == "multiple"
        options = tuple(_option(option) for option in fields.items("options", 2, 6))
        right = sum(option.correct for option in options)
        if right == 0 or (right > 1 and not several):
            allowed = "at least one" if several else "exactly one"
            fields.fail("options", f"{right} correct", f"{allowed} correct")
        if len({option.text for option in options}) < len(options):
            fields.fail("options", "two alike", "options that differ")
        return cls(options, several)

    @property
    def instruction(self) -> str:
        """What the reader is asked to do."""
        return "Choose all that apply." if self.several else "Choose one."

    def lists(self, seed: str) -> tuple[Listing, ...]:
        """The options, shuffled."""
        return lettered([option.text for option in shuffled(self.options, seed)])

    def answer(self, seed: str) -> Answer:
        """The letters of the right options, and the reason for each option."""
        options = shuffled(self.options, seed)
        right = [letter(i) for i, option in enumerate(options) if option.correct]
        parts = [Explained(letter(i), option.text, option.correct, option.why) for i, option in enumerate(options)]
        return Answer(joined(right), tuple(parts))

    def state(self, seed: str) -> dict[str, Any]:
        """The options as they are shown."""
        options = shuffled(self.options, seed)
        return {"options": [{"text": one.text, "correct": one.correct, "why": one.why} for one in options]}


def _option(fields: Fields) -> Option:
    fields.only("text", "correct", "why")
    return Option(fields.text("text"), fields.text("why"), fields.flag("correct"))
