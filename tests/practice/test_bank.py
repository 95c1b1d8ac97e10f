"""The question bank: valid, complete and in step with the book."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from trainloop.questions.kinds import Choice, Match
from trainloop.questions.loader import chapter_cards, chapter_questions, chapters
from trainloop.questions.model import Card, Question
from trainloop.questions.state import card_state, question_state

BOOK = Path(__file__).parents[2] / "book"
BANK = files("trainloop.questions") / "bank"
SCHEMA: dict[str, Any] = json.loads((files("trainloop.questions") / "schema.json").read_text(encoding="utf-8"))
QUESTIONS = [question for chapter in chapters() for question in chapter_questions(chapter)]
CARDS = [card for chapter in chapters() for card in chapter_cards(chapter)]
EACH = pytest.mark.parametrize("question", QUESTIONS, ids=[question.id for question in QUESTIONS])


def chapter_file(chapter: str) -> Path:
    (path,) = BOOK.glob(f"*/{chapter}.md")
    return path


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("chapter", chapters())
def test_files_keep_to_the_schema(chapter: str) -> None:
    content = yaml.safe_load((BANK / f"{chapter}.yml").read_text(encoding="utf-8"))
    Draft202012Validator(SCHEMA).validate(content)


def test_ids_are_unique_in_the_whole_bank() -> None:
    counts = Counter(one.id for one in (*QUESTIONS, *CARDS))
    assert [name for name, count in counts.items() if count > 1] == []


RECAPS = [name for name in chapters() if name.startswith("recap-")]
TAUGHT = [name for name in chapters() if name not in RECAPS]


@pytest.mark.parametrize("chapter", RECAPS)
def test_a_recap_asks_more_of_more_kinds(chapter: str) -> None:
    questions = chapter_questions(chapter)
    assert {question.role for question in questions} == {"quiz"}
    assert len(questions) >= 10
    assert len({question.kind for question in questions}) >= 5
    module = {question.source.chapter for question in questions}
    front = yaml.safe_load(chapter_file(chapter).read_text(encoding="utf-8").split("---\n")[1])
    assert module == {name for name in TAUGHT if number_of_module(name) == front["recap"]["module"]}
    calls = re.findall(r'^(quiz|cards)\("([^"]+)"\)$', chapter_file(chapter).read_text(encoding="utf-8"), re.MULTILINE)
    assert calls == [("quiz", chapter), ("cards", chapter)]


def number_of_module(chapter: str) -> int:
    front = yaml.safe_load(chapter_file(chapter).read_text(encoding="utf-8").split("---\n")[1])
    return int(front["chapter"]["module"])


@pytest.mark.parametrize("chapter", TAUGHT)
def test_a_chapter_has_all_its_questions(chapter: str) -> None:
    questions = chapter_questions(chapter)
    roles = Counter(question.role for question in questions)
    assert roles["predict"] >= 1
    assert roles["quiz"] == 6
    assert roles["self-check"] == 2
    assert len({question.kind for question in questions if question.role == "quiz"}) >= 3


@pytest.mark.parametrize("chapter", TAUGHT)
def test_a_chapter_asks_for_its_questions(chapter: str) -> None:
    text = chapter_file(chapter).read_text(encoding="utf-8")
    calls = re.findall(r'^(predict|explain|quiz|self_check|ask|cards)\("([^"]+)"\)$', text, re.MULTILINE)
    predictions = [q.id for q in chapter_questions(chapter) if q.role == "predict"]
    assert [name for call, name in calls if call == "predict"] == predictions
    assert [name for call, name in calls if call == "explain"] == predictions
    exercises = [q.id for q in chapter_questions(chapter) if q.role == "exercise"]
    assert [name for call, name in calls if call == "ask"] == exercises
    assert ("quiz", chapter) in calls
    assert ("self_check", chapter) in calls


def glossary() -> set[str]:
    text = (BOOK / "glossary.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```{glossary}\n(.*?)```", text, re.DOTALL)
    return {line.strip() for line in block.splitlines() if line and not line.startswith(" ")}


@pytest.mark.parametrize("one", [*QUESTIONS, *CARDS], ids=lambda one: one.id)
def test_concepts_are_terms_of_the_glossary(one: Question | Card) -> None:
    assert one.concept in glossary()


@pytest.mark.parametrize("chapter", TAUGHT)
def test_a_chapter_has_cards_for_its_terms(chapter: str) -> None:
    fronts = {card.front for card in chapter_cards(chapter)}
    text = (BOOK / "glossary.md").read_text(encoding="utf-8")
    terms = re.findall(rf"^(\S.*)\n  .*Introduced in \[[^\]]+\]\(\w+/{chapter}\.md\)", text, re.MULTILINE)
    assert terms and set(terms) <= fronts


@EACH
def test_everything_is_explained(question: Question) -> None:
    answer = question.answer
    if isinstance(question.task, Choice | Match):
        assert all(part.why for part in answer.parts)
    else:
        assert answer.why
    assert all(part.why for part in answer.parts if part.right is False)


def texts(state: object) -> Iterator[str]:
    """Every text of a question's state but code and pictures."""
    if isinstance(state, str):
        yield state
    elif isinstance(state, dict):
        for key, value in state.items():
            yield from () if key in ("code", "lines", "fix", "svg") else texts(value)
    elif isinstance(state, list):
        for value in state:
            yield from texts(value)


@pytest.mark.parametrize("state", [*map(question_state, QUESTIONS), *map(card_state, CARDS)], ids=lambda one: one["id"])
def test_texts_are_plain(state: dict[str, Any]) -> None:
    for text in texts(state):
        assert not re.search(r"\$|\*\*|\]\(|<[a-z/]|\{|\}", text), text
        assert text.count("`") % 2 == 0, text


@EACH
def test_sources_exist(question: Question) -> None:
    source = question.source
    if source.chapter:
        text = chapter_file(source.chapter).read_text(encoding="utf-8")
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        assert source.heading in headings
    if source.citation:
        keys = re.findall(r"^@\w+{(.+),$", (BOOK / "references.bib").read_text(), re.MULTILINE)
        assert source.citation in keys
