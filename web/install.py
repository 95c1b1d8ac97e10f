"""Where a lone notebook installs `trainloop` from: the published site, the published repository, or its own clone."""

from __future__ import annotations

import re
import tomllib

from web.project import Project

# What the manuscript says: install the repository's top, seen from the folder of the notebook.
FROM_CLONE = re.compile(r"(?<=^    %pip install --quiet )(\.\.)(/\.\.)*$", re.MULTILINE)
FOLDER = "packages"  # of the site


def wheel_name(project: Project) -> str:
    """File name of the package's wheel."""
    settings = tomllib.loads((project.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"{settings['name']}-{settings['version']}-py3-none-any.whl"


def source(project: Project) -> str | None:
    """What pip is told to install where the package is published; None where it isn't."""
    if project.address:
        return f"{project.address}/{FOLDER}/{wheel_name(project)}"
    return f"git+{project.repository}" if project.repository else None


def point(text: str, project: Project) -> str:
    """A page's text, its setup cell pointing to where the package is published."""
    published = source(project)
    return FROM_CLONE.sub(lambda _: published, text) if published else text
