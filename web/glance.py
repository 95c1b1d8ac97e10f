"""What stands under "At a glance": made from a chapter's front matter, on the page and in the notebook alike."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from web.manuscript import ManuscriptError, Page
from web.project import Project

DIRECTIVE = "```{at-a-glance}\n```"


def text(chapter: Mapping[str, Any], links: Mapping[str, str]) -> str:
    """Markdown for a chapter; `links` gives a Markdown link for each of its prerequisites."""
    minutes = chapter["minutes"]
    times = f"{minutes['read']} minutes to read, {minutes['play']} to play, {minutes['practice']} to practice."
    before = ", ".join(links[name] for name in chapter["prerequisites"])
    objectives = "\n".join(f"- *{each['bloom']}*: {each['text']}" for each in chapter["objectives"])
    return (
        f"Time: {times}\n\n"
        f"Read before: {before or 'nothing; the book begins here'}.\n\n"
        f"Afterwards you can\n\n{objectives}\n"
    )


def of_page(project: Project, name: str) -> str:
    """Markdown for the page `name` of a project, with links from its folder."""
    front = Page.read(project.manuscript(name)).front_matter
    if "chapter" not in front:
        raise ManuscriptError("no `chapter` in the front matter")
    chapter = front["chapter"]
    try:
        links = {before: _link(project, name, before) for before in chapter["prerequisites"]}
        return text(chapter, links)
    except KeyError as error:
        raise ManuscriptError(f"no {error} under `chapter` in the front matter") from error


def _link(project: Project, name: str, prerequisite: str) -> str:
    """A Markdown link from one page to a chapter, which is given by the last part of its name."""
    for page in project.pages:
        if page.rsplit("/", 1)[-1] == prerequisite:
            target = project.manuscript(page)
            path = Path(os.path.relpath(target, project.manuscript(name).parent)).as_posix()
            return f"[{Page.read(target).title}]({path})"
    raise ManuscriptError(f"the prerequisite {prerequisite!r} is not a page of _toc.yml")
