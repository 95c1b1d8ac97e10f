"""Lighthouse's mobile profile on each page, against a server that compresses."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.places import HERE, SITE, node, node_environment, npm, page_names
from benchmarks.table import Row
from tests.browser.chromium import FLAGS, executable
from tests.browser.server import serving

BARS = {"performance": 0.98, "accessibility": 1.0, "best-practices": 1.0, "seo": 1.0}
SHIFT_BAR, BLOCKING_BAR_MS = 0.02, 50
RUNS = 3  # its performance varies with what else the machine does; the median counts
PROGRAM = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
TIMEOUT_S = 180


@dataclass(frozen=True)
class Report:
    """What one run found."""

    scores: dict[str, float]
    shift: float
    blocking: float
    faults: tuple[str, ...]


def install() -> None:
    """Fetch Lighthouse as benchmarks/package-lock.json pins it."""
    if not PROGRAM.exists():
        npm("ci", "--ignore-scripts", folder=HERE)


def run(address: str) -> Report:
    """Run Lighthouse once."""
    browser = executable()
    environment = {**node_environment(), **({"CHROME_PATH": browser} if browser else {})}
    flags = " ".join(["--headless=new", *FLAGS])
    command = [node(), str(PROGRAM), address, "--quiet", "--output=json", "--output-path=stdout"]
    command += [f"--chrome-flags={flags}", f"--only-categories={','.join(BARS)}"]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=TIMEOUT_S, check=False)
    if done.returncode:
        raise RuntimeError(f"Lighthouse failed on {address}:\n{done.stderr.strip()[-2000:]}")
    result = json.loads(done.stdout)
    audits, categories = result["audits"], result["categories"]
    counted = {reference["id"] for name in BARS for reference in categories[name]["auditRefs"] if reference["weight"]}
    faults = [name for name in sorted(counted) if audits[name].get("score") == 0]
    return Report(
        scores={name: categories[name]["score"] or 0.0 for name in BARS},
        shift=audits["cumulative-layout-shift"]["numericValue"],
        blocking=audits["total-blocking-time"]["numericValue"],
        faults=tuple(faults),
    )


def middle(reports: list[Report]) -> Report:
    """The median of each number over several runs."""
    return Report(
        scores={name: median(report.scores[name] for report in reports) for name in BARS},
        shift=median(report.shift for report in reports),
        blocking=median(report.blocking for report in reports),
        faults=tuple(sorted({fault for report in reports for fault in report.faults})),
    )


def reports(site: Path, names: list[str], runs: int = RUNS) -> Iterator[tuple[str, Report]]:
    """(page, median report) of each named page of a site."""
    install()
    with serving(site) as home:
        for name in names:
            yield name, middle([run(home + name) for _ in range(runs)])


def rows() -> Iterator[Row]:
    """Two rows a page: scores; shift and blocking time."""
    for name, report in reports(SITE, page_names()):
        passed = all(report.scores[key] >= bar for key, bar in BARS.items())
        measured = " / ".join(f"{report.scores[key]:.2f}" for key in BARS)
        why = f" ({', '.join(report.faults)})" if report.faults and not passed else ""
        bar = "≥ " + " / ".join(f"{each:g}" for each in BARS.values())
        yield Row(f"{name}: performance, accessibility, practices, SEO{why}", measured, bar, passed)
        calm = report.shift <= SHIFT_BAR and report.blocking <= BLOCKING_BAR_MS
        measured = f"{report.shift:.3f}; {report.blocking:.0f} ms"
        yield Row(f"{name}: layout shift; blocking time", measured, f"≤ {SHIFT_BAR:g}; ≤ {BLOCKING_BAR_MS} ms", calm)
