"""A new word is bold once, where it is defined, and stands in the glossary with a link to that place."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.structure.book import PROJECT, bold, chapters, each_chapter, glossary, in_glossary
from web.manuscript import Page


@each_chapter()
def test_bold_words_are_glossary_terms(name: str) -> None:
    missing = [term for term in bold(chapters()[name]) if in_glossary(term) is None]
    assert not missing


@pytest.mark.parametrize("name", sorted(set(PROJECT.pages) - set(chapters())))
def test_other_pages_define_nothing_in_bold(name: str) -> None:
    assert bold(Page.read(PROJECT.manuscript(name))) == []


def test_each_term_is_bold_once_in_the_book() -> None:
    found = Counter(in_glossary(term) for page in chapters().values() for term in bold(page))
    assert {term: count for term, count in found.items() if count > 1} == {}
    assert set(found) == set(glossary())


@pytest.mark.parametrize("term", sorted(glossary()))
def test_each_entry_links_to_the_chapter_that_defines_it(term: str) -> None:
    (target,) = re.findall(r"Introduced in \[[^\]]+\]\(([^)#]+)\)", glossary()[term])
    name = Path(target).with_suffix("").as_posix()
    assert term in {in_glossary(word) for word in bold(chapters()[name])}


def test_entries_are_in_alphabetical_order() -> None:
    assert list(glossary()) == sorted(glossary(), key=str.lower)
