"""Where things are in the repository, and what its two settings files say."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Project:
    """A book's repository; `root` is its top folder."""

    root: Path

    @property
    def book(self) -> Path:
        """The manuscript."""
        return self.root / "book"

    @property
    def notebooks(self) -> Path:
        """The derived notebooks."""
        return self.root / "notebooks"

    @property
    def build(self) -> Path:
        """Everything that can be made again; not in git."""
        return self.root / "_build"

    @property
    def site(self) -> Path:
        """The built site."""
        return self.build / "html"

    @property
    def toc(self) -> Path:
        """The table of contents."""
        return self.root / "_toc.yml"

    @property
    def config(self) -> Path:
        """Jupyter Book's settings."""
        return self.root / "_config.yml"

    @property
    def bibliography(self) -> Path:
        """The works that chapters cite."""
        return self.book / "references.bib"

    @property
    def glossary_cards(self) -> Path:
        """The glossary's entries as the package has them."""
        return self.root / "trainloop" / "questions" / "glossary.json"

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The content of `_config.yml`."""
        return yaml.safe_load(self.config.read_text(encoding="utf-8")) or {}

    @property
    def address(self) -> str:
        """Where the site is published, without a slash at its end; empty if nowhere."""
        return str((self.settings.get("html") or {}).get("baseurl") or "").rstrip("/")

    @property
    def repository(self) -> str:
        """Where the repository is published; empty if nowhere."""
        return str((self.settings.get("repository") or {}).get("url") or "").rstrip("/")

    @cached_property
    def pages(self) -> tuple[str, ...]:
        """The pages in reading order, as paths in the manuscript without suffix."""
        toc = yaml.safe_load(self.toc.read_text(encoding="utf-8"))
        return (toc["root"], *_files(toc))

    def manuscript(self, page: str) -> Path:
        """The file of a page."""
        return self.book / f"{page}.md"

    def notebook(self, page: str) -> Path:
        """The notebook that a page is derived to."""
        return self.notebooks / f"{page}.ipynb"

    def named(self, path: Path) -> str:
        """A path as messages give it: from the repository's top."""
        return path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)

    @cached_property
    def results_digest(self) -> str:
        """Digest of all that a cell's result depends on besides the notebook: package, versions; read once a run."""
        package = (p for p in (self.root / "trainloop").rglob("*") if p.suffix in PACKAGE_SUFFIXES)
        locks = (self.root / name for name in ("requirements.txt", "constraints.txt"))
        return digest([*package, *locks], self.root, version("torch"))

    @property
    def results(self) -> Path:
        """The cache of executed notebooks; another one for another state of the package or the versions."""
        return self.build / "results" / self.results_digest


PACKAGE_SUFFIXES = {".py", ".yml", ".json", ".js", ".css", ".csv"}


def _files(node: dict[str, Any]) -> Iterable[str]:
    """Every ``file`` below a node of the table of contents, in order."""
    for key in ("parts", "chapters", "sections"):
        for child in node.get(key) or ():
            if "file" in child:
                yield child["file"]
            yield from _files(child)


def digest(files: Iterable[Path], root: Path, *extra: str) -> str:
    """Short hex digest over the names and contents of `files` (those that exist) and `extra`."""
    content = hashlib.sha256("\0".join(extra).encode())
    for file in sorted(set(files)):
        if file.is_file():
            content.update(f"\0{Path(os.path.relpath(file, root)).as_posix()}\0".encode())
            content.update(file.read_bytes())
    return content.hexdigest()[:16]
