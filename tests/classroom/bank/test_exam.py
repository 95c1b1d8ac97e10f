"""Printed exams: their pages are read back as text, so what is tested is what a reader gets."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from classroom.assignment.version import book_version
from classroom.bank import exam, printed
from classroom.bank.choose import ChoiceError, questions
from classroom.bank.exam import Exam
from tests.classroom.bank import raw

KINDS = [
    *("adam-first-step", "adam-what-changes-the-path", "adam-length-of-the-first", "adam-fading-steps"),
    *("adam-which-is-adam", "gradients-order-walk", "gradients-which-error", "gradients-softplus"),
]
MIXED = Exam(KINDS, "autumn 7", title="Midterm", marks={"adam-first-step": 2.5})


def pages(content: bytes) -> list[str]:
    """The text of each page, its white space collapsed."""
    return [words(page.extract_text()) for page in PdfReader(BytesIO(content)).pages]


def words(text: str) -> str:
    """Without white space and backticks, which a page may set where it likes.

    Without letters with combining accents too: what the page says they are stands in a tag that pypdf doesn't read.
    """
    return re.sub(r"\w[\u0300-\u036f]+", "", re.sub(r"[\s`]+", "", text))


def printed_version(made: Exam, name: str, *, answers: bool = False) -> bytes:
    return exam.pdf(exam.paper_data(made, name, made.version(name), answers=answers))


@pytest.fixture(scope="module")
def paper() -> bytes:
    return printed_version(MIXED, "A")


@pytest.fixture(scope="module")
def solved() -> bytes:
    return printed_version(MIXED, "A", answers=True)


def test_each_question_stands_on_one_page_with_its_lists_and_marks(paper: bytes) -> None:
    shown = pages(paper)
    for one in MIXED.version("A"):
        (page,) = [text for text in shown if words(one.question.prompt) in text]
        options = [entry.text for listing in one.question.lists for entry in listing.entries]
        assert all(words(text) in page for text in options), one.question.id
        worth = "2.5marks" if one.question.id == "adam-first-step" else str(one.question.task.marks)
        assert f"Question{one.number}" in page
        assert f"[{worth}" in page


def test_a_page_says_name_total_version_book_and_seed(paper: bytes) -> None:
    first, *others = pages(paper)
    assert "Name:" in first
    total = 2.5 + sum(one.question.task.marks for one in MIXED.version("A")) - 1
    assert f"VersionA.8questions,{total:g}marksinall." in first
    for n, page in enumerate([first, *others], start=1):
        assert words(book_version()) in page
        assert "seedautumn7" in page
        assert f"Page{n}of{1 + len(others)}" in page
    assert all("Midterm,versionA" in page for page in others)


def test_only_solutions_hold_answers(paper: bytes, solved: bytes) -> None:
    asked, answered = "".join(pages(paper)), "".join(pages(solved))
    for one in MIXED.version("A"):
        answer = one.question.answer
        reasons = [answer.why, *(part.why for part in answer.parts), *answer.summary.split(". ")[1:]]
        for reason in filter(lambda text: len(words(text)) > 12, reasons):
            if one.question.kind not in ("short", "long"):  # those have their points instead
                assert words(reason) in answered, one.question.id
            assert words(reason) not in asked, one.question.id
        assert f"Answer:{words(answer.summary)}" in answered


def test_the_letters_of_the_solution_are_those_of_the_paper(solved: bytes, paper: bytes) -> None:
    asked = "".join(pages(paper))
    for one in MIXED.version("A"):
        if one.question.kind not in ("single", "multiple"):
            continue
        entry = raw.entries("single", "multiple")[one.question.id]
        right = {words(option["text"]) for option in entry["options"] if option.get("correct")}
        letters = re.findall(r"\b[A-F]\b", one.question.answer.summary)
        assert len(letters) == len(right)
        assert all(any(f"{letter}{text}" in asked for text in right) for letter in letters)


def test_points_share_the_marks_that_a_question_has_here() -> None:
    made = replace(MIXED, ids=["gradients-softplus"], marks={"gradients-softplus": 6})
    (one,) = made.version("A")
    shown = "".join(pages(printed_version(made, "A", answers=True)))
    assert f"[{6 / one.question.task.marks:g}]" in shown
    assert shown.count(f"[{6 / one.question.task.marks:g}]") == one.question.task.marks


def test_versions_have_orders_of_their_own_and_the_same_questions() -> None:
    a, b = MIXED.version("A"), MIXED.version("B")
    assert [one.question.id for one in a] != [one.question.id for one in b]
    assert {one.question.id for one in a} == {one.question.id for one in b} == set(KINDS)
    kept = replace(MIXED, mixed=False)
    assert [one.question.id for one in kept.version("B")] == KINDS


def test_seed_and_key_draw_other_numbers() -> None:
    ids = [question.id for question in questions() if question.variants][:12]
    made = Exam(ids, "1", mixed=False)
    exams = [made, replace(made, seed="2"), replace(made, key=b"k" * 32)]
    drawn = [tuple(str(one.question.task) + one.question.prompt for one in each.version("A")) for each in exams]
    assert len(set(drawn)) == 3
    assert drawn[0] == tuple(str(one.question.task) + one.question.prompt for one in made.version("A"))


def test_the_key_has_the_answers_of_every_version(tmp_path: Path) -> None:
    written = exam.write(MIXED, tmp_path / "new", "mid", versions=2, solutions=True)
    names = ["mid-A.pdf", "mid-A-solutions.pdf", "mid-B.pdf", "mid-B-solutions.pdf", "mid-key.pdf"]
    assert [path.name for path in written] == names
    key = "".join(pages(written[-1].read_bytes()))
    for version in "AB":
        placed = MIXED.version(version)
        part = key.partition(f"Version{version}")[2].partition("VersionB")[0]
        assert f"Total{MIXED.total(placed)}" in part
        for one in placed:
            summary = one.question.answer.summary
            if one.question.kind in ("short", "long"):
                summary = "marked by hand, see the solution"
            row = f"{one.number}{one.question.id}{summary}{printed.number_text(one.marks)}"
            assert words(row) in part, one.question.id


def test_the_file_is_accessible(paper: bytes) -> None:
    root: Any = PdfReader(BytesIO(paper)).trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    metadata = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part" in metadata
    assert "Midterm, version A" in metadata
    assert _alternatives(root["/StructTreeRoot"]) == {
        f"{entry.text}: {entry.words}" for one in MIXED.version("A") for x in one.question.lists for entry in x.entries
        if entry.svg
    }  # fmt: skip


def _alternatives(node: Any) -> set[str]:
    """The words for pictures in a tree of tags."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return set().union(*map(_alternatives, node))
    if not isinstance(node, dict):
        return set()
    own = {str(node["/Alt"])} if "/Alt" in node else set()
    return own | (_alternatives(node["/K"]) if "/K" in node else set())


@pytest.mark.parametrize(("name", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_paper_has_the_size_that_is_asked_for(name: str, size: tuple[int, int]) -> None:
    made = replace(MIXED, ids=["adam-equal-decays"], marks={}, paper=name)
    box = PdfReader(BytesIO(printed_version(made, "A"))).pages[0].mediabox
    assert (box.width, box.height) == pytest.approx(size, abs=1)


def test_the_same_exam_gives_the_same_bytes() -> None:
    made = replace(MIXED, ids=KINDS[:3], marks={})
    assert printed_version(made, "A") == printed_version(made, "A")


def test_every_character_of_the_bank_is_on_paper() -> None:
    made = Exam([question.id for question in questions()], "x")
    placed = made.version("A")
    shown = "".join(pages(exam.pdf(exam.paper_data(made, "A", placed, answers=True))))
    needed = {
        char
        for one in placed
        for text in [one.question.prompt, one.question.code, one.question.answer.summary, one.question.answer.why]
        for char in words(text)
    }
    assert needed - set(shown) == set()


def test_a_letter_with_its_accent_is_read_as_one(solved: bytes) -> None:
    content = b"".join(page.get_contents().get_data() for page in PdfReader(BytesIO(solved)).pages)  # type: ignore[union-attr]
    said = {bytes.fromhex(found.decode()).decode("utf-16") for found in re.findall(rb"/ActualText<(\w+)>", content)}
    assert {"m\u0302", "v\u0302"} <= said


def test_markup_of_typst_is_only_text() -> None:
    title = '#panic("x") $a_1$ *b* _c_ @d <e> `f` \\ // [g] "h" #[i]'
    made = replace(MIXED, ids=["adam-equal-decays"], marks={}, title=title, seed="#1 *s*")
    shown = "".join(pages(printed_version(made, "A")))
    assert words(title) in shown
    assert "seed#1*s*" in shown


@given(text=raw.TEXTS)
@settings(max_examples=100, deadline=None)
def test_runs_are_the_text(text: str) -> None:
    runs = printed.runs(text)
    assert "".join(f"`{run['text']}`" if run["code"] else run["text"] for run in runs) == text


@given(
    text=st.lists(st.sampled_from([*raw.NASTY, "#", "$", "@x", "*", "_", "\\\\", "//", "[", "]"]), min_size=1).map(
        "".join
    )
)
@settings(max_examples=10, deadline=None)
def test_any_prompt_is_set_as_it_stands(text: str) -> None:
    (one,) = replace(MIXED, ids=["adam-equal-decays"], marks={}).version("A")
    placed = replace(one, question=replace(one.question, prompt=f"x{text}x"))
    assert words(f"x{text}x") in "".join(pages(exam.pdf(exam.paper_data(MIXED, "A", [placed]))))


def test_a_character_without_a_font_is_named() -> None:
    made = replace(MIXED, ids=["adam-equal-decays"], marks={}, title="a \u0378 b")
    with pytest.raises(ChoiceError, match=r"can't be set: .*\\u\{378\}"):
        printed_version(made, "A")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"paper": "a5"}, "paper is 'a5'; allowed: a4, letter"),
        ({"ids": []}, "needs a question"),
        ({"ids": ["adam-first-step", "adam-first-step"]}, "each question once"),
        ({"marks": {"adam": 1}}, "'adam', which isn't in the exam"),
        ({"marks": {"adam-first-step": 0}}, "adam-first-step is worth 0; allowed: a number above 0"),
        ({"marks": {"adam-first-step": float("nan")}}, "nan"),
    ],
)
def test_what_is_not_allowed_is_said(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ChoiceError, match=re.escape(message)):
        replace(MIXED, **change)


@pytest.mark.parametrize("versions", [0, 27])
def test_a_version_has_a_letter(versions: int, tmp_path: Path) -> None:
    with pytest.raises(ChoiceError, match=f"versions is {versions}; allowed: 1 to 26"):
        exam.write(MIXED, tmp_path, versions=versions)
