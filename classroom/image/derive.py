"""Derives the images' files, and says which of those in the repository aren't what is derived."""

from __future__ import annotations

import re
from pathlib import Path

from classroom.image.pins import ImageError, Pins, pins

__all__ = ["ImageError", "derived", "out_of_step", "write"]

HERE = Path(__file__).parent
SMALL_BUILD = "https://download.pytorch.org/whl/cpu"  # PyTorch's documented address for builds without CUDA
BY_HAND = "# Written by `python -m classroom image`, never by hand."
COPIED = re.compile(r"^COPY (?:--\S+ )*(.+) \S+$", re.MULTILINE)


def derived(root: Path) -> dict[str, str]:
    """The files' texts by their paths from the repository's top. Raises ImageError for what isn't pinned."""
    versions = pins(root)
    recipe = dockerfile(versions)
    return {
        "classroom/image/Dockerfile": recipe,
        "classroom/image/Dockerfile.dockerignore": allowed(recipe),
        "binder/requirements.txt": binder(versions),
        "binder/runtime.txt": f"python-{versions.python}\n",
    }


def out_of_step(root: Path) -> list[str]:
    """The paths of those files that are missing or differ from what is derived."""
    return [name for name, text in derived(root).items() if _text(root / name) != text]


def write(root: Path) -> list[str]:
    """Write what is out of step; returns the paths."""
    texts = derived(root)
    stale = out_of_step(root)
    for name in stale:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(texts[name], encoding="utf-8")
    return stale


def dockerfile(versions: Pins) -> str:
    """The recipe for all images, with the versions filled into its template."""
    recipe = (HERE / "Dockerfile.template").read_text(encoding="utf-8")
    values = {**vars(versions), "small_build": SMALL_BUILD, "by_hand": BY_HAND}
    for name, value in values.items():
        recipe = recipe.replace(f"@{name}@", value)
    if left := re.findall(r"@\w+@", recipe):
        raise ImageError(f"Dockerfile.template: {left[0]} is no value; allowed: {', '.join(values)}")
    return recipe


def sources(recipe: str) -> list[str]:
    """What a recipe copies out of the repository, each once."""
    return sorted({source for line in COPIED.findall(recipe) for source in line.split()})


def allowed(recipe: str) -> str:
    """What a build may see: only what is copied. A course's folder with its key can't get into an image."""
    return "\n".join([BY_HAND, "*", *(f"!{source}" for source in sources(recipe)), "**/__pycache__", ""])


def binder(versions: Pins) -> str:
    """Binder's packages. Only PyTorch's own index has a version with ``+cpu``, so no other build can come."""
    lines = [BY_HAND, f"--extra-index-url {SMALL_BUILD}", "-r ../requirements.txt", f"torch=={versions.torch}+cpu", ""]
    return "\n".join(lines)


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
