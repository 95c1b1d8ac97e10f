"""A leak that is planted is found, wherever it stands and however it is spelled."""

from __future__ import annotations

import json
import shutil
from html import escape
from pathlib import Path

import pytest

from classroom.assignment import Course
from classroom.leaks import Finder, find_leaks, secrets_of
from classroom.leaks.check import leaks_in
from classroom.notebooks import release
from classroom.variants import graded_items
from classroom.variants.function import FunctionItem
from tests.classroom.leaks.planting import IN_NOTEBOOKS, PUBLISHED, SORTS, Plant, Whole, secret_texts, spellings, zipped
from tests.classroom.submissions.write import begin, given_to


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    course = begin(tmp_path_factory.mktemp("course"), "class")
    release(course, "hw")
    return Whole(course, given_to(course, ""))


@pytest.mark.parametrize("plant", IN_NOTEBOOKS, ids=lambda plant: plant.__name__)
@pytest.mark.parametrize("sort", SORTS)
def test_a_leak_in_a_notebook_is_found(whole: Whole, tmp_path: Path, plant: Plant, sort: str) -> None:
    notebook = json.loads(json.dumps(whole.given.release))
    file = tmp_path / "hw.ipynb"
    file.write_text(json.dumps(notebook), encoding="utf-8")
    assert leaks_in(file, whole.finder("handed-out")) == []
    plant(notebook, secret_texts(whole)[sort])
    file.write_text(json.dumps(notebook), encoding="utf-8")
    assert leaks_in(file, whole.finder("handed-out"))


def test_a_line_of_the_solution_is_found_in_what_is_handed_out(whole: Whole, tmp_path: Path) -> None:
    """The book's page holds it; what students start from must not."""
    file = tmp_path / "hw.py"
    file.write_text(whole.given.book("adam_step"), encoding="utf-8")
    assert leaks_in(file, whole.finder("handed-out"))
    assert leaks_in(file, whole.finder("public")) == []


def test_a_question_with_these_numbers_is_found_in_public(whole: Whole, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        f"<p>{escape(whole.given.items['momentum-convert'].statement)}</p>", encoding="utf-8"
    )
    assert leaks_in(tmp_path / "page.html", whole.finder("public"))
    assert leaks_in(tmp_path / "page.html", whole.finder("handed-out")) == []


def test_a_model_answer_is_found_in_what_is_handed_out(whole: Whole, tmp_path: Path) -> None:
    item = next(item for item in whole.given.items.values() if item.request is None)
    (tmp_path / "notes.txt").write_text(f"Notes: {item.solution}", encoding="utf-8")
    assert leaks_in(tmp_path / "notes.txt", whole.finder("handed-out"))


def test_a_students_own_solution_is_given_back(whole: Whole, tmp_path: Path) -> None:
    (tmp_path / "hw.html").write_text(f"<pre>{escape(whole.given.solution('adam_step'))}</pre>", encoding="utf-8")
    assert leaks_in(tmp_path / "hw.html", whole.finder("given-back")) == []
    call = escape(whole.given.function("adam_step").test_texts[0])
    (tmp_path / "hw.html").write_text(f"<pre>{call}</pre>", encoding="utf-8")
    assert leaks_in(tmp_path / "hw.html", whole.finder("given-back"))


@pytest.mark.parametrize("name", PUBLISHED)
@pytest.mark.parametrize("sort", ["a twist's line", "a hidden call", "an answer", "the key"])
def test_a_leak_in_public_is_found(whole: Whole, tmp_path: Path, name: str, sort: str) -> None:
    course = Course(tmp_path / "course")
    shutil.copytree(whole.course.folder, course.folder)
    file = tmp_path / "site" / name
    file.parent.mkdir(parents=True)
    for text, found in (("nothing to see", False), (secret_texts(whole)[sort], True)):
        made = PUBLISHED[name](text)
        file.write_bytes(made if isinstance(made, bytes) else made.encode())
        assert bool(find_leaks(course, "hw", tmp_path / "site")) is found


@pytest.mark.parametrize("folder", ["release/hw", "reports/hw/students", "feedback/ada/hw", "otter/hw/dist/student"])
def test_a_leak_beside_the_notebook_is_found(whole: Whole, tmp_path: Path, folder: str) -> None:
    course = Course(tmp_path / "course")
    shutil.copytree(whole.course.folder, course.folder)
    (course.folder / folder).mkdir(parents=True, exist_ok=True)
    (course.folder / folder / "tests.zip").write_bytes(zipped(secret_texts(whole)["a hidden call"]))
    found = find_leaks(course, "hw")
    assert {leak.file.name for leak in found} == {"tests.zip"}
    assert all("package/tests.py" in leak.place for leak in found)


@pytest.mark.parametrize("spelling", ["other spaces", "a table", "lines", "JSON", "single quotes", "escaped"])
@pytest.mark.parametrize("name", ["momentum_step", "adam_step"])
def test_other_spellings_are_found(whole: Whole, tmp_path: Path, name: str, spelling: str) -> None:
    item = whole.given.function(name)
    (tmp_path / "file.html").write_text(spellings(item)[spelling], encoding="utf-8")
    assert leaks_in(tmp_path / "file.html", whole.finder("handed-out"))


@pytest.mark.parametrize("spelling", ["exponents", "many digits"])
def test_other_spellings_of_results_are_found(whole: Whole, tmp_path: Path, spelling: str) -> None:
    (tmp_path / "file.txt").write_text(spellings(whole.given.function("adam_step"))[spelling], encoding="utf-8")
    assert leaks_in(tmp_path / "file.txt", whole.finder("handed-out"))


def test_another_minus_is_found(whole: Whole, tmp_path: Path) -> None:
    course = begin(tmp_path / "course", "student")
    signed = (
        item
        for number in range(50)
        for item in graded_items(course.assignment("hw"), course.key, f"student{number}")
        if isinstance(item, FunctionItem) and "(-" in item.answer_texts[0]
    )
    item = next(signed)
    text = spellings(item)["another minus"]
    assert "−" in text and Finder(secrets_of([item], course.key).kept_from("public")).find(text)


@pytest.mark.parametrize(("less", "around"), [("&lt;", '<p title="{}">'), ("\\u003c", 'const state = "{}";')])
def test_encoded_signs_are_found(tmp_path: Path, less: str, around: str) -> None:
    """In an attribute of a page, and in data that a script reads."""
    course = begin(tmp_path / "course", "class")
    spec = "title: T\nchapters: [choosing-an-optimizer]\nexercises: {best_rate: 1}\npoints: 1\n"
    (course.folder / "assignments" / "hw.yml").write_text(spec, encoding="utf-8")
    items = graded_items(course.assignment("hw"), course.key)
    line = items[0].answer_texts[0]
    assert "<" in line
    (tmp_path / "page.html").write_text(around.format(line.replace("<", less)), encoding="utf-8")
    assert leaks_in(tmp_path / "page.html", Finder(secrets_of(items, course.key).kept_from("public")))


def test_numbers_that_differ_are_no_leak(whole: Whole) -> None:
    item = whole.given.function("adam_step")
    finder = whole.finder("handed-out")
    row = [round(n, 6) for n in item.hidden.expected[0]]
    assert finder.find(", ".join(map(str, row)))
    assert not finder.find(", ".join(str(round(n * 1.001, 6)) for n in row))
    assert not finder.find(", ".join(map(str, row[1:])))
    assert not finder.find(", ".join(f"{n:.1g}" for n in row))


def test_a_part_of_a_longer_line_is_no_leak(whole: Whole) -> None:
    line = whole.given.function("adam_step").answer_texts[0]
    finder = whole.finder("handed-out")
    assert finder.find(f"x = 1\n{line}\n")
    assert not finder.find(f"un{line}")
