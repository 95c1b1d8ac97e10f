"""Run while an image is made: refuses one that isn't the pinned one, before a class meets it.

``python inside.py`` beside ``requirements.txt``, or with the folder that holds it. Standard library only.
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import distributions
from importlib.util import find_spec
from pathlib import Path

PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==([\w.!]+)", re.MULTILINE)
GRAPHICS = re.compile(r"^(nvidia|cuda|triton|pytorch-triton)(-|$)")


def plain(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed() -> dict[str, str]:
    """Names and versions of the packages here; builds (``+cpu``) are left out."""
    return {plain(each.metadata["Name"]): each.version.split("+")[0] for each in distributions()}


def faults(requirements: str, here: dict[str, str]) -> list[str]:
    """What is wrong with the packages `here`, given a requirement file's text."""
    found = []
    for name, wanted in PIN.findall(requirements):
        version = here.get(plain(name))
        if version != wanted:
            found.append(f"{name} is {version or 'missing'}; requirements.txt wants {wanted}")
    return found + [f"{name} is for graphics cards" for name in sorted(here) if GRAPHICS.match(name)]


def main(arguments: list[str]) -> str | int:
    """Check the packages; returns 0, or a message of what is wrong."""
    folder = Path(arguments[0]) if arguments else Path(__file__).parent
    found = faults((folder / "requirements.txt").read_text(encoding="utf-8"), installed())
    if find_spec("trainloop") is None:
        found.append("trainloop can't be imported")
    return "\n".join(found) if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
