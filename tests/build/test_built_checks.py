"""Faults in the HTML itself."""

from __future__ import annotations

import pytest

from tests.build.conftest import Tiny
from web.checks.built import built_faults

GOOD = '<article><h1 id="top-of-it">x</h1><a href="loop/tiny.html#end">y</a><img src="a.svg" alt="A line."></article>'


@pytest.fixture
def built(tiny: Tiny) -> Tiny:
    (tiny.site / "loop").mkdir(parents=True)
    (tiny.site / "a.svg").write_text("<svg/>")
    (tiny.site / "index.html").write_text(GOOD)
    (tiny.site / "loop" / "tiny.html").write_text('<p id="end"><a href="../index.html">x</a> <a href="#end">y</a></p>')
    return tiny


def messages(tiny: Tiny) -> list[str]:
    return [str(fault) for fault in built_faults(tiny)]


def test_good_pages(built: Tiny) -> None:
    assert messages(built) == []


def test_missing_page(built: Tiny) -> None:
    (built.site / "loop" / "tiny.html").unlink()
    assert "_build/html/loop/tiny.html: the page wasn't built" in messages(built)


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ('<a href="gone.html">', "broken link 'gone.html': there is no such file"),
        ('<a href="loop/tiny.html#gone">', "broken link 'loop/tiny.html#gone': tiny.html has no element with that id"),
        ('<a href="#gone">', "broken link '#gone': index.html has no element with that id"),
        ('<a href="../../secret">', "broken link '../../secret': it leads out of the site"),
        ('<script src="x.js"></script>', "broken link 'x.js': there is no such file"),
        ('<img src="a.svg">', "image without alt text: a.svg"),
        ('<article><img src="a.svg" alt=""></article>', "image without alt text: a.svg"),
        ('<img src="a.svg" alt="_images/0f3a.svg">', "image without alt text: a.svg"),
    ],
)
def test_faults(built: Tiny, html: str, why: str) -> None:
    (built.site / "index.html").write_text(GOOD + html)
    assert messages(built) == [f"_build/html/index.html: {why}"]


@pytest.mark.parametrize(
    "html", ['<a href="https://example.org/gone">', '<a href="loop/">', '<img src="a.svg" alt="">', '<a href="#">']
)
def test_what_is_allowed(built: Tiny, html: str) -> None:
    (built.site / "loop" / "index.html").write_text("<p>x</p>")
    (built.site / "index.html").write_text(GOOD + html)
    assert messages(built) == []
