"""Begins a chapter: a page with every part in its place, its question file, its line in the table of contents."""

from __future__ import annotations

import re
from pathlib import Path
from string import Template

from web.project import Project

NAME = re.compile(r"^[a-z][a-z0-9]*(-[a-z0-9]+)*/[a-z][a-z0-9]*(-[a-z0-9]+)*$")
SKELETON = Path(__file__).parent / "skeleton"
UNWRITTEN = "WRITE:"  # stands wherever an author has something to do; the tests refuse a book that holds it


def begin(project: Project, name: str) -> list[Path]:
    """Write the skeleton of the chapter `name` (folder/name) and register it; returns the files.

    Raises ValueError for a malformed name and for a chapter that exists.
    """
    if not NAME.match(name):
        raise ValueError(f"NAME is {name!r}; allowed: folder/name in lower-case letters, digits and single hyphens")
    short = name.split("/")[1]
    bank = project.root / "trainloop" / "questions" / "bank"
    files = {project.manuscript(name): "chapter.md", bank / f"{short}.yml": "questions.yml"}
    for path in files:
        if path.exists():
            raise ValueError(f"NAME is {name!r}, but {project.named(path)} exists; choose another name")
    if name in project.pages:
        raise ValueError(f"NAME is {name!r}, but {project.named(project.toc)} names it already; choose another name")
    values = {"short": short, "title": short.replace("-", " ").capitalize(), "todo": UNWRITTEN}
    for path, template in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        text = (SKELETON / template).read_text(encoding="utf-8")
        path.write_text(Template(text).substitute(values), encoding="utf-8")
    toc = project.toc.read_text(encoding="utf-8")
    project.toc.write_text(registered(toc, name), encoding="utf-8")
    return [*files, project.toc]


def registered(toc: str, name: str) -> str:
    """The table of contents (its text) with the chapter after the last one of its folder, else in a part of its own."""
    lines = toc.splitlines()
    folder = name.split("/")[0]
    siblings = [i for i, line in enumerate(lines) if re.match(rf"\s*- file: {re.escape(folder)}/", line)]
    chapters = [i for i, line in enumerate(lines) if re.match(r"\s*- file: [^/]+/", line)]
    entry = f"      - file: {name}"
    if siblings:
        lines.insert(siblings[-1] + 1, entry)
    else:
        place = chapters[-1] + 1 if chapters else len(lines)
        lines[place:place] = [f"  - caption: {folder.replace('-', ' ').capitalize()}", "    chapters:", entry]
    return "\n".join(lines) + "\n"
