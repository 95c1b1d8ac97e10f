"""Executes notebooks in parallel, and keeps their results in jupyter-cache.

The cache's key is what MyST-NB looks up when it builds the page: code, cells' metadata and kernel. What else
a result depends on, the package and the versions, is in the cache's path (`Project.results`).
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

import nbformat
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract
from jupyter_cache.executors.utils import ExecutionResult, single_nb_execution
from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode

from web.manuscript import Cell, Page
from web.project import Project

CELL_SECONDS = 120  # longest time for one cell
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
PERSON = "JPY_SESSION_NAME"  # by which trainloop.progress knows a person's notebook; a build started there inherits it


@dataclass(frozen=True)
class Failure:
    """A notebook that didn't run to its end."""

    page: str
    cell: Cell | None
    error: str


def stored(cache: JupyterCacheAbstract, page: Page) -> NotebookNode | None:
    """The page's notebook with the results from the cache, or None if they aren't there."""
    try:
        cache.match_cache_notebook(page.notebook)
    except KeyError:
        return None
    _, merged = cache.merge_match_into_notebook(page.notebook)
    return merged


def missing(project: Project, pages: Mapping[str, Page]) -> dict[str, Page]:
    """The pages whose results aren't in the cache."""
    cache = get_cache(project.results)
    return {name: page for name, page in pages.items() if stored(cache, page) is None}


def run(project: Project, pages: Mapping[str, Page]) -> Iterator[tuple[str, float, Failure | None]]:
    """Execute every page whose results aren't in the cache; yields each as it ends, with its seconds."""
    cache = get_cache(project.results)
    wanted = missing(project, pages)
    if not wanted:
        return
    os.environ.update(ONE_THREAD)
    os.environ.pop(PERSON, None)
    with ProcessPoolExecutor(max_workers=min(len(wanted), os.cpu_count() or 1)) as pool:
        running = {
            pool.submit(_execute, page.notebook, project.notebook(name).parent): name for name, page in wanted.items()
        }
        for done in as_completed(running):
            name, (result, seconds) = running[done], done.result()
            if result.err is None:
                bundle = CacheBundleIn(result.nb, str(project.notebook(name)), data={"execution_seconds": seconds})
                cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
                yield name, seconds, None
            else:
                yield name, seconds, _failure(name, wanted[name], result)


def forget_others(project: Project) -> None:
    """Remove the caches that belong to other states of the package."""
    for folder in project.results.parent.iterdir():
        if folder != project.results:
            shutil.rmtree(folder)


def _execute(notebook: NotebookNode, folder: Path) -> tuple[ExecutionResult, float]:
    """Run in a worker process; the notebook's folder is the working folder, as it is for a reader."""
    folder.mkdir(parents=True, exist_ok=True)
    start = time.perf_counter()
    result = single_nb_execution(
        nbformat.from_dict(notebook),
        cwd=str(folder),
        timeout=CELL_SECONDS,
        allow_errors=False,
        extra_arguments=["--log-level=ERROR"],  # the kernel's own warnings say nothing about the notebook
    )
    if result.err is not None:  # the original can't travel between processes
        kind = TimeoutError if isinstance(result.err, CellTimeoutError) else RuntimeError
        result.err = kind(str(result.err).strip().splitlines()[0])
    return result, time.perf_counter() - start


def _failure(name: str, page: Page, result: ExecutionResult) -> Failure:
    """Say where a notebook broke off: at the first cell that has an error among its results, or has none at all."""
    done = [cell for cell in result.nb.cells if cell.cell_type == "code"]
    for cell, stopped in zip(page.cells, done, strict=True):
        errors = [output for output in stopped.outputs if output.output_type == "error"]
        if errors and "raises-exception" not in cell.tags:
            late = isinstance(result.err, TimeoutError)
            return Failure(name, cell, str(result.err) if late else f"{errors[0].ename}: {errors[0].evalue}")
        if stopped.execution_count is None and stopped.source.strip():
            return Failure(name, cell, str(result.err))
    return Failure(name, None, str(result.err))
