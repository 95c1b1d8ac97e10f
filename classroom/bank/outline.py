"""The book's modules and the titles of its chapters, for the names of categories."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

BOOK = "Learn the Training Loop with PyTorch"
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Place:
    """Where a chapter stands: the caption of its module, and its own title."""

    module: str
    title: str


def place(chapter: str) -> Place:
    """The chapter's place in the book; away from the book's source, made of its name alone."""
    return _places().get(chapter, Place("Chapters", chapter.replace("-", " ").capitalize()))


@cache
def _places() -> dict[str, Place]:
    contents = ROOT / "_toc.yml"
    if not contents.is_file():  # a copy of the package without the manuscript
        return {}
    parts = yaml.safe_load(contents.read_text(encoding="utf-8"))["parts"]
    files = [(part["caption"], entry["file"]) for part in parts for entry in part["chapters"]]
    return {Path(file).name: Place(module, _title(ROOT / "book" / f"{file}.md")) for module, file in files}


def _title(page: Path) -> str:
    """The first heading of a page."""
    lines = page.read_text(encoding="utf-8").splitlines()
    return next((line[2:].strip() for line in lines if line.startswith("# ")), page.stem)
