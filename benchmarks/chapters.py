"""Run time and peak memory of each chapter's notebook, executed as a reader would."""

from __future__ import annotations

import os
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

import nbformat
import psutil
from nbclient import NotebookClient

from benchmarks.places import ONE_THREAD, ROOT, chapter_names
from benchmarks.table import Row, at_most

ONE_BAR_S, AVERAGE_BAR_S, MEMORY_BAR_GB = 20, 10, 1.5
SAMPLE_S = 0.05


class Memory(threading.Thread):
    """Watches this process's children and keeps the largest sum of what they held at once."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._ended = threading.Event()

    def run(self) -> None:
        """Sample until told to end."""
        me = psutil.Process()
        while not self._ended.wait(SAMPLE_S):
            held = 0
            for child in me.children(recursive=True):
                try:
                    held += child.memory_info().rss
                except psutil.Error:
                    continue  # it ended between the two calls
            self.peak = max(self.peak, held)

    def end(self) -> float:
        """Stop; returns the peak in gigabytes."""
        self._ended.set()
        self.join()
        return self.peak / 1e9


def execute(path: Path) -> tuple[float, float]:
    """Seconds and gigabytes of one execution, kernel start included."""
    os.environ.update(ONE_THREAD)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
    notebook = nbformat.read(path, as_version=4)
    memory = Memory()
    memory.start()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        NotebookClient(notebook, timeout=120, resources={"metadata": {"path": folder}}).execute()
    elapsed = time.perf_counter() - start
    return elapsed, memory.end()


def rows() -> Iterator[Row]:
    """Two rows a notebook, and the average."""
    times = []
    for name in chapter_names():
        elapsed, gigabytes = execute(ROOT / "notebooks" / f"{name}.ipynb")
        times.append(elapsed)
        yield at_most(f"{name}: run time", elapsed, ONE_BAR_S, "s")
        yield at_most(f"{name}: peak memory", gigabytes, MEMORY_BAR_GB, "GB", digits=2)
    yield at_most("average of a notebook", mean(times), AVERAGE_BAR_S, "s")
