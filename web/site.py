"""Builds the site: Jupyter Book over the manuscript, warnings fatal, results from the cache; then looks at the pages."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from web import install, notebooks
from web.checks.built import built_faults
from web.checks.faults import BuildError, refuse
from web.project import ROOT, Project, digest

JUPYTER_BOOK = "from jupyter_book.cli.main import main; main()"  # the package has no __main__


def make(project: Project) -> Path:
    """Bring the site in step with the repository; returns its folder. Raises BuildError."""
    stamp = project.build / "site.stamp"
    before = inputs(project)
    if stamp.exists() and stamp.read_text(encoding="utf-8") == before and (project.site / "index.html").exists():
        print("Nothing changed since the last build.")
        return project.site
    stamp.unlink(missing_ok=True)
    print("Deriving and executing notebooks …", flush=True)
    notebooks.make(project)
    print("Building the pages …", flush=True)
    forget_old_order(project)
    run_jupyter_book(project)
    publish_package(project)
    refuse(built_faults(project))
    stamp.write_text(inputs(project), encoding="utf-8")
    return project.site


def inputs(project: Project) -> str:
    """Digest of everything in the repository that the site is made from, and of the notebooks beside it."""
    folders = (project.book, project.notebooks, project.root / "trainloop", ROOT / "web")
    skipped = {"__pycache__", ".ipynb_checkpoints", "node_modules"}
    found = (path for folder in folders for path in folder.rglob("*") if not skipped & set(path.parts))
    single = [
        project.toc,
        project.config,
        *(project.root / f for f in ("constraints.txt", "requirements.txt", "pyproject.toml", "package-lock.json")),
    ]
    return digest([*found, *single], project.root)


def forget_old_order(project: Project) -> None:
    """Start from nothing when the order of the pages changed: a page that is gone would stay on the site."""
    order, mark = digest([project.toc], project.root), project.build / "order.stamp"
    if not mark.exists() or mark.read_text(encoding="utf-8") != order:
        shutil.rmtree(project.site, ignore_errors=True)
        shutil.rmtree(project.build / ".doctrees", ignore_errors=True)
        project.build.mkdir(exist_ok=True)
        mark.write_text(order, encoding="utf-8")


def run_jupyter_book(project: Project) -> None:
    """Run Jupyter Book. Raises BuildError with what it and Sphinx complain about."""
    command = [sys.executable, "-c", JUPYTER_BOOK, "build", str(project.book), "--config", str(project.config)]
    command += ["--toc", str(project.toc), "--path-output", str(project.root), "-W", "-n", "--keep-going", "-q"]
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH", "")]))
    environment = {**os.environ, "PYTHONPATH": path, "TRAINLOOP_PROJECT": str(project.root), "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        # Sphinx wouldn't read a page again that it only warned about; the next build starts from nothing.
        shutil.rmtree(project.build / ".doctrees", ignore_errors=True)
        raise BuildError(f"{complaints(project, done)}\nThe build stops: Jupyter Book refused the pages.")


def complaints(project: Project, done: subprocess.CompletedProcess[str]) -> str:
    """What Sphinx said of the pages, files named from the repository's top; everything it said if that is nothing."""
    said = [line for line in done.stderr.splitlines() if line.strip()]
    named = [line for line in said if line.startswith(str(project.root)) or "ERROR" in line or "rror:" in line]
    return "\n".join(named or [done.stdout, *said]).replace(f"{project.root}/", "")


def publish_package(project: Project) -> None:
    """Put the package beside the pages, for notebooks that were downloaded alone."""
    target = project.site / install.FOLDER
    shutil.rmtree(target, ignore_errors=True)
    if not project.address:
        return
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    done = subprocess.run([*command, str(target), str(project.root)], capture_output=True, text=True, check=False)
    if done.returncode or not (target / install.wheel_name(project)).exists():
        raise BuildError(f"the package's wheel can't be built:\n{done.stderr.strip()}")
