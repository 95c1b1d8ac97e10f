"""What an item of an assignment is to everyone: text and stub for students, a request for the sandbox, a mark."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from classroom.assignment.spec import Item

Verdict = Literal["right", "partly", "wrong", "missing", "by-hand"]
WAITING = "Waits for a person."  # the message of what is to be marked by hand, until it is


@dataclass(frozen=True)
class Mark:
    """What an item earned, before anything is taken off for lateness.

    ``mistake`` is the id of the mistake that was recognised, or empty; ``message`` says it to the student and
    holds nothing of the hidden tests.
    """

    item: str
    points: float
    earned: float
    outcome: Verdict
    mistake: str = ""
    message: str = ""


@dataclass(frozen=True)
class GradedItem(ABC):
    """One item of one student's assignment. ``seed`` is what its numbers were drawn from; it isn't the students'."""

    item: Item
    title: str
    seed: str

    @property
    @abstractmethod
    def statement(self) -> str:
        """What is asked, as Markdown."""

    @property
    @abstractmethod
    def stub(self) -> str:
        """A cell that defines the function, unwritten; empty for what is marked by hand."""

    @property
    def examples(self) -> str:
        """A cell with the public check; empty where there is none."""
        return ""

    @property
    @abstractmethod
    def solution(self) -> str:
        """A cell that defines the function, or the model answer of what is marked by hand."""

    @property
    @abstractmethod
    def notes(self) -> str:
        """What the grader should know, as Markdown."""

    @property
    def request(self) -> dict[str, Any] | None:
        """What the sandbox is asked to do, without a right number; None for what is marked by hand."""
        return None

    @abstractmethod
    def mark(self, answer: Mapping[str, Any] | None) -> Mark:
        """The mark for what the sandbox answered; None where the notebook has no such function."""

    @property
    @abstractmethod
    def answer_texts(self) -> tuple[str, ...]:
        """Source or text that gives the graded variant's answer away, and that the book's pages don't hold."""

    @property
    def test_texts(self) -> tuple[str, ...]:
        """The hidden tests as source, in each spelling that a tool writes."""
        return ()

    @property
    def test_numbers(self) -> tuple[tuple[float, ...], ...]:
        """The hidden tests as numbers: arguments and results, in order, however they are written."""
        return ()

    @property
    def unpublished(self) -> tuple[str, ...]:
        """What students get and pages may not hold."""
        return ()

    @property
    def secrets(self) -> tuple[str, ...]:
        """Texts that nothing which students or the public get may hold."""
        return (*self.answer_texts, *self.test_texts)

    def marked(self, share: float, outcome: Verdict, mistake: str = "", message: str = "") -> Mark:
        """A mark of this item, for a share of its points."""
        return Mark(self.item.name, self.item.points, round(self.item.points * share, 6), outcome, mistake, message)
