"""Stamps: a finished step leaves a digest of what it was made from, so that repeating it takes no time."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable
from pathlib import Path


def digest(files: Iterable[Path]) -> str:
    """Hex digest of the contents of `files` and of the running Python's version."""
    content = hashlib.sha256(sys.version.encode())
    for file in files:
        content.update(file.name.encode())
        content.update(file.read_bytes())
    return content.hexdigest()


def is_fresh(stamp: Path, of: str) -> bool:
    """Whether the step that leaves `stamp` was finished for this digest."""
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == of


def leave(stamp: Path, of: str) -> None:
    """Say that the step is finished for this digest."""
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(of, encoding="utf-8")
