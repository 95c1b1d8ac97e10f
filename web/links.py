"""Links of a page, and what becomes of them in its notebook."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from web.manuscript import Page, line_of
from web.project import Project

LINK = re.compile(r"(?<!!)\[(?P<text>[^\]\n]*)\]\((?P<target>[^)\s]*)\)")
SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True)
class Link:
    """A link to another page or into this one."""

    text: str
    path: str  # as written; empty for this page
    anchor: str
    line: int


def internal_links(page: Page) -> Iterator[Link]:
    """The links of a page that stay inside the book."""
    for match in LINK.finditer(page.prose):
        if not SCHEME.match(match["target"]):
            path, _, anchor = match["target"].partition("#")
            yield Link(match["text"], path, anchor, line_of(page.prose, match.start()))


def target_name(project: Project, page: Page, link_path: str) -> str | None:
    """The page that a link leads to, or None if there is no such page in the book."""
    if not link_path:
        name = os.path.relpath(page.path, project.book)
    else:
        name = os.path.relpath(page.path.parent / link_path, project.book)
    name = Path(name).as_posix()
    return name.removesuffix(".md") if name.endswith(".md") and (project.book / name).exists() else None


def for_notebook(text: str, project: Project, page: Page) -> str:
    """`text` with its links into the book leading to notebooks, to the site, or into the manuscript."""

    def translated(match: re.Match[str]) -> str:
        if SCHEME.match(match["target"]):
            return match[0]
        path, _, anchor = match["target"].partition("#")
        name = target_name(project, page, path)
        return match[0] if name is None else f"[{match['text']}]({_address(project, page, name, path, anchor)})"

    return LINK.sub(translated, text)


def _address(project: Project, page: Page, name: str, path: str, anchor: str) -> str:
    """Where the notebook of `page` finds the page `name`."""
    target = page if not path else Page.read(project.manuscript(name))
    if target.is_notebook:
        found = Path(path).with_suffix(".ipynb").as_posix() if path else ""
        return f"{found}#{_notebook_anchor(target, anchor)}" if anchor else found
    if project.address:
        found = f"{project.address}/{name}.html"
    else:
        home = project.notebook(Path(os.path.relpath(page.path, project.book)).with_suffix("").as_posix()).parent
        found = Path(os.path.relpath(project.manuscript(name), home)).as_posix()
    return f"{found}#{anchor}" if anchor else found


def _notebook_anchor(target: Page, anchor: str) -> str:
    """Jupyter's anchor of the heading that has this anchor on the page."""
    for heading in target.headings:
        if heading.slug == anchor:
            return heading.text.replace(" ", "-")
    return anchor
