"""Where a lone notebook installs `trainloop` from: the published site, the published repository, or its own clone."""

from __future__ import annotations

import tomllib

from web.project import Project

CLONE = "../.."  # what the manuscript says: the repository's top, seen from notebooks/<folder>/
COMMAND = "%pip install --quiet "
FOLDER = "packages"  # of the site


def wheel_name(project: Project) -> str:
    """File name of the package's wheel."""
    settings = tomllib.loads((project.root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return f"{settings['name']}-{settings['version']}-py3-none-any.whl"


def source(project: Project) -> str:
    """What pip is told to install."""
    if project.address:
        return f"{project.address}/{FOLDER}/{wheel_name(project)}"
    return f"git+{project.repository}" if project.repository else CLONE


def point(text: str, project: Project) -> str:
    """A page's text, its setup cell pointing to where the package is published."""
    return text.replace(f"{COMMAND}{CLONE}\n", f"{COMMAND}{source(project)}\n")
