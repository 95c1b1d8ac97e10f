"""The concept map: chapters, what they build on, and nothing twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.browser.fixtures import BUILT as SITE
from web import concept_map
from web.manuscript import ManuscriptError
from web.project import ROOT, Project

PAGE = """\
---
description: A page.
chapter:
  module: {module}
  core: true
  minutes: {{read: 1, play: 1, practice: 1}}
  prerequisites: [{before}]
  concepts: [{concept}]
  objectives: []
---

# {title}
"""


def book(root: Path, *chapters: tuple[str, str, int]) -> Project:
    """A book of chapters: name, prerequisites, module."""
    lines = ["format: jb-book", "root: index", "chapters:", *(f"  - file: part/{name}" for name, _, _ in chapters)]
    (root / "_toc.yml").write_text("\n".join(lines), encoding="utf-8")
    (root / "book" / "part").mkdir(parents=True)
    (root / "book" / "index.md").write_text("# Index\n", encoding="utf-8")
    for name, before, module in chapters:
        page = PAGE.format(module=module, before=before, concept=f"idea of {name}", title=name.capitalize())
        (root / "book" / "part" / f"{name}.md").write_text(page, encoding="utf-8")
    return Project(root)


def test_what_another_prerequisite_implies_is_left_out(tmp_path: Path) -> None:
    project = book(tmp_path, ("a", "", 1), ("b", "a", 1), ("c", "a, b", 1), ("d", "a, c", 2))
    before = {stop.title: stop.before for stop in concept_map.stops(project)}
    assert before == {"A": (), "B": ("part/a",), "C": ("part/b",), "D": ("part/c",)}


def test_two_ways_that_say_something_both_stay(tmp_path: Path) -> None:
    project = book(tmp_path, ("a", "", 1), ("b", "a", 1), ("c", "a", 1), ("d", "b, c", 1))
    chapters = concept_map.stops(project)
    assert chapters[-1].before == ("part/c", "part/b")
    assert concept_map.arcs(chapters) == [(0, 1), (2, 3), (0, 2), (1, 3)]


def test_a_module_alone_has_its_own_lines(tmp_path: Path) -> None:
    project = book(tmp_path, ("a", "", 1), ("b", "a", 2), ("c", "b", 2))
    chapters = concept_map.stops(project, 2)
    assert [stop.title for stop in chapters] == ["B", "C"]
    assert concept_map.arcs(chapters) == [(0, 1)]


@pytest.mark.parametrize(("before", "module"), [("later", None), ("nowhere", None), ("", 7)])
def test_faults_are_named(tmp_path: Path, before: str, module: int | None) -> None:
    project = book(tmp_path, ("a", before, 1), ("later", "a" if not before else "", 1))
    with pytest.raises(ManuscriptError, match=r"doesn't stand before it|no chapter has the module 7"):
        concept_map.stops(project, module)


def test_in_a_notebook_it_is_a_list_with_links(tmp_path: Path) -> None:
    project = book(tmp_path, ("a", "", 1), ("b", "a", 1))
    told = concept_map.translated("Before.\n\n```{concept-map}\n:module: 1\n```\n\nAfter.", project, "part/b")
    assert told == "Before.\n\n- [A](a.md): idea of a\n- [B](b.md), after A: idea of b\n\nAfter."


def test_the_page_lists_every_chapter_and_draws_every_line() -> None:
    chapters = concept_map.stops(Project(ROOT))
    page = BeautifulSoup((SITE / "concept-map.html").read_text(encoding="utf-8"), "html.parser")
    (shown,) = page.select(".concept-map")
    assert [link["href"] for link in shown.select("li > a")] == [f"{stop.page}.html" for stop in chapters]
    assert len(shown.select("path")) == len(concept_map.arcs(chapters))
    assert len(shown.select("circle")) == len(chapters)
    for stop, row in zip(chapters, shown.select("li"), strict=True):
        assert all(concept in row.text for concept in stop.concepts)
        assert ("after" in row.text) == bool(stop.before)


def test_the_recap_shows_its_module_alone() -> None:
    page = BeautifulSoup((SITE / "loop" / "recap-module-1.html").read_text(encoding="utf-8"), "html.parser")
    assert len(page.select(".concept-map li")) == len(concept_map.stops(Project(ROOT), 1))
