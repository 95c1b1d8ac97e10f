"""The versions that the images take from the repository's requirement files."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==([\w.!+]+)\s*(?:#.*)?$", re.MULTILINE)
OLDEST = re.compile(r">=\s*(\d+\.\d+)")


class ImageError(ValueError):
    """A requirement file from which no image can be derived."""


@dataclass(frozen=True)
class Pins:
    """``python`` as ``3.11``, the others as exact versions."""

    python: str
    torch: str
    jupyterhub: str
    nbgitpuller: str
    nbgrader: str


def pins(root: Path) -> Pins:
    """The versions in the requirement files of the repository `root`. Raises ImageError for one that isn't pinned."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    oldest = OLDEST.search(project["requires-python"])
    if oldest is None:
        raise ImageError(f"pyproject.toml: requires-python is {project['requires-python']!r}; allowed: >=3.N")
    hub = "classroom/image/requirements.txt"
    return Pins(
        python=oldest[1],
        torch=pinned(root, "requirements.txt", "torch"),
        jupyterhub=pinned(root, hub, "jupyterhub"),
        nbgitpuller=pinned(root, hub, "nbgitpuller"),
        nbgrader=pinned(root, "classroom/requirements.txt", "nbgrader"),
    )


def pinned(root: Path, file: str, package: str) -> str:
    """The version of a package in a requirement file. Raises ImageError where it has none."""
    path = root / file
    found = dict(PIN.findall(path.read_text(encoding="utf-8"))) if path.exists() else {}
    if package not in found:
        raise ImageError(f"{file}: no line {package}==VERSION")
    return str(found[package])
