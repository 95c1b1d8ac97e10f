"""What stands at the top of each page: read by the site, the syllabus and the classroom."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest

from tests.structure.book import PROJECT, chapters, each_chapter, glossary, in_glossary
from web.manuscript import Page

BLOOM = ["remember", "understand", "apply", "analyze", "evaluate", "create"]
MINUTES = {"type": "integer", "minimum": 1, "maximum": 60}
SENTENCE = {"type": "string", "minLength": 10, "maxLength": 140}
CHAPTER: dict[str, Any] = {
    "type": "object",
    "required": ["module", "core", "minutes", "prerequisites", "concepts", "objectives"],
    "additionalProperties": False,
    "properties": {
        "module": {"type": "integer", "minimum": 1},
        "core": {"type": "boolean"},
        "minutes": {
            "type": "object",
            "required": ["read", "play", "practice"],
            "additionalProperties": False,
            "properties": dict.fromkeys(("read", "play", "practice"), MINUTES),
        },
        "prerequisites": {"type": "array", "uniqueItems": True, "items": {"type": "string"}},
        "concepts": {"type": "array", "uniqueItems": True, "minItems": 1, "items": {"type": "string"}},
        "objectives": {
            "type": "array",
            "minItems": 2,
            "items": {
                "type": "object",
                "required": ["bloom", "text"],
                "additionalProperties": False,
                "properties": {"bloom": {"enum": BLOOM}, "text": SENTENCE},
            },
        },
    },
}


@each_chapter()
def test_chapter_metadata_has_its_form(name: str) -> None:
    jsonschema.validate(chapters()[name].front_matter["chapter"], CHAPTER)


@each_chapter()
def test_prerequisites_stand_before_the_chapter(name: str) -> None:
    before = [page.rsplit("/", 1)[-1] for page in PROJECT.pages[: PROJECT.pages.index(name)]]
    assert set(chapters()[name].front_matter["chapter"]["prerequisites"]) <= set(before)


@each_chapter()
def test_concepts_are_glossary_terms(name: str) -> None:
    assert set(chapters()[name].front_matter["chapter"]["concepts"]) <= set(glossary())


@each_chapter()
def test_concepts_are_the_terms_that_the_chapter_defines(name: str) -> None:
    from tests.structure.book import bold

    assert {in_glossary(term) for term in bold(chapters()[name])} == set(
        chapters()[name].front_matter["chapter"]["concepts"]
    )


@pytest.mark.parametrize("name", PROJECT.pages)
def test_every_page_describes_itself_in_a_sentence(name: str) -> None:
    description = Page.read(PROJECT.manuscript(name)).front_matter["description"]
    assert 50 <= len(description) <= 200
    assert description.endswith(".")


def test_descriptions_differ() -> None:
    found = [Page.read(PROJECT.manuscript(name)).front_matter["description"] for name in PROJECT.pages]
    assert len(set(found)) == len(found)
