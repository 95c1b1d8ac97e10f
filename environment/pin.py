"""Writes constraints.txt: every package of the running environment with its version."""

from __future__ import annotations

import re
import sysconfig
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).parents[1]
HEADER = "# Every package that the tests passed with; written by `make constraints`, never by hand.\n"
UNPINNED = {"pip", "trainloop"}


def pins(installed: dict[str, str]) -> str:
    """The file's text for `installed`, names with versions; builds (``+cpu``) are left open."""
    rows = {name: version.split("+")[0] for name, version in installed.items() if name.lower() not in UNPINNED}
    return HEADER + "".join(f"{name}=={rows[name]}\n" for name in sorted(rows, key=str.lower))


def installed() -> dict[str, str]:
    """Names and versions of the running environment's packages.

    Looks into the environment's own folders alone: setuptools, once imported, adds what it carries to sys.path.
    """
    folders = sorted({sysconfig.get_path(name) for name in ("purelib", "platlib")})
    return {re.sub(r"[_.]+", "-", d.metadata["Name"]).lower(): d.version for d in distributions(path=folders)}


if __name__ == "__main__":
    (ROOT / "constraints.txt").write_text(pins(installed()), encoding="utf-8")
