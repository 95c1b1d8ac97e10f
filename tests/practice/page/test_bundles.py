"""The committed scripts and styles of practice are those that their sources give, and stay small."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tests.widgets.node import ROOT, run

BUILDS = {
    "trainloop/questions/js/build.js": "trainloop/questions/static",
    "web/practice/build.js": "web/practice/static",
}
MOST = {"practice.page.js": 15_500, "practice.css": 4_000}  # bytes, gzipped: what pages load at once


@pytest.mark.parametrize("script", BUILDS)
def test_committed_files_are_what_the_build_writes(script: str, tmp_path: Path) -> None:
    done = run(script, tmp_path)
    assert done.returncode == 0, done.stderr
    committed = ROOT / BUILDS[script]
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {path.name for path in committed.iterdir()}
    different = [name for name in names if (tmp_path / name).read_bytes() != (committed / name).read_bytes()]
    assert different == [], "run `python3 environment/npm.py run build`"


@pytest.mark.parametrize("name", MOST)
def test_what_pages_load_at_once_is_small(name: str) -> None:
    content = (ROOT / "web" / "practice" / "static" / name).read_bytes()
    assert len(gzip.compress(content, 9)) <= MOST[name]


def test_scripts_ask_no_other_host() -> None:
    for folder in BUILDS.values():
        for path in (ROOT / folder).glob("*.js"):
            text = path.read_text(encoding="utf-8")
            addresses = {part.split("/")[0] for part in text.split("https://")[1:]} | {
                part.split("/")[0] for part in text.split("http://")[1:]
            }
            assert addresses <= {"www.w3.org"}, path  # a name space, not an address
