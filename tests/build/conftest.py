"""A book of two pages, small enough to build in seconds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from web.project import ROOT, Project

TOC = """\
format: jb-book
root: index
parts:
  - caption: Only
    chapters:
      - file: loop/tiny
"""
INDEX = """\
---
description: A book of two pages.
---

# A tiny book

Read [the chapter](loop/tiny.md), [its end](loop/tiny.md#the-end) first.

```{bibliography}
```
"""
CHAPTER = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
description: A chapter of three cells.
chapter:
  module: 1
  core: true
  minutes: {read: 1, play: 2, practice: 3}
  prerequisites: []
  concepts: [loss]
  objectives:
    - {bloom: apply, text: add two numbers}
---

# Tiny

## At a glance

```{at-a-glance}
```

```{code-cell} ipython3
:tags: [setup]

from importlib.util import find_spec

if find_spec("trainloop") is None:
    %pip install --quiet ../..
```

## Middle

{cite:t}`kingma2015` say it, others too {cite:p}`muth1960,kingma2015`.

```{code-cell} ipython3
print("the sum is", 19 + 23)
```

```{code-cell} ipython3
:tags: [nbval-ignore-output]
:reason: an address in memory

object()
```

## The end

Back to the [first page](../index.md), up to the [middle](#middle).
"""
BIBLIOGRAPHY = """\
@inproceedings{kingma2015, author = {Kingma, Diederik P. and Ba, Jimmy}, title = {Adam}, year = {2015},
  booktitle = {ICLR}, eprint = {1412.6980}, archiveprefix = {arXiv}}
@article{muth1960, author = {Muth, John F.}, title = {Forecasts}, journal = {JASA}, year = {1960}, doi = {10.1/x}}
"""


class Tiny(Project):
    """A tiny book that tests may change."""

    def change(self, page: str, old: str, new: str) -> None:
        """Replace a piece of a page's text, which must be there."""
        text = self.manuscript(page).read_text(encoding="utf-8")
        assert old in text
        self.manuscript(page).write_text(text.replace(old, new), encoding="utf-8")

    def add(self, page: str, text: str) -> None:
        """Put text at the end of a page."""
        path = self.manuscript(page)
        path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")

    def again(self) -> Tiny:
        """The same book, its settings read again."""
        return Tiny(self.root)


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """The tiny book, whole and without a fault."""
    return write_tiny(tmp_path)


def write_tiny(root: Path) -> Tiny:
    """Write the tiny book into a folder."""
    (root / "book" / "loop").mkdir(parents=True)
    for name, text in {
        "_toc.yml": TOC,
        "book/index.md": INDEX,
        "book/loop/tiny.md": CHAPTER,
        "book/references.bib": BIBLIOGRAPHY,
    }.items():
        (root / name).write_text(text, encoding="utf-8")
    for name in ("_config.yml", "pyproject.toml", "requirements.txt", "constraints.txt"):
        shutil.copy(ROOT / name, root / name)
    return Tiny(root)
