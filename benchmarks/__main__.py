"""``python -m benchmarks [part …]``: measure, and print one table with a bar for each row that has one."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable

from benchmarks import builds, chapters, classroom, engine, instruments, lighthouse, optimizers, pages, practice, stock
from benchmarks.table import Row, printed

PARTS: dict[str, Callable[[], Iterable[Row]]] = {
    "weight": pages.rows,
    "lighthouse": lighthouse.rows,
    "engine": engine.rows,
    "instruments": instruments.rows,
    "optimizers": optimizers.rows,
    "practice": practice.rows,
    "notebooks": chapters.rows,
    "classroom": classroom.rows,
    "build": builds.rows,
    "stock": stock.rows,
}


def main(arguments: list[str] | None = None) -> int:
    """Run the parts that are named, all without names; the status is 1 when a bar is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=f"any of: {', '.join(PARTS)}; all without it")
    chosen = parser.parse_args(arguments).parts or list(PARTS)
    unknown = [part for part in chosen if part not in PARTS]
    if unknown:
        parser.error(f"unknown part {unknown[0]!r}; allowed: {', '.join(PARTS)}")
    sections = []
    for part in chosen:
        start = time.perf_counter()
        rows = []
        for row in PARTS[part]():
            rows.append(row)
            print(f"[{part}] {row.what}: {row.measured}", file=sys.stderr, flush=True)
        print(f"[{part}] took {time.perf_counter() - start:.0f} s", file=sys.stderr, flush=True)
        sections.append((part, rows))
    print(printed(sections))
    missed = [row for _, rows in sections for row in rows if row.passed is False]
    print(f"\n{len(missed)} of {sum(row.passed is not None for _, rows in sections for row in rows)} bars missed.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
