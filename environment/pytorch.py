"""Which build of PyTorch to install: the small one where the default would bring packages for graphics cards."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any

SMALL_BUILD = "https://download.pytorch.org/whl/cpu"  # PyTorch's documented address for builds without CUDA
GRAPHICS = re.compile(r"^(nvidia|cuda|triton|pytorch-triton)(-|$)")


class Build(Enum):
    """What to do about PyTorch."""

    KEEP = "the wanted version is there"
    DEFAULT = "pip's default build is small"
    SMALL = "pip's default build would bring packages for graphics cards"


def wanted_version(requirements: str) -> str:
    """The version of torch that a requirements file (its text) pins. Raises ValueError if it pins none."""
    match = re.search(r"^torch==([\w.]+)", requirements, re.MULTILINE)
    if match is None:
        raise ValueError("requirements: no line torch==VERSION; the version of torch must be pinned")
    return match[1]


def graphics_packages(report: dict[str, Any]) -> list[str]:
    """Names of the packages for graphics cards in what ``pip install --report`` would install."""
    names = (item["metadata"]["name"].lower().replace("_", "-") for item in report.get("install", []))
    return sorted(name for name in names if GRAPHICS.match(name))


def decide(installed: str | None, wanted: str, would_come: Callable[[], dict[str, Any]]) -> Build:
    """Choose the build; `would_come` asks pip and is only called where the answer matters."""
    if installed is not None and installed.split("+")[0] == wanted:
        return Build.KEEP
    return Build.SMALL if graphics_packages(would_come()) else Build.DEFAULT


def installed_version(python: Path) -> str | None:
    """The version of torch that `python` has, or None."""
    code = "from importlib.metadata import version; print(version('torch'))"
    answer = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    return answer.stdout.strip() if answer.returncode == 0 else None


def ask_pip(python: Path, version: str) -> dict[str, Any]:
    """What pip would install for this version of torch, without installing it."""
    command = [str(python), "-m", "pip", "install", "--dry-run", "--quiet", "--report", "-", f"torch=={version}"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode:
        raise RuntimeError(f"pip can't find torch {version}:\n{answer.stderr.strip()}")
    report: dict[str, Any] = json.loads(answer.stdout)
    return report


def pip_arguments(build: Build, version: str) -> list[str]:
    """Arguments for ``pip install`` that install the chosen build; its dependencies come with the requirements."""
    if build is Build.KEEP:
        return []
    small = ["--index-url", SMALL_BUILD] if build is Build.SMALL else []
    return ["--no-deps", f"torch=={version}", *small]
