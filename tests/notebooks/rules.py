"""How nbval compares, and the count of what was and wasn't compared, printed at the end of a run."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import nbformat
import pytest
from _pytest.terminal import TerminalReporter
from nbval.plugin import IPyNbFile

from web.checks.source import UNCOMPARED
from web.results import code_cells

PICTURES = ("image/svg+xml",)  # not stored in the notebooks; nbval knows of png and jpeg by itself


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Don't compare pictures: the words beside them are."""
    if isinstance(collector, IPyNbFile):
        collector.skip_compare += PICTURES


def uncompared_reason(cell: nbformat.NotebookNode) -> str | None:
    """Why a cell's output isn't compared, as its author says; None if it is compared."""
    if UNCOMPARED & set(cell.metadata.get("tags", [])):
        return str(cell.metadata.get("reason", "no reason given"))
    return None


def summary(notebooks: dict[str, list[nbformat.NotebookNode]]) -> list[str]:
    """Lines that count cells: compared, not compared and why, by notebook and in all."""
    lines, total, reasons = [], 0, Counter[str]()
    for name, cells in sorted(notebooks.items()):
        found = [reason for cell in cells if (reason := uncompared_reason(cell)) is not None]
        lines.append(f"{name}: {len(cells) - len(found)} cells compared, {len(found)} not")
        total += len(cells)
        reasons.update(found)
    lines.append(f"in all: {total - reasons.total()} cells compared, {reasons.total()} not")
    return lines + [f"  not compared, {count} times: {reason}" for reason, count in sorted(reasons.items())]


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print the count for the notebooks that this run executed."""
    done = terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", [])
    root = Path(terminalreporter.config.rootpath)
    names = {report.nodeid.split("::")[0] for report in done if ".ipynb::" in report.nodeid}
    if names:
        terminalreporter.section("notebooks, executed again")
        cells = {name: code_cells(nbformat.read(root / name, as_version=4)) for name in names}
        for line in summary(cells):
            terminalreporter.line(line)
