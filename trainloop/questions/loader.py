"""Reads the question bank and refuses what is wrong with a message that says where.

``schema.json`` is the format's definition, and the tests hold the bank to it; reading needs no
schema library, because the book's notebooks run with few packages.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from random import Random
from typing import Any

import yaml

from trainloop.questions.fields import BankError, Fields
from trainloop.questions.generated import Generators, generators_of, several
from trainloop.questions.kinds import KINDS, OPEN
from trainloop.questions.model import BLOOM, DIFFICULTIES, ROLES, Card, Question, Source

VARIANTS = 4  # of a generated question, besides the first


@dataclass(frozen=True)
class Bank:
    """What a bank file holds."""

    questions: tuple[Question, ...]
    cards: tuple[Card, ...] = ()


def chapters() -> tuple[str, ...]:
    """The chapters that have questions, by name."""
    names = [entry.name for entry in _bank().iterdir() if entry.name.endswith(".yml")]
    return tuple(sorted(name.removesuffix(".yml") for name in names))


def chapter_questions(chapter: str) -> tuple[Question, ...]:
    """The questions of a chapter, in the order of its file.

    Raises ValueError for a chapter that has none, and :class:`BankError` for a damaged file.
    """
    return _read(chapter).questions


def chapter_cards(chapter: str) -> tuple[Card, ...]:
    """The cards of a chapter: its own, then the terms of the glossary that it introduces.

    Raises as :func:`chapter_questions` does.
    """
    return _read(chapter).cards + tuple(card for card in glossary_cards() if card.chapter == chapter)


@cache
def glossary_cards() -> tuple[Card, ...]:
    """A card for each term of the book's glossary."""
    text = (files("trainloop.questions") / "glossary.json").read_text(encoding="utf-8")
    return tuple(
        Card(entry["id"], entry["term"], entry["definition"], entry["term"], entry["chapter"])
        for entry in json.loads(text)
    )


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


def varied(question_id: str, seed: str) -> Question:
    """A generated question with numbers, and any question with orders, of its own.

    Args:
        question_id: a question of the bank.
        seed: decides what is drawn. Those that pages use begin with the question's id.

    Raises:
        ValueError: nobody has this id.
    """
    question = find(question_id)
    name = f"{question.chapter}.yml"
    entry = next(entry for entry in _entries(name) if entry["id"] == question_id)
    fields = Fields(entry, f"{name} ({question_id})")
    if "generated" in fields:
        generator = generators_of(question.chapter)[fields.text("generated")]
        fields = fields.filled(generator(Random(seed)))
    return _built(fields, question.chapter, seed)


def parse(text: str, chapter: str, name: str, generators: Generators | None = None) -> Bank:
    """The questions and cards in a bank file's text.

    Args:
        text: the file's content.
        chapter: the chapter that it belongs to.
        name: what errors call the file.
        generators: the functions of generated questions, if not those of the chapter's module.

    Raises:
        BankError: the text is not a bank file; the message says where.
    """
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise BankError(f"{name} is not YAML: {error}") from error
    file = Fields(content, name)
    file.only("chapter", "questions", "cards")
    file.one_of("chapter", (chapter,))
    if generators is None:
        generators = generators_of(chapter)
    questions = tuple(_question(fields, chapter, generators) for fields in file.items("questions", 1, None))
    cards = tuple(_card(fields, chapter) for fields in (file.items("cards", 1, None) if "cards" in file else ()))
    _refuse_doubles([*(question.id for question in questions), *(card.id for card in cards)], name)
    return Bank(questions, cards)


@cache
def _entries(name: str) -> tuple[Mapping[str, Any], ...]:
    """The questions of a file as they stand in it, which nothing changes: a class draws from them again and again."""
    return tuple(yaml.safe_load((_bank() / name).read_text(encoding="utf-8"))["questions"])


@cache
def _read(chapter: str) -> Bank:
    if chapter not in chapters():
        raise ValueError(f"chapter is {chapter!r}; allowed: {', '.join(chapters())}")
    name = f"{chapter}.yml"
    return parse((_bank() / name).read_text(encoding="utf-8"), chapter, name)


def _bank() -> Traversable:
    return files("trainloop.questions") / "bank"


_COMMON = ("id", "role", "kind", "concept", "bloom", "difficulty", "prompt", "code", "source", "generated")


def _refuse_doubles(ids: Iterable[str], name: str) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise BankError(f"{name}: id {one!r} stands twice; ids are unique")
        seen.add(one)


def _question(fields: Fields, chapter: str, generators: Generators) -> Question:
    own_id = _id(fields, chapter)
    if "generated" not in fields:
        return _built(fields, chapter, own_id)
    generator = fields.text("generated")
    if generator not in generators:
        module = f"a function in generated/{chapter.replace('-', '_')}.py"
        fields.fail("generated", generator, ", ".join(generators) or f"{module}, which has none")
    drawn = several(generators[generator], own_id, 1 + VARIANTS)
    if len(drawn) < 1 + VARIANTS:
        fields.fail("generated", generator, f"a function that draws {1 + VARIANTS} different questions")
    built = [_built(fields.filled(values), chapter, seed) for seed, values in drawn.items()]
    return replace(built[0], variants=tuple(built[1:]))


def _built(fields: Fields, chapter: str, seed: str) -> Question:
    kind = fields.one_of("kind", tuple(KINDS))
    fields.only(*_COMMON, *KINDS[kind].FIELDS)
    role = fields.one_of("role", ROLES)
    if role == "predict" and kind in OPEN:
        fields.fail("kind", kind, "a kind that can be judged, because the role is predict")
    return Question(
        id=fields.text("id"),
        chapter=chapter,
        role=role,
        kind=kind,
        concept=fields.text("concept"),
        bloom=fields.one_of("bloom", BLOOM),
        difficulty=fields.one_of("difficulty", DIFFICULTIES),
        prompt=fields.text("prompt"),
        # A kind that has the code as a field of its own shows it in its own way.
        code="" if "code" in KINDS[kind].FIELDS else fields.block("code"),
        task=KINDS[kind].read(fields),
        source=_source(fields.nested("source")),
        seed=seed,
    )


def _id(fields: Fields, chapter: str) -> str:
    own_id = fields.text("id")
    fields.where = f"{fields.where} ({own_id})"
    if not own_id.startswith(f"{chapter}-"):
        fields.fail("id", own_id, f"an id that starts with {chapter + '-'!r}")
    return own_id


def _card(fields: Fields, chapter: str) -> Card:
    own_id = _id(fields, chapter)
    fields.only("id", "front", "back", "concept")
    return Card(own_id, fields.text("front"), fields.text("back"), fields.text("concept"), chapter)


def _source(fields: Fields) -> Source:
    fields.only("chapter", "heading", "citation")
    source = Source(*(fields.text(name, "") for name in ("chapter", "heading", "citation")))
    if bool(source.chapter) != bool(source.heading):
        raise BankError(f"{fields.where}: a chapter needs its heading, and a heading its chapter")
    if not source.chapter and not source.citation:
        raise BankError(f"{fields.where}: give chapter and heading, or citation")
    return source
