"""Addresses that pages carry for their scripts lead somewhere: "read again" below questions, all of "My progress"."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from tests.browser.fixtures import BUILT
from web.checks.built import broken


def addresses(value: Any) -> Iterator[str]:
    """Every ``href`` in some JSON."""
    if isinstance(value, dict):
        yield from ([value["href"]] if "href" in value else [])
        value = list(value.values())
    if isinstance(value, list):
        for each in value:
            yield from addresses(each)


def carried(path: Path) -> list[str]:
    """The addresses in the data of a page's questions and progress."""
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    places = soup.select("[data-quiz] > script, [data-progress] > script")
    return [href for place in places for href in addresses(json.loads(place.string or "null"))]


def test_every_address_that_scripts_use_leads_somewhere() -> None:
    found = {path: carried(path) for path in BUILT.rglob("*.html")}
    assert len(found[BUILT / "my-progress.html"]) > 30
    assert len([href for hrefs in found.values() for href in hrefs]) > 60
    faults = [
        (path.name, href, why) for path, hrefs in found.items() for href in hrefs if (why := broken(path, href, BUILT))
    ]
    assert faults == []
