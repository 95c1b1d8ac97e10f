"""A tiny book, from the command line to its pages."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from tests.build.conftest import Tiny, write_tiny
from web.__main__ import main


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    """The tiny book, built once."""
    tiny = write_tiny(tmp_path_factory.mktemp("tiny"))
    assert main(["--project", str(tiny.root), "book"]) == 0
    yield tiny
    shutil.rmtree(tiny.root)


def build(tiny: Tiny) -> int:
    return main(["--project", str(tiny.root), "book"])


def test_pages_hold_results_and_front_matter(built: Tiny) -> None:
    page = (built.site / "loop" / "tiny.html").read_text(encoding="utf-8")
    assert "the sum is 42" in page
    assert "1 minutes to read" in page
    assert "Kingma and Ba" in page
    assert (built.site / "index.html").exists()


def test_nothing_changed_builds_nothing(built: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    before = (built.site / "index.html").stat().st_mtime_ns
    assert build(built) == 0
    out = capsys.readouterr().out
    assert "Nothing changed" in out
    assert f"Open {built.site.as_uri()}/index.html" in out
    assert (built.site / "index.html").stat().st_mtime_ns == before


def test_a_warning_stops_the_build_each_time(tiny: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    tiny.add("index", "\n```{unheard-of}\n```\n")
    for _ in range(2):  # Sphinx alone would warn once, and pass the second time
        assert build(tiny) == 1
        error = capsys.readouterr().err
        assert "book/index.md:12: WARNING: " in error
        assert "unheard-of" in error


def test_sphinx_refuses_to_run_a_cell(built: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    from web import notebooks, site
    from web.checks.faults import BuildError

    monkeypatch.setattr(notebooks, "make", lambda project: None)  # as if the pages were built without it
    built.change("loop/tiny", "19 + 23", "19 + 24")
    with pytest.raises(BuildError, match=r"tiny\.md: no stored results for this state of it"):
        site.make(built.again())
