"""What students and instructors read: marks, words, plots, and nothing that a submission could have smuggled in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from classroom.grading import Row
from classroom.reports import class_report, student_report, write_reports
from classroom.variants import GradedItem, graded_items
from classroom.variants.mark import WAITING, Mark
from tests.classroom.examples import KEY, assignment, course

ITEMS = graded_items(assignment(), KEY)


def row(student: str, ewa: float, step: float, *, days: int = 0, mistake: str = "wrong-sign", trouble: str = "") -> Row:
    marks = (
        Mark(
            "ewa",
            4,
            ewa,
            "right" if ewa == 4 else "wrong",
            "" if ewa == 4 else mistake,
            "The sign is wrong. 0 of 8 hidden cases agree.",
        ),
        Mark(
            "momentum_step",
            4,
            step,
            "partly",
            "",
            "Some results differ from what was asked for. 2 of 8 hidden cases agree.",
        ),
        Mark("momentum-convert", 2, 2, "right", "", "Right."),
        Mark("gradients-softplus", 5, 0, "by-hand", "", WAITING),
    )
    at = "2026-10-12T22:00:00+00:00"
    return Row("averages", student, "d", "e", "0.1.0+abc", "first", at, at, trouble, days, 1 - 0.1 * days, marks, {})


def soup(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


def cells(page: str, caption: str) -> list[list[str]]:
    found = next(t for t in soup(page).find_all("table") if t.caption.get_text(strip=True) == caption)
    return [[cell.get_text() for cell in line.find_all("td")] for line in found.tbody.find_all("tr")]


def test_a_student_reads_marks_and_what_to_mend() -> None:
    page = student_report(assignment(), ITEMS, row("ada", 0, 1, days=2))
    text = soup(page).get_text(" ", strip=True)
    assert "2.4 of 15 points. 2 days late: 80% of 3 count. One of your answers is still to be marked" in text
    assert cells(page, "Your marks")[0] == [
        *("Exponentially weighted averages: The average", "not right", "0", "4"),
        "The sign is wrong. 0 of 8 hidden cases agree.",
    ]
    assert "Book 0.1.0+abc, seed first" in text


@pytest.mark.parametrize("item", ITEMS[:3])
def test_a_student_reads_nothing_of_the_hidden_tests(item: GradedItem) -> None:
    page = student_report(assignment(), ITEMS, row("ada", 0, 1))
    assert [secret for secret in item.secrets if secret in page] == []


def test_what_a_submission_says_is_text() -> None:
    evil = "<script>alert(1)</script>"
    for page in (
        student_report(assignment(), ITEMS, row(evil, 0, 1, trouble=evil, mistake=evil)),
        class_report(assignment(), [row(evil, 0, 1, trouble=evil, mistake=evil)], (evil,)),
    ):
        assert soup(page).find_all("script") == []
        assert evil in soup(page).get_text()


def test_the_class_sees_distribution_hardest_and_mistakes() -> None:
    rows = [row("ada", 4, 3), row("bob", 0, 2), row("eve", 0, 1, mistake="sum"), row("kim", 0, 0, days=1)]
    page = class_report(assignment(), rows, ("ada", "bob", "eve", "kim", "lea"))
    text = soup(page).get_text(" ", strip=True)
    assert (
        "4 graded, 1 not handed in. Of 15 points: mean 4.45, median 3.50, from 1.8 to 9. 1 late; 4 answers wait for a person; what waits counts as nothing here."
        in text
    )
    assert cells(page, "Mistakes by name")[0] == ["ewa", "wrong-sign", "2", "The sign is wrong"]
    assert cells(page, "Mistakes by name")[1][:3] == ["ewa", "sum", "1"]
    assert cells(page, "Totals, after lateness")[-1] == ["lea", "0", "0", "not handed in"]
    first, second = (figure["aria-label"] for figure in soup(page).find_all("figure"))
    assert first == "Students by their share of the points. 10 to 20 %: 1, 20 to 30 %: 2, 60 to 70 %: 1."
    assert second == "Mean share earned. ewa: 25%, momentum_step: 38%, momentum-convert: 100%."
    assert len(soup(page).find_all("svg")) == 2


def test_nobody_handed_in() -> None:
    page = class_report(assignment(), [], ("ada",))
    assert "0 graded, 1 not handed in" in soup(page).get_text()


def test_reports_need_nothing_else() -> None:
    page = soup(class_report(assignment(), [row("ada", 4, 3)]))
    assert [tag for tag in page.find_all(True) if tag.get("src") or str(tag.get("href", "#"))[:1] != "#"] == []
    assert page.html["lang"] == "en" and page.find("meta", attrs={"name": "viewport"})


def test_all_of_it_is_written_where_nobody_was_graded_yet(tmp_path: Path) -> None:
    written = write_reports(course(tmp_path), "averages")
    assert {path.name for path in written} == {"marks.csv", "canvas.csv", "moodle.csv", "class.html"}


def test_marks_that_wait_are_not_hard(tmp_path: Path) -> None:
    marked = row("ada", 4, 3)
    marked = replace(marked, marks=(*marked.marks[:3], replace(marked.marks[3], earned=1.0, message="Short.")))
    page = class_report(assignment(), [marked])
    assert "gradients-softplus: 20%" in page
    assert "gradients-softplus: " not in class_report(assignment(), [row("ada", 4, 3)])
