"""The manuscript passes the checks that the build makes before it runs anything."""

from __future__ import annotations

from tests.structure.book import PROJECT
from web.checks.source import source_faults


def test_the_manuscript_has_no_fault() -> None:
    assert [str(fault) for fault in source_faults(PROJECT)] == []
