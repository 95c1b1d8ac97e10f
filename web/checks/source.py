"""Checks of the manuscript before anything runs: pages, tags, links, citations, HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator

from web import derive, links
from web.checks.faults import Fault
from web.citations import ROLE, Bibliography, CitationError
from web.manuscript import Cell, ManuscriptError, Page, line_of
from web.project import Project

UNCOMPARED = frozenset({"nbval-ignore-output", "nbval-skip"})
TAGS = UNCOMPARED | {
    "setup",
    "exercise",
    "check",
    "solution",
    "widget",
    "figure",
    "predict",
    "quiz",
    "needs-kernel",
    "raises-exception",
    "hide-input",
}
HTML = re.compile(r"<(?:!--|/?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>)")
CODE = re.compile(r"(`+).+?\1", re.DOTALL)


def source_faults(project: Project) -> list[Fault]:
    """Everything wrong with the manuscript that can be seen without running it."""
    faults = list(page_faults(project))
    works = Bibliography(project.bibliography)
    for name in project.pages:
        path = project.manuscript(name)
        if not path.exists():
            continue
        try:
            page = Page.read(path)
            faults += [*html_faults(project, page), *link_faults(project, page), *citation_faults(project, page, works)]
            if page.is_notebook:
                faults += [fault for cell in page.cells for fault in cell_faults(project.named(path), cell)]
                derive.notebook(project, name, page, works)
        except (ManuscriptError, CitationError) as error:
            faults.append(Fault(project.named(path), str(error)))
    return list(dict.fromkeys(faults))


def page_faults(project: Project) -> Iterator[Fault]:
    """Pages in the table of contents without a file, and files that it doesn't name."""
    for name in project.pages:
        if not project.manuscript(name).exists():
            yield Fault(
                project.named(project.toc),
                f"names the page {name!r}, but {project.named(project.manuscript(name))} is missing",
            )
    for path in sorted(project.book.rglob("*.md")):
        if path.relative_to(project.book).with_suffix("").as_posix() not in project.pages:
            yield Fault(project.named(path), f"is a page that {project.named(project.toc)} doesn't name")


def cell_faults(file: str, cell: Cell) -> Iterator[Fault]:
    """Unknown tags, and cells that aren't compared without saying why."""
    for tag in cell.tags:
        if tag not in TAGS:
            yield Fault(file, f"unknown tag {tag!r}; allowed: {', '.join(sorted(TAGS))}", cell.line, str(cell))
    if UNCOMPARED & set(cell.tags) and not str(cell.metadata.get("reason", "")).strip():
        yield Fault(file, "its output isn't compared; say why in a line `:reason: …`", cell.line, str(cell))


def html_faults(project: Project, page: Page) -> Iterator[Fault]:
    """HTML in the text, which only a browser would understand."""
    text = CODE.sub(lambda match: "\n" * match[0].count("\n"), page.prose)
    for match in HTML.finditer(text):
        yield Fault(project.named(page.path), f"raw HTML {match[0]!r}; write Markdown", line_of(text, match.start()))


def link_faults(project: Project, page: Page) -> Iterator[Fault]:
    """Links to pages or headings that aren't there."""
    for link in links.internal_links(page):
        name = links.target_name(project, page, link.path)
        if name is None:
            yield Fault(project.named(page.path), f"broken link: there is no page {link.path!r}", link.line)
        elif link.anchor:
            target = page if not link.path else Page.read(project.manuscript(name))
            if link.anchor not in {heading.slug for heading in target.headings}:
                why = f"broken link: {project.named(target.path)} has no heading with the anchor #{link.anchor}"
                yield Fault(project.named(page.path), why, link.line)


def citation_faults(project: Project, page: Page, works: Bibliography) -> Iterator[Fault]:
    """Citations of works that the bibliography doesn't have."""
    for match in ROLE.finditer(page.prose):
        for key in match[2].split(","):
            if key.strip() not in works.works:
                why = f"the citation {key.strip()!r} is not in {works.name}"
                yield Fault(project.named(page.path), why, line_of(page.prose, match.start()))
