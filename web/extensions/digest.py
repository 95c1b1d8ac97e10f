"""Digests of files, by which Sphinx notices that a template or an extension changed."""

import hashlib
from pathlib import Path


def of(folder: Path, pattern: str) -> str:
    """Hex digest over the names and contents of the files in `folder` that match the glob `pattern`."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob(pattern)):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
