"""Derives the notebook of a chapter: the manuscript, with what only the site understands translated."""

from __future__ import annotations

import hashlib
import re
from collections import Counter

import jupytext
from nbformat import NotebookNode

from web import concept_map, glance, install, links
from web.citations import Bibliography
from web.manuscript import HEADING, Page
from web.project import Project

FOLDED = {"solution", "hide-input", "setup"}  # their source opens with a click
KEPT_METADATA = ("kernelspec", "description", "chapter", "recap")


def sources(project: Project) -> dict[str, Page]:
    """The chapters of the book in reading order, as the site and the cache see them."""
    pages = {name: Page.read(project.manuscript(name)) for name in project.pages if project.manuscript(name).exists()}
    return {
        name: Page(page.path, install.point(page.text, project)) for name, page in pages.items() if page.is_notebook
    }


def notebook(project: Project, name: str, page: Page, works: Bibliography) -> NotebookNode:
    """The notebook of the page `name`, without results."""
    derived = jupytext.reads(page.text, fmt={"extension": ".md", "format_name": "myst"})
    derived.metadata = NotebookNode(
        {key: derived.metadata[key] for key in KEPT_METADATA if key in derived.metadata},
        language_info={"name": "python"},
    )
    derived.nbformat, derived.nbformat_minor = 4, 5
    for cell in derived.cells:
        if cell.cell_type == "markdown":
            cell.source = translated(cell.source, project, name, page, works)
        elif FOLDED & set(cell.metadata.get("tags", [])):
            cell.metadata["jupyter"] = {"source_hidden": True}
    identify(derived, name)
    return derived


def translated(text: str, project: Project, name: str, page: Page, works: Bibliography) -> str:
    """A Markdown cell as Jupyter understands it."""
    if glance.DIRECTIVE in text:
        text = text.replace(glance.DIRECTIVE, glance.of_page(project, name).rstrip())
    text = concept_map.translated(text, project, name)
    return links.for_notebook(works.resolve(text), project, page)


def identify(derived: NotebookNode, name: str) -> None:
    """Give each cell an id that changes with its heading and its place below it, and with nothing else."""
    heading, seen = "", Counter[str]()
    for cell in derived.cells:
        if cell.cell_type == "markdown":
            titles = HEADING.findall(re.sub(r"```.*?```", "", cell.source, flags=re.DOTALL))
            heading = titles[0][1] if titles else heading
        place = f"{name}\0{heading}\0{cell.cell_type}"
        seen[place] += 1
        cell.id = hashlib.sha256(f"{place}\0{seen[place]}".encode()).hexdigest()[:12]
        if cell.cell_type == "markdown" and titles:
            heading = titles[-1][1]
