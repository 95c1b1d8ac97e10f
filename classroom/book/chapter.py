"""Chapters and their function exercises, out of ``notebooks/``: nothing is imported or run."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

BOOK = Path(__file__).parents[2]  # the repository's folder
SUFFIX = "_solution"
ASKED = re.compile(r'ask\("([\w-]+)"\)')
SECTION = re.compile(r"^### (?:\d+\. )?(.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Exercise:
    """A function that a chapter asks for.

    ``stub`` and ``solution`` are the source of a function of this name; the solution is empty where the
    chapter has none. ``checked``: a cell of the chapter checks it.
    """

    name: str
    chapter: str
    title: str
    text: str
    stub: str
    solution: str
    checked: bool


@dataclass(frozen=True)
class Setting:
    """What a chapter says before it asks a question of the bank: a title and Markdown."""

    title: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """A chapter's name and title, its function exercises by name, and by id what stands before its questions."""

    name: str
    title: str
    exercises: Mapping[str, Exercise]
    settings: Mapping[str, Setting]


@cache
def chapters(book: Path = BOOK) -> Mapping[str, Chapter]:
    """All chapters that have a notebook, by name."""
    found: dict[str, Chapter] = {}
    for path in sorted((book / "notebooks").glob("*/*.ipynb")):
        content = json.loads(path.read_text(encoding="utf-8"))
        if "chapter" in content["metadata"]:
            found[path.stem] = _chapter(path.stem, content["cells"])
    return found


def find_chapter(name: str, book: Path = BOOK) -> Chapter:
    """The chapter of this name. Raises ValueError, which names those there are."""
    if name not in chapters(book):
        raise ValueError(f"chapter is {name!r}; allowed: {', '.join(chapters(book))}")
    return chapters(book)[name]


def _chapter(name: str, cells: list[dict[str, Any]]) -> Chapter:
    title = next((line[2:] for cell in cells for line in _source(cell).splitlines() if line.startswith("# ")), name)
    solutions = {key.removesuffix(SUFFIX): code for key, code in _functions(cells, "solution")}
    checked = {called for cell in cells if "check" in _tags(cell) for called in _checked(_source(cell))}
    exercises = {}
    for text, cell in _asked(cells):
        for key, stub in _functions([cell], "exercise"):
            heading, rest = _section(text, key)
            code = solutions.get(key, "").replace(f"def {key}{SUFFIX}(", f"def {key}(", 1)
            exercises[key] = Exercise(key, name, f"{title}: {heading}", rest, stub, code, key in checked)
    return Chapter(name, title, exercises, dict(_settings(title, cells)))


def _settings(title: str, cells: list[dict[str, Any]]) -> Iterator[tuple[str, Setting]]:
    """What stands before ``ask("id")``, by the id."""
    text = ""
    for cell in cells:
        if cell["cell_type"] == "markdown":
            text = _source(cell)
        elif asked := ASKED.fullmatch(_source(cell).strip()):
            heading, rest = _section(text, title)
            yield asked[1], Setting(f"{title}: {heading.removeprefix('Open: ').removeprefix('Open project: ')}", rest)


def _section(text: str, otherwise: str) -> tuple[str, str]:
    """The last heading in a Markdown cell, without its number, and what follows it."""
    return (SECTION.findall(text) or [otherwise])[-1], SECTION.split(text)[-1].strip()


def _asked(cells: list[dict[str, Any]]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each exercise's cell, with the Markdown before it."""
    text = ""
    for cell in cells:
        if cell["cell_type"] == "markdown":
            text = _source(cell)
        elif "exercise" in _tags(cell):
            yield text, cell


def _functions(cells: list[dict[str, Any]], tag: str) -> Iterator[tuple[str, str]]:
    """The names and sources of the functions that cells with a tag define."""
    for cell in cells:
        if tag in _tags(cell) and cell["cell_type"] == "code":
            source = _source(cell)
            for node in ast.parse(source).body:
                if isinstance(node, ast.FunctionDef):
                    yield node.name, ast.get_source_segment(source, node) or ""


def _checked(source: str) -> Iterator[str]:
    """The names in ``check(name)``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "check":
            yield from (argument.id for argument in node.args if isinstance(argument, ast.Name))


def _tags(cell: Mapping[str, Any]) -> list[str]:
    tags: list[str] = cell["metadata"].get("tags", [])
    return tags


def _source(cell: Mapping[str, Any]) -> str:
    return "".join(cell["source"])
