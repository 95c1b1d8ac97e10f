"""Open questions: an answer in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from trainloop.questions.fields import Fields
from trainloop.questions.model import Answer, Explained, Task

MOST_MARKS = 20  # for one point


@dataclass(frozen=True)
class Point:
    """What a good answer says, and what saying it is worth."""

    text: str
    marks: int = 1


@dataclass(frozen=True)
class Open(Task):
    """A short or a long answer, judged by its writer against a model answer and its points."""

    model: str
    points: tuple[Point, ...]
    long: bool = False

    FIELDS = ("answer", "points")

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """A model answer and one to eight points."""
        points = tuple(_point(point) for point in fields.items("points", 1, 8, bare="text"))
        return cls(fields.text("answer"), points, fields.text("kind") == "long")

    @property
    def instruction(self) -> str:
        """What the reader is asked to do."""
        task = "Answer in a paragraph." if self.long else "Answer in a sentence or two."
        return f"{task} {_marks(self.marks)}." if self._weighed else task

    @property
    def marks(self) -> int:
        """What all points together are worth."""
        return sum(point.marks for point in self.points)

    def answer(self, seed: str) -> Answer:
        """The model answer and its points."""
        texts = [f"{one.text} ({_marks(one.marks)})" if self._weighed else one.text for one in self.points]
        parts = tuple(Explained("", text, None) for text in texts)
        return Answer(self.model, parts, "A good answer says the points listed.")

    def state(self, seed: str) -> dict[str, Any]:
        """The model answer and its points."""
        return {"answer": self.model, "points": [{"text": one.text, "marks": one.marks} for one in self.points]}

    @property
    def _weighed(self) -> bool:
        return self.long or any(point.marks != 1 for point in self.points)


def _point(fields: Fields) -> Point:
    fields.only("text", "marks")
    marks = fields.whole("marks", 1, MOST_MARKS) if "marks" in fields else 1
    return Point(fields.text("text"), marks)


def _marks(count: int) -> str:
    return "1 mark" if count == 1 else f"{count} marks"
