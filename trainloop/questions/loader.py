"""Reads the question bank and refuses what is wrong with a message that says where.

``schema.json`` is the format's definition, and the tests hold the bank to it; reading needs no
schema library, because the book's notebooks run with few packages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import yaml

from trainloop.questions.fields import BankError, Fields
from trainloop.questions.model import (
    BLOOM,
    DIFFICULTIES,
    ROLES,
    Choice,
    Number,
    Option,
    Order,
    Question,
    Short,
    Source,
    Task,
)


def chapters() -> tuple[str, ...]:
    """The chapters that have questions, by name."""
    names = [entry.name for entry in _bank().iterdir() if entry.name.endswith(".yml")]
    return tuple(sorted(name.removesuffix(".yml") for name in names))


@cache
def chapter_questions(chapter: str) -> tuple[Question, ...]:
    """The questions of a chapter, in the order of its file.

    Raises ValueError for a chapter that has none, and :class:`BankError` for a damaged file.
    """
    if chapter not in chapters():
        raise ValueError(f"chapter is {chapter!r}; allowed: {', '.join(chapters())}")
    name = f"{chapter}.yml"
    return parse((_bank() / name).read_text(encoding="utf-8"), chapter, name)


def find(question_id: str) -> Question:
    """The question with this id. Raises ValueError for an id that nobody has."""
    for chapter in chapters():
        # Only a chapter whose name begins the id can have it; the others needn't be read.
        if not str(question_id).startswith(f"{chapter}-"):
            continue
        for question in chapter_questions(chapter):
            if question.id == question_id:
                return question
    known = [question.id for chapter in chapters() for question in chapter_questions(chapter)]
    raise ValueError(f"id is {question_id!r}; allowed: {', '.join(known)}")


def parse(text: str, chapter: str, name: str) -> tuple[Question, ...]:
    """The questions in a bank file's text. ``name`` is what errors call the file."""
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BankError(f"{name} is not YAML: {error}") from error
    file = Fields(content, name)
    file.only("chapter", "questions")
    file.one_of("chapter", (chapter,))
    questions = tuple(_question(fields, chapter) for fields in file.items("questions", 1, None))
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise BankError(f"{name}: id {question.id!r} stands twice; ids are unique")
        seen.add(question.id)
    return questions


def _bank() -> Traversable:
    return files("trainloop.questions") / "bank"


_COMMON = (
    "id",
    "role",
    "kind",
    "concept",
    "bloom",
    "difficulty",
    "prompt",
    "code",
    "source",
)


def _question(fields: Fields, chapter: str) -> Question:
    question_id = fields.text("id")
    fields.where = f"{fields.where} ({question_id})"
    if not question_id.startswith(f"{chapter}-"):
        fields.fail("id", question_id, f"an id that starts with {chapter + '-'!r}")
    kind = fields.one_of("kind", tuple(_KINDS))
    own, build = _KINDS[kind]
    fields.only(*_COMMON, *own)
    return Question(
        id=question_id,
        chapter=chapter,
        role=fields.one_of("role", ROLES),
        kind=kind,
        concept=fields.text("concept"),
        bloom=fields.one_of("bloom", BLOOM),
        difficulty=fields.one_of("difficulty", DIFFICULTIES),
        prompt=fields.text("prompt"),
        code=fields.block("code"),
        task=build(fields),
        source=_source(fields.nested("source")),
    )


def _source(fields: Fields) -> Source:
    fields.only("chapter", "heading", "citation")
    source = Source(*(fields.text(name, "") for name in ("chapter", "heading", "citation")))
    if bool(source.chapter) != bool(source.heading):
        raise BankError(f"{fields.where}: a chapter needs its heading, and a heading its chapter")
    if not source.chapter and not source.citation:
        raise BankError(f"{fields.where}: give chapter and heading, or citation")
    return source


def _single(fields: Fields) -> Task:
    return Choice(_options(fields, several=False))


def _multiple(fields: Fields) -> Task:
    return Choice(_options(fields, several=True), several=True)


def _options(fields: Fields, *, several: bool) -> tuple[Option, ...]:
    options = tuple(_option(option) for option in fields.items("options", 2, 6))
    right = sum(option.correct for option in options)
    if right == 0 or (right > 1 and not several):
        allowed = "at least one" if several else "exactly one"
        fields.fail("options", f"{right} correct", f"{allowed} correct")
    return options


def _option(fields: Fields) -> Option:
    fields.only("text", "correct", "why")
    return Option(fields.text("text"), fields.text("why"), fields.flag("correct"))


def _number(fields: Fields) -> Task:
    tolerance = fields.number("tolerance")
    if tolerance < 0:
        fields.fail("tolerance", tolerance, "a number ≥ 0")
    mistakes: Iterable[Fields] = fields.items("mistakes", 1, 6) if "mistakes" in fields else ()
    return Number(
        value=fields.number("answer"),
        tolerance=tolerance,
        why=fields.text("why"),
        unit=fields.text("unit", ""),
        mistakes=tuple(_mistake(mistake) for mistake in mistakes),
    )


def _mistake(fields: Fields) -> tuple[float, str]:
    fields.only("value", "why")
    return fields.number("value"), fields.text("why")


def _order(fields: Fields) -> Task:
    steps = fields.texts("steps", 3, 8)
    if len(set(steps)) < len(steps):
        fields.fail("steps", "two alike", "steps that differ")
    return Order(steps, fields.text("why"))


def _short(fields: Fields) -> Task:
    return Short(fields.text("answer"), fields.texts("points", 1, 5))


_KINDS: Mapping[str, tuple[tuple[str, ...], Callable[[Fields], Task]]] = {
    "single": (("options",), _single),
    "multiple": (("options",), _multiple),
    "numeric": (("answer", "tolerance", "unit", "why", "mistakes"), _number),
    "order": (("steps", "why"), _order),
    "short": (("answer", "points"), _short),
}
