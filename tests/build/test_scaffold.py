"""A new chapter is whole from the start, and an old one is never written over."""

from __future__ import annotations

import pytest
import yaml

from tests.build.conftest import Tiny
from tests.structure.test_anatomy import PARTS
from trainloop.questions.loader import parse
from web.checks.source import source_faults
from web.manuscript import Page
from web.project import ROOT
from web.scaffold import begin, registered


@pytest.fixture
def begun(tiny: Tiny) -> Tiny:
    tiny.manuscript("loop/tiny").rename(tiny.manuscript("loop/linear-regression"))
    tiny.change("index", "loop/tiny.md", "loop/linear-regression.md")
    tiny.toc.write_text(tiny.toc.read_text().replace("loop/tiny", "loop/linear-regression"))
    tiny = tiny.again()
    begin(tiny, "optimizers/momentum")
    return tiny.again()


def test_has_every_part_and_no_fault(begun: Tiny) -> None:
    page = Page.read(begun.manuscript("optimizers/momentum"))
    assert [heading.text for heading in page.headings if heading.level == 2] == PARTS
    assert page.title == "Momentum"
    assert source_faults(begun) == []


def test_questions_can_be_read(begun: Tiny) -> None:
    path = begun.root / "trainloop" / "questions" / "bank" / "momentum.yml"
    questions = parse(path.read_text(encoding="utf-8"), "momentum", path.name).questions
    roles = [question.role for question in questions]
    assert {role: roles.count(role) for role in set(roles)} == {"predict": 1, "self-check": 2, "quiz": 6}


def test_is_registered(begun: Tiny) -> None:
    assert begun.pages == ("index", "loop/linear-regression", "optimizers/momentum")


def test_stands_after_the_last_chapter_of_its_folder() -> None:
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    changed = registered(toc, "loop/new-one")
    assert changed.replace("      - file: loop/new-one\n", "") == toc
    parts = {part["caption"]: part["chapters"] for part in yaml.safe_load(changed)["parts"]}
    assert parts["The elementary training loop"][-1] == {"file": "loop/new-one"}


@pytest.mark.parametrize(
    "name", ["", "adam", "Loop/x", "loop/x/y", "loop/x.md", "../x/y", "loop/a b", "loop/-x", "loop/x--y"]
)
def test_malformed_names_are_refused(tiny: Tiny, name: str) -> None:
    with pytest.raises(ValueError, match=r"NAME is .*; allowed: folder/name"):
        begin(tiny, name)


def test_a_chapter_that_exists_is_refused(tiny: Tiny) -> None:
    before = tiny.manuscript("loop/tiny").read_bytes()
    with pytest.raises(ValueError, match=r"book/loop/tiny\.md exists; choose another name"):
        begin(tiny, "loop/tiny")
    assert tiny.manuscript("loop/tiny").read_bytes() == before
