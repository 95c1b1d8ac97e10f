"""The question bank: valid, complete and in step with the book."""

from __future__ import annotations

import json
import re
from collections import Counter
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from trainloop.questions.loader import chapter_questions, chapters
from trainloop.questions.model import Choice, Question

BOOK = Path(__file__).parents[2] / "book"
BANK = files("trainloop.questions") / "bank"
SCHEMA: dict[str, Any] = json.loads((files("trainloop.questions") / "schema.json").read_text(encoding="utf-8"))
QUESTIONS = [question for chapter in chapters() for question in chapter_questions(chapter)]
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
    counts = Counter(question.id for question in QUESTIONS)
    assert [name for name, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("chapter", chapters())
def test_a_chapter_has_all_its_questions(chapter: str) -> None:
    questions = chapter_questions(chapter)
    roles = Counter(question.role for question in questions)
    assert roles["predict"] >= 1
    assert roles["quiz"] == 6
    assert roles["self-check"] == 2
    assert len({question.kind for question in questions if question.role == "quiz"}) >= 3


@pytest.mark.parametrize("chapter", chapters())
def test_a_chapter_asks_for_its_questions(chapter: str) -> None:
    text = chapter_file(chapter).read_text(encoding="utf-8")
    calls = re.findall(r'^(predict|explain|quiz|self_check)\("([^"]+)"\)$', text, re.MULTILINE)
    predictions = [q.id for q in chapter_questions(chapter) if q.role == "predict"]
    assert [name for call, name in calls if call == "predict"] == predictions
    assert [name for call, name in calls if call == "explain"] == predictions
    assert ("quiz", chapter) in calls
    assert ("self_check", chapter) in calls


def glossary() -> set[str]:
    text = (BOOK / "glossary.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```{glossary}\n(.*?)```", text, re.DOTALL)
    return {line.strip() for line in block.splitlines() if line and not line.startswith(" ")}


@EACH
def test_concepts_are_terms_of_the_glossary(question: Question) -> None:
    assert question.concept in glossary()


@EACH
def test_everything_is_explained(question: Question) -> None:
    answer = question.answer
    if isinstance(question.task, Choice):
        assert all(part.why for part in answer.parts)
        assert any(part.right for part in answer.parts)
    else:
        assert answer.why
    assert all(part.why for part in answer.parts if part.right is False)


@EACH
def test_options_differ(question: Question) -> None:
    assert len(set(question.choices)) == len(question.choices)


@EACH
def test_texts_are_plain(question: Question) -> None:
    texts = [
        question.prompt,
        *question.choices,
        question.answer.summary,
        question.answer.why,
    ]
    texts += [text for part in question.answer.parts for text in (part.text, part.why)]
    for text in texts:
        assert not re.search(r"\$|\*\*|\]\(|<[a-z/]", text), text
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
