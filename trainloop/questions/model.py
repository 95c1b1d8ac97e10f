"""What a question is, whatever its kind.

A kind turns its own fields into what every view can show: the *choices* that stand under the
prompt and the *answer*. A further kind is one more class here, one more branch in the schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Protocol, TypeVar

T = TypeVar("T")

ROLES = ("predict", "self-check", "quiz")
BLOOM = ("remember", "understand", "apply", "analyze", "evaluate", "create")
DIFFICULTIES = (1, 2, 3)


@dataclass(frozen=True)
class Explained:
    """One line of an answer: an option, a number or a step, judged and explained."""

    label: str
    text: str
    right: bool | None
    why: str = ""


@dataclass(frozen=True)
class Answer:
    """The answer in one line, its parts explained, and a closing reason."""

    summary: str
    parts: tuple[Explained, ...] = ()
    why: str = ""


class Task(Protocol):
    """What a kind of question provides."""

    @property
    def instruction(self) -> str:
        """What the reader is asked to do, in a few words."""

    def choices(self, seed: str) -> tuple[str, ...]:
        """What is listed, with letters, under the prompt."""

    def answer(self, seed: str) -> Answer:
        """The right answer, with the letters that :meth:`choices` gave."""


@dataclass(frozen=True)
class Option:
    """One option of a choice, with the reason why it is right or wrong."""

    text: str
    why: str
    correct: bool = False


@dataclass(frozen=True)
class Choice:
    """Single or multiple choice."""

    options: tuple[Option, ...]
    several: bool = False

    @property
    def instruction(self) -> str:
        """What the reader is asked to do."""
        return "Choose all that apply." if self.several else "Choose one."

    def choices(self, seed: str) -> tuple[str, ...]:
        """What is listed under the prompt."""
        return tuple(option.text for option in shuffled(self.options, seed))

    def answer(self, seed: str) -> Answer:
        """The right answer, explained."""
        options = shuffled(self.options, seed)
        right = [letter(i) for i, option in enumerate(options) if option.correct]
        parts = [Explained(letter(i), option.text, option.correct, option.why) for i, option in enumerate(options)]
        return Answer(joined(right), tuple(parts))


@dataclass(frozen=True)
class Number:
    """A number to work out; ``mistakes`` are wrong numbers with their reasons."""

    value: float
    tolerance: float
    why: str
    unit: str = ""
    mistakes: tuple[tuple[float, str], ...] = ()

    @property
    def instruction(self) -> str:
        """What the reader is asked to do."""
        return f"Answer with a number, in {self.unit}." if self.unit else "Answer with a number."

    def choices(self, seed: str) -> tuple[str, ...]:
        """What is listed under the prompt."""
        return ()

    def answer(self, seed: str) -> Answer:
        """The right answer, explained."""
        margin = f" (± {plain(self.tolerance)})" if self.tolerance else ""
        parts = [Explained("", self._show(value), False, why) for value, why in self.mistakes]
        return Answer(self._show(self.value) + margin, tuple(parts), self.why)

    def _show(self, value: float) -> str:
        return f"{plain(value)} {self.unit}".rstrip()


@dataclass(frozen=True)
class Order:
    """Steps to be put in order; ``steps`` holds them in the right one."""

    steps: tuple[str, ...]
    why: str

    @property
    def instruction(self) -> str:
        """What the reader is asked to do."""
        return "Answer with the letters, from first to last."

    def choices(self, seed: str) -> tuple[str, ...]:
        """What is listed under the prompt."""
        mixed = shuffled(self.steps, seed)
        # A shuffle may leave things as they were, and that would give the answer away.
        return mixed if mixed != self.steps else mixed[1:] + mixed[:1]

    def answer(self, seed: str) -> Answer:
        """The right answer, explained."""
        choices = self.choices(seed)
        letters = [letter(choices.index(step)) for step in self.steps]
        parts = [Explained(name, step, None) for name, step in zip(letters, self.steps, strict=True)]
        return Answer(", ".join(letters), tuple(parts), self.why)


@dataclass(frozen=True)
class Short:
    """An answer in the reader's words, judged against a model answer and its points."""

    model: str
    points: tuple[str, ...]

    @property
    def instruction(self) -> str:
        """What the reader is asked to do."""
        return "Answer in a sentence or two."

    def choices(self, seed: str) -> tuple[str, ...]:
        """What is listed under the prompt."""
        return ()

    def answer(self, seed: str) -> Answer:
        """The right answer, explained."""
        parts = [Explained("", point, None) for point in self.points]
        return Answer(self.model, tuple(parts), "A good answer says the points listed.")


@dataclass(frozen=True)
class Source:
    """Where the answer is taught: a heading of a chapter, a key of the bibliography, or both."""

    chapter: str = ""
    heading: str = ""
    citation: str = ""


@dataclass(frozen=True)
class Question:
    """One question of the bank."""

    id: str
    chapter: str
    role: str
    kind: str
    concept: str
    bloom: str
    difficulty: int
    prompt: str
    task: Task
    source: Source
    code: str = ""

    @property
    def instruction(self) -> str:
        """What the reader is asked to do."""
        return self.task.instruction

    @property
    def choices(self) -> tuple[str, ...]:
        """What is listed under the prompt, in the order of its letters."""
        return self.task.choices(self.id)

    @property
    def answer(self) -> Answer:
        """The answer, with the letters of :attr:`choices`."""
        return self.task.answer(self.id)


def plain(value: float) -> str:
    """The number as people write it: no exponent, no needless zeros, a real minus."""
    number = f"{Decimal(repr(value)).normalize():f}"
    return number.replace("-", "\N{MINUS SIGN}")


def letter(index: int) -> str:
    """The letter of the choice at ``index``: A, B, C, …"""
    return chr(ord("A") + index)


def joined(names: Sequence[str]) -> str:
    """The names as a phrase: ``A``, ``A and B``, ``A, B and C``."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def shuffled(items: tuple[T, ...], seed: str) -> tuple[T, ...]:
    """The items in an order that depends on ``seed`` alone, on every machine and version."""
    # Of Random's methods only random() promises the same numbers from the same seed for ever.
    numbers = Random(seed)
    keys = {index: numbers.random() for index in range(len(items))}
    return tuple(items[index] for index in sorted(keys, key=keys.__getitem__))
