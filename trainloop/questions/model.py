"""What a question is, whatever its kind, and what a card is.

A kind (``trainloop.questions.kinds``) turns its own fields into what every view can show: the
*lists* that stand under the prompt, the *answer*, and the *state* of a question that judges itself.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from random import Random
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

if TYPE_CHECKING:
    from trainloop.questions.fields import Fields

T = TypeVar("T")

ROLES = ("predict", "self-check", "quiz", "exercise")
BLOOM = ("remember", "understand", "apply", "analyze", "evaluate", "create")
DIFFICULTIES = (1, 2, 3)


class Count(Enum):
    """How the entries of a list are counted."""

    LETTERS = "A, B, C"
    NUMBERS = "1, 2, 3"
    LINES = "the numbers of lines of code"


@dataclass(frozen=True)
class Entry:
    """One entry of a list: a text, and for a curve its picture, which ``words`` describe."""

    text: str
    svg: str = ""
    words: str = ""


@dataclass(frozen=True)
class Listing:
    """What stands under a prompt: options, steps, lines, items to match."""

    count: Count
    entries: tuple[Entry, ...]


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


class Task(ABC):
    """What a kind of question provides. ``seed`` decides every order that is shown."""

    FIELDS: ClassVar[tuple[str, ...]]  # of the bank, besides those that all kinds have

    @classmethod
    @abstractmethod
    def read(cls, fields: Fields) -> Self:
        """The task in a question's fields. Raises BankError for what isn't allowed."""

    @property
    @abstractmethod
    def instruction(self) -> str:
        """What the reader is asked to do, in a few words."""

    @property
    def marks(self) -> int:
        """What a right answer is worth."""
        return 1

    def lists(self, seed: str) -> tuple[Listing, ...]:
        """What is listed under the prompt."""
        return ()

    @abstractmethod
    def answer(self, seed: str) -> Answer:
        """The right answer, in the letters and numbers of :meth:`lists`."""

    @abstractmethod
    def state(self, seed: str) -> dict[str, Any]:
        """All of it as JSON, ordered as :meth:`lists` shows it; ``state.py`` says which kind has which keys."""


@dataclass(frozen=True)
class Source:
    """Where the answer is taught: a heading of a chapter, a key of the bibliography, or both."""

    chapter: str = ""
    heading: str = ""
    citation: str = ""


@dataclass(frozen=True)
class Question:
    """One question of the bank; ``variants`` are the same one with other numbers."""

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
    seed: str = ""
    variants: tuple[Question, ...] = ()

    @property
    def instruction(self) -> str:
        """What the reader is asked to do."""
        return self.task.instruction

    @property
    def lists(self) -> tuple[Listing, ...]:
        """What is listed under the prompt."""
        return self.task.lists(self.seed)

    @property
    def answer(self) -> Answer:
        """The answer, in the letters and numbers of :attr:`lists`."""
        return self.task.answer(self.seed)


@dataclass(frozen=True)
class Card:
    """A card to learn by: a question on its front, the answer on its back."""

    id: str
    front: str
    back: str
    concept: str
    chapter: str


def plain(value: float) -> str:
    """The number as people write it: no exponent, no needless zeros, a real minus."""
    number = f"{Decimal(repr(value)).normalize():f}"
    return number.replace("-", "\N{MINUS SIGN}")


def letter(index: int) -> str:
    """The letter of the entry at ``index``: A, B, C, …"""
    return chr(ord("A") + index)


def joined(names: Sequence[str]) -> str:
    """The names as a phrase: ``A``, ``A and B``, ``A, B and C``."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def lettered(texts: Sequence[str]) -> tuple[Listing, ...]:
    """One list of texts with the letters A, B, C, …"""
    return (Listing(Count.LETTERS, tuple(map(Entry, texts))),)


def shuffled(items: tuple[T, ...], seed: str) -> tuple[T, ...]:
    """The items in an order that depends on ``seed`` alone, on every machine and version."""
    # Of Random's methods only random() promises the same numbers from the same seed for ever.
    numbers = Random(seed)
    keys = {index: numbers.random() for index in range(len(items))}
    return tuple(items[index] for index in sorted(keys, key=keys.__getitem__))
