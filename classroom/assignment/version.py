"""Which book an assignment was made from."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

import trainloop

DECIDING = ("exercises", "questions")  # the parts of trainloop that decide what is asked and what is right


@cache
def book_version() -> str:
    """The package's version, with a digest of everything that decides what is asked and what is right.

    Two books with the same version give the same assignment for the same key and seed, and the same marks.
    """
    root = Path(str(files(trainloop)))
    paths = [path for part in DECIDING for path in (root / part).rglob("*") if path.suffix in (".py", ".yml", ".json")]
    paths += (Path(__file__).parents[1] / "variants").rglob("*.py")
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.as_posix().partition("/trainloop/")[2] or path.name):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode() + content)
    return f"{trainloop.__version__}+{digest.hexdigest()[:12]}"
