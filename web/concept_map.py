"""The concept map: each chapter, what it builds on and what it defines, from the chapters' front matter."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from web.manuscript import ManuscriptError, Page
from web.project import Project

DIRECTIVE = re.compile(r"^```\{concept-map\}\n(?::module: (?P<module>\d+)\n)?```$", re.MULTILINE)


@dataclass(frozen=True)
class Stop:
    """A chapter on the map. ``before`` are the pages that it builds on directly, nearest first."""

    page: str
    title: str
    module: int
    concepts: tuple[str, ...]
    before: tuple[str, ...]


def stops(project: Project, module: int | None = None) -> tuple[Stop, ...]:
    """The chapters in reading order, those of one module or all.

    What a chapter needs and another of its prerequisites needs too is left out, so that each line of the map
    says something. Raises ManuscriptError for a module without chapters and for a prerequisite that doesn't stand
    earlier.
    """
    pages = {name: Page.read(project.manuscript(name)) for name in project.pages}
    chapters = {name: page for name, page in pages.items() if "chapter" in page.front_matter}
    named = {name.rsplit("/", 1)[-1]: name for name in chapters}
    needed: dict[str, set[str]] = {}  # everything that a chapter rests on
    found = []
    for name, page in chapters.items():
        front = page.front_matter["chapter"]
        direct = [named.get(short, short) for short in front["prerequisites"]]
        for each in direct:
            if each not in needed:
                raise ManuscriptError(f"{name} builds on {each!r}, which doesn't stand before it")
        implied = {below for each in direct for below in needed[each]}
        needed[name] = {*direct, *implied}
        kept = [each for each in reversed(needed) if each in direct and each not in implied]
        if module in (None, front["module"]):
            found.append(Stop(name, page.title, front["module"], tuple(front["concepts"]), tuple(kept)))
    if not found:
        raise ManuscriptError(f"no chapter has the module {module}")
    return tuple(found)


def text(project: Project, here: str, module: int | None = None) -> str:
    """The map as a Markdown list, for the notebook of the page `here`."""
    chapters = stops(project, module)
    titles = {stop.page: stop.title for stop in stops(project)}
    return "\n".join(f"- {_line(project, here, stop, titles)}" for stop in chapters) + "\n"


def translated(source: str, project: Project, here: str) -> str:
    """A Markdown text with each directive replaced by its list."""

    def as_text(match: re.Match[str]) -> str:
        module = match["module"]
        return text(project, here, int(module) if module else None).rstrip()

    return DIRECTIVE.sub(as_text, source)


def arcs(chapters: Sequence[Stop]) -> list[tuple[int, int]]:
    """The map's lines as pairs of rows, from what is built on to what builds on it; shortest first."""
    row = {stop.page: i for i, stop in enumerate(chapters)}
    pairs = [(row[each], row[stop.page]) for stop in chapters for each in stop.before if each in row]
    return sorted(pairs, key=lambda pair: (pair[1] - pair[0], pair))


def _line(project: Project, here: str, stop: Stop, titles: dict[str, str]) -> str:
    folder = project.manuscript(here).parent
    path = Path(os.path.relpath(project.manuscript(stop.page), folder)).as_posix()
    after = f", after {' and '.join(titles[each] for each in stop.before)}" if stop.before else ""
    return f"[{stop.title}]({path}){after}: {', '.join(stop.concepts)}"
