"""Steps to be put in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from trainloop.questions.fields import Fields
from trainloop.questions.model import Answer, Explained, Listing, Task, letter, lettered, shuffled


@dataclass(frozen=True)
class Order(Task):
    """Steps; ``steps`` holds them in the right order."""

    steps: tuple[str, ...]
    why: str

    FIELDS = ("steps", "why")

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Three to eight steps that differ."""
        steps = fields.texts("steps", 3, 8)
        if len(set(steps)) < len(steps):
            fields.fail("steps", "two alike", "steps that differ")
        return cls(steps, fields.text("why"))

    @property
    def instruction(self) -> str:
        """What the reader is asked to do."""
        return "Answer with the letters, from first to last."

    def choices(self, seed: str) -> tuple[str, ...]:
        """The steps as they are shown."""
        mixed = shuffled(self.steps, seed)
        # A shuffle may leave things as they were, and that would give the answer away.
        return mixed if mixed != self.steps else mixed[1:] + mixed[:1]

    def lists(self, seed: str) -> tuple[Listing, ...]:
        """The steps, shuffled."""
        return lettered(self.choices(seed))

    def answer(self, seed: str) -> Answer:
        """The letters in the right order."""
        letters = [letter(index) for index in self._order(seed)]
        parts = [Explained(name, step, None) for name, step in zip(letters, self.steps, strict=True)]
        return Answer(", ".join(letters), tuple(parts), self.why)

    def state(self, seed: str) -> dict[str, Any]:
        """The steps as they are shown, and their right order."""
        return {"steps": list(self.choices(seed)), "order": self._order(seed), "why": self.why}

    def _order(self, seed: str) -> list[int]:
        shown = self.choices(seed)
        return [shown.index(step) for step in self.steps]
