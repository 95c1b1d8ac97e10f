"""Time of building the book in a fresh copy of the repository: clean, after one changed chapter, unchanged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.places import ONE_THREAD, ROOT, SCRATCH
from benchmarks.table import Row, at_most

CHAPTER_BAR_S, CHANGED_BAR_S, UNCHANGED_BAR_S = 6, 15, 5
COPIED = ("book", "notebooks", "trainloop", "web", "_config.yml", "_toc.yml", "pyproject.toml", "README.md", "LICENSE")
COPIED += ("constraints.txt", "requirements.txt", "requirements-dev.txt")


def fresh_copy() -> Path:
    """The repository without what was built from it."""
    target = SCRATCH / "repository"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copyfile(source, target / name)
    return target


def build(folder: Path) -> float:
    """Seconds of ``python -m web book`` in `folder`."""
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": str(folder)}
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "web", "book"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"the build failed:\n{done.stdout}{done.stderr}")
    return time.perf_counter() - start


def chapter_files(folder: Path) -> list[Path]:
    """The manuscript's chapters: the pages whose front matter says so. The first page may have cells too."""
    return sorted(
        path for path in (folder / "book").rglob("*.md") if "\nchapter:\n" in path.read_text(encoding="utf-8")
    )


def change_a_chapter(path: Path) -> None:
    """Change a code cell, so that the whole chapter runs again."""
    text = path.read_text(encoding="utf-8")
    changed = text.replace("\nimport torch\n", "\nimport torch  # changed\n", 1)
    if changed == text:
        raise ValueError(f"{path.name} doesn't import torch in a line of its own; choose another cell to change")
    path.write_text(changed, encoding="utf-8")


def rows() -> Iterator[Row]:
    """Three rows."""
    folder = fresh_copy()
    chapters = chapter_files(folder)
    clean = build(folder)
    yield Row(f"clean build, {len(chapters)} chapters executed, {os.cpu_count()} cores", f"{clean:.1f} s")
    yield at_most("clean build, a chapter", clean / len(chapters), CHAPTER_BAR_S, "s")
    change_a_chapter(chapters[0])
    yield at_most(f"one changed chapter ({chapters[0].stem})", build(folder), CHANGED_BAR_S, "s")
    yield at_most("nothing changed", build(folder), UNCHANGED_BAR_S, "s")
    shutil.rmtree(folder)
