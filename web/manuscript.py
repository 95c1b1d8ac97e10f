"""Reads a page of the manuscript: front matter, headings, cells with their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from myst_nb.core.read import is_myst_markdown_notebook, read_myst_markdown_notebook
from nbformat import NotebookNode

FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
FENCE = re.compile(r"^(`{3,}|~{3,}).*?^\1[`~]*\s*?$", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*$", re.MULTILINE)


class ManuscriptError(ValueError):
    """Something in a page that can't be built."""


@dataclass(frozen=True)
class Heading:
    """A heading of a page."""

    level: int
    text: str
    line: int

    @property
    def slug(self) -> str:
        """The anchor on the page, as MyST makes it."""
        return re.sub(r"[^\w\u4e00-\u9fff\- ]", "", self.text.lower()).replace(" ", "-")


@dataclass(frozen=True)
class Cell:
    """A code cell of a page, with where it stands."""

    number: int  # among the code cells, from 1
    line: int
    heading: str
    source: str
    metadata: dict[str, Any]

    @property
    def tags(self) -> list[str]:
        """The cell's tags."""
        return list(self.metadata.get("tags", []))

    def __str__(self) -> str:
        """How messages name the cell."""
        return f"cell {self.number}, under {self.heading!r}"


@dataclass(frozen=True)
class Page:
    """A page's text as it is written, or as a translation of it."""

    path: Path
    text: str

    @classmethod
    def read(cls, path: Path) -> Page:
        """Read a file. Raises ManuscriptError if its front matter isn't YAML."""
        page = cls(path, path.read_text(encoding="utf-8"))
        _ = page.front_matter
        return page

    @cached_property
    def front_matter(self) -> dict[str, Any]:
        """The YAML at the top; empty where there is none."""
        match = FRONT_MATTER.match(self.text)
        try:
            return (yaml.safe_load(match[1]) or {}) if match else {}
        except yaml.YAMLError as error:
            raise ManuscriptError(f"the front matter is not YAML: {error}") from error

    @property
    def is_notebook(self) -> bool:
        """Whether the page has code cells to run."""
        return bool(is_myst_markdown_notebook(self.text))

    @cached_property
    def prose(self) -> str:
        """The text with front matter and fenced blocks blanked, line for line."""
        blank = lambda match: "\n" * match[0].count("\n")  # noqa: E731
        return FENCE.sub(blank, FRONT_MATTER.sub(blank, self.text))

    @cached_property
    def headings(self) -> tuple[Heading, ...]:
        """All headings, in order."""
        return tuple(
            Heading(len(match[1]), match[2], line_of(self.prose, match.start()))
            for match in HEADING.finditer(self.prose)
        )

    @property
    def title(self) -> str:
        """The first heading of level 1. Raises ManuscriptError where there is none."""
        for heading in self.headings:
            if heading.level == 1:
                return heading.text
        raise ManuscriptError("no title; a page begins with a line '# Title'")

    @cached_property
    def notebook(self) -> NotebookNode:
        """The page as MyST-NB reads it: what is executed, and what results are looked up with."""
        return read_myst_markdown_notebook(self.text, add_source_map=True, path=self.path)

    @property
    def cells(self) -> Iterator[Cell]:
        """The code cells."""
        number = 0
        for cell, line in zip(self.notebook.cells, self.notebook.metadata["source_map"], strict=True):
            if cell.cell_type == "code":
                number += 1
                yield Cell(number, line, self.heading_above(line), cell.source, cell.metadata)

    def heading_above(self, line: int) -> str:
        """The text of the last heading at or before a line."""
        above = [heading.text for heading in self.headings if heading.line <= line]
        return above[-1] if above else ""


def line_of(text: str, position: int) -> int:
    """The line (from 1) of a position in a text."""
    return text.count("\n", 0, position) + 1
