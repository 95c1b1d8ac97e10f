"""The executable edition: derive every chapter's notebook, execute what changed, write results back."""

from __future__ import annotations

from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from nbformat import NotebookNode

from web import derive, execute, glossary
from web.checks.faults import BuildError, Fault, refuse
from web.checks.outcome import outcome_faults
from web.checks.source import source_faults
from web.citations import Bibliography
from web.project import Project
from web.results import write_back


def make(project: Project) -> None:
    """Bring notebooks/ and the cache of results in step with the manuscript. Raises BuildError."""
    refuse(source_faults(project))
    glossary.write_cards(project)  # first, because results depend on the package
    pages = derive.sources(project)
    faults = []
    for name, seconds, failure in execute.run(project, pages):
        print(f"  executed {name} in {seconds:.1f} s", flush=True)
        if failure is not None:
            cell, where = failure.cell, project.named(project.manuscript(name))
            source = f"\n{cell.source}" if cell else ""
            faults.append(Fault(where, f"{failure.error}{source}", cell.line if cell else None, str(cell or "")))
    refuse(faults)
    cache = get_cache(project.results)
    for name, page in pages.items():
        executed = execute.stored(cache, page)
        if executed is None:  # its results lie under another digest of the package than the one of now
            raise BuildError("trainloop/ changed while the notebooks ran; build again.")
        faults += outcome_faults(project, name, page, executed)
    refuse(faults)
    write(project)
    execute.forget_others(project)


def made(project: Project) -> dict[Path, NotebookNode]:
    """Every notebook as it must be now, from the manuscript and the cache of results, by its path."""
    cache, works = get_cache(project.results), Bibliography(project.bibliography)
    found = {}
    for name, page in derive.sources(project).items():
        derived, executed = derive.notebook(project, name, page, works), execute.stored(cache, page)
        if executed is not None:
            write_back(derived, executed)
        found[project.notebook(name)] = derived
    return found


def as_text(notebook: NotebookNode) -> str:
    """A notebook's file content."""
    return nbformat.writes(notebook) + "\n"


def write(project: Project) -> None:
    """Write the notebooks that changed, and remove those whose chapter is gone."""
    current = made(project)
    for path, notebook in current.items():
        text = as_text(notebook)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"  wrote {project.named(path)}")
    for path in project.notebooks.rglob("*.ipynb"):
        if path not in current and ".ipynb_checkpoints" not in path.parts:
            path.unlink()
            print(f"  removed {project.named(path)}: its chapter is gone")
