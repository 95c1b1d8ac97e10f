"""Each fault in the manuscript is found, with its file, its line or cell, and why."""

from __future__ import annotations

import pytest

from tests.build.conftest import Tiny
from web.checks.faults import BuildError, Fault, refuse
from web.checks.source import source_faults

PAGE = "book/loop/tiny.md"


def messages(tiny: Tiny) -> list[str]:
    return [str(fault) for fault in source_faults(tiny)]


def test_a_whole_book_has_none(tiny: Tiny) -> None:
    assert messages(tiny) == []


def line_with(tiny: Tiny, text: str) -> int:
    lines = tiny.manuscript("loop/tiny").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_unknown_tag(tiny: Tiny) -> None:
    tiny.change("loop/tiny", ":tags: [setup]", ":tags: [setup, figur]")
    (message,) = messages(tiny)
    assert message.startswith(f"{PAGE}:")
    assert "cell 1, under 'At a glance': unknown tag 'figur'; allowed: check, exercise, figure" in message


def test_uncompared_without_reason(tiny: Tiny) -> None:
    tiny.change("loop/tiny", ":reason: an address in memory\n", "")
    (message,) = messages(tiny)
    assert "cell 3, under 'Middle': its output isn't compared; say why" in message


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("[x](nowhere.md)", "broken link: there is no page 'nowhere.md'"),
        ("[x](../index.md#gone)", "broken link: book/index.md has no heading with the anchor #gone"),
        ("[x](#gone)", "broken link: book/loop/tiny.md has no heading with the anchor #gone"),
        ("[x](../../../outside.md)", "broken link: there is no page '../../../outside.md'"),
    ],
)
def test_broken_links(tiny: Tiny, link: str, why: str) -> None:
    tiny.add("loop/tiny", f"\nSee {link}.\n")
    assert messages(tiny) == [f"{PAGE}:{line_with(tiny, 'See [x]')}: {why}"]


def test_links_elsewhere_and_in_code_are_left_alone(tiny: Tiny) -> None:
    tiny.add("loop/tiny", "\n[a](https://example.org/x.md) [b](mailto:a@example.org)\n\n```text\n[c](gone.md)\n```\n")
    assert messages(tiny) == []


def test_missing_page(tiny: Tiny) -> None:
    tiny.toc.write_text(tiny.toc.read_text() + "      - file: loop/gone\n")
    assert messages(tiny) == ["_toc.yml: names the page 'loop/gone', but book/loop/gone.md is missing"]


def test_page_that_nobody_lists(tiny: Tiny) -> None:
    (tiny.book / "stray.md").write_text("# Stray\n")
    assert messages(tiny) == ["book/stray.md: is a page that _toc.yml doesn't name"]


@pytest.mark.parametrize("html", ["<b>bold</b>", "<br/>", '<div class="x">', "<!-- hidden -->"])
def test_raw_html(tiny: Tiny, html: str) -> None:
    tiny.add("loop/tiny", f"\nText {html} more.\n")
    assert messages(tiny)[0].startswith(f"{PAGE}:{line_with(tiny, 'Text <')}: raw HTML '<")


def test_comparisons_and_code_are_not_html(tiny: Tiny) -> None:
    tiny.add("loop/tiny", "\nIf a < b and c > d, or $x<y$, or `<b>`, or 1 <2>.\n")
    assert messages(tiny) == []


def test_unknown_citation(tiny: Tiny) -> None:
    tiny.add("loop/tiny", "\n{cite:p}`nobody1999`\n")
    assert any("the citation 'nobody1999' is not in references.bib" in message for message in messages(tiny))


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("module: 1", "module: [1", "the front matter is not YAML"),
        ("prerequisites: []", "prerequisites: [gone]", "the prerequisite 'gone' is not a page of _toc.yml"),
        ("  minutes: {read: 1, play: 2, practice: 3}\n", "", "no 'minutes' under `chapter` in the front matter"),
        ("chapter:\n", "chapters:\n", "no `chapter` in the front matter"),
    ],
)
def test_front_matter(tiny: Tiny, old: str, new: str, why: str) -> None:
    tiny.change("loop/tiny", old, new)
    assert any(message.startswith(PAGE) and why in message for message in messages(tiny))


def test_refuse_lists_all_and_counts() -> None:
    refuse([])
    faults = [Fault("a.md", "broken", 3, "cell 1"), Fault("b.md", "gone")]
    with pytest.raises(BuildError) as raised:
        refuse(faults)
    assert str(raised.value) == "a.md:3: cell 1: broken\nb.md: gone\nThe build stops: 2 faults."
