"""The book under test, read once."""

from __future__ import annotations

import re
from functools import cache

import pytest

from web import derive
from web.manuscript import Page
from web.project import ROOT, Project

PROJECT = Project(ROOT)
GLOSSARY_ENTRY = re.compile(r"^(?P<term>\S.*)\n  (?P<definition>.+)$", re.MULTILINE)
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
NOT_PROSE = re.compile(r"\$\$.*?\$\$|\$[^$]*\$|\{cite:[pt]\}`[^`]*`|(?<=\])\([^)]*\)", re.DOTALL)
WORD = re.compile(r"\w[\w’'-]*")


@cache
def chapters() -> dict[str, Page]:
    """Every chapter by its name; at least one, or every test over them would pass."""
    found = {name: page for name, page in derive.sources(PROJECT).items() if "chapter" in page.front_matter}
    assert found, "the book has no chapter"
    return found


def each_chapter() -> pytest.MarkDecorator:
    """Run a test once for each chapter, as `name`."""
    return pytest.mark.parametrize("name", sorted(chapters()))


@cache
def glossary() -> dict[str, str]:
    """Definitions by term, in the order of the page."""
    text = PROJECT.manuscript("glossary").read_text(encoding="utf-8")
    block = text.split("```{glossary}\n")[1].split("\n```")[0]
    return {match["term"]: match["definition"] for match in GLOSSARY_ENTRY.finditer(block)}


def words(page: Page) -> int:
    """How many words of prose a page has; formulas, citations and addresses don't count."""
    return len(WORD.findall(NOT_PROSE.sub(" ", page.prose)))


def bold(page: Page) -> list[str]:
    """What stands in bold in a page's prose."""
    return [re.sub(r"\s+", " ", term) for term in BOLD.findall(page.prose)]


def in_glossary(term: str) -> str | None:
    """The glossary's entry for a term as it stands in a sentence, or None."""
    entries = {entry.lower(): entry for entry in glossary()}
    plain = term.lower()
    return next((entries[form] for form in (plain, plain.removesuffix("s")) if form in entries), None)
