"""Each chapter has the same parts, within the load that a reader can carry."""

from __future__ import annotations

import ast
import itertools

import pytest

from tests.structure.book import PROJECT, chapters, each_chapter, words
from web.manuscript import Cell, Page
from web.scaffold import SKELETON, UNWRITTEN

PARTS = [
    "At a glance",
    "Introduction",
    "ELI5",
    "Predict first",
    "Demonstration",
    "Mathematical foundations",
    "In depth",
    "Worked example",
    "Exercises",
    "Myths and pitfalls",
    "Summary and key takeaways",
    "Quiz",
    "Expert notes",
    "Next",
]
MOST_WORDS, MOST_CELLS, MOST_LINES, MOST_INTRODUCTION = 2200, 40, 25, 150


def with_tag(page: Page, tag: str) -> list[Cell]:
    return [cell for cell in page.cells if tag in cell.tags]


def part_of(page: Page, cell: Cell) -> str:
    return [h.text for h in page.headings if h.level == 2 and h.line <= cell.line][-1]


@each_chapter()
def test_has_the_fourteen_parts_in_order(name: str) -> None:
    assert [heading.text for heading in chapters()[name].headings if heading.level == 2] == PARTS


@each_chapter()
def test_has_one_title_and_no_skipped_level(name: str) -> None:
    levels = [heading.level for heading in chapters()[name].headings]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@each_chapter()
def test_keeps_within_the_load(name: str) -> None:
    page = chapters()[name]
    assert words(page) <= MOST_WORDS
    assert len(list(page.cells)) <= MOST_CELLS


@each_chapter()
def test_introduction_is_short(name: str) -> None:
    text = chapters()[name].prose.split("## Introduction\n")[1].split("\n## ")[0]
    assert 0 < words(Page(PROJECT.book, text)) <= MOST_INTRODUCTION


@each_chapter()
def test_code_cells_are_short(name: str) -> None:
    for cell in chapters()[name].cells:
        assert len(cell.source.splitlines()) <= MOST_LINES, f"{cell} at line {cell.line}"


@each_chapter()
def test_every_cell_has_prose_or_a_partner_before_it(name: str) -> None:
    """No run of more than three code cells: prose stands between cells."""
    kinds = [cell.cell_type for cell in chapters()[name].notebook.cells]
    runs = "".join("c" if kind == "code" else " " for kind in kinds).split()
    assert max(map(len, runs)) <= 3


@each_chapter()
def test_begins_with_the_setup_cell_that_new_chapters_get(name: str) -> None:
    skeleton = Page(SKELETON, (SKELETON / "chapter.md").read_text(encoding="utf-8").replace("$$", "$"))
    first, expected = next(iter(chapters()[name].cells)), next(iter(skeleton.cells))
    assert first.tags == expected.tags == ["setup"]
    assert first.source == expected.source


@each_chapter()
def test_asks_before_it_shows(name: str) -> None:
    page, short = chapters()[name], name.split("/")[-1]
    widgets, predictions = with_tag(page, "widget"), with_tag(page, "predict")
    assert widgets and predictions and predictions[0].line < widgets[0].line
    assert part_of(page, predictions[0]) == "Predict first"
    asked = [cell.source for cell in predictions if cell.source.startswith("predict(")]
    explained = [cell.source for cell in predictions if cell.source.startswith("explain(")]
    assert [source.removeprefix("predict") for source in asked] == [s.removeprefix("explain") for s in explained]
    asked_in = {part: [c.source for c in with_tag(page, "quiz") if part_of(page, c) == part] for part in PARTS}
    assert asked_in["At a glance"] == [f'self_check("{short}")']
    assert asked_in["Quiz"] == [f'quiz("{short}")', f'cards("{short}")']
    assert all(source.startswith(f'ask("{short}-') for source in asked_in["Exercises"])


@each_chapter()
def test_exercises_have_stub_check_and_solution(name: str) -> None:
    page = chapters()[name]
    stubs = {function for cell in with_tag(page, "exercise") for function in functions(cell) if is_stub(cell, function)}
    checked = {called(cell) for cell in with_tag(page, "check")}
    solved = {function for cell in with_tag(page, "solution") for function in functions(cell)}
    assert stubs, "no function to write"
    assert stubs <= checked
    assert {f"{function}_solution" for function in stubs} <= solved


def functions(cell: Cell) -> list[str]:
    return [node.name for node in ast.parse(cell.source).body if isinstance(node, ast.FunctionDef)]


def is_stub(cell: Cell, function: str) -> bool:
    """Whether the function's body ends in ``return ...``."""
    (node,) = (n for n in ast.parse(cell.source).body if isinstance(n, ast.FunctionDef) and n.name == function)
    last = node.body[-1]
    return isinstance(last, ast.Return) and isinstance(last.value, ast.Constant) and last.value.value is ...


def called(cell: Cell) -> str:
    """The function that a check cell checks: the first argument of its last line's call, if that is a name."""
    last = ast.parse(cell.source).body[-1]
    assert isinstance(last, ast.Expr) and isinstance(last.value, ast.Call)
    first = last.value.args[0]
    return first.id if isinstance(first, ast.Name) else ""


@pytest.mark.parametrize("folder", ["book", "trainloop/questions/bank"])
def test_nothing_is_left_to_write(folder: str) -> None:
    for path in (PROJECT.root / folder).rglob("*.*"):
        assert UNWRITTEN not in path.read_text(encoding="utf-8"), path


def test_figures_say_one_thing_and_name_their_axes() -> None:
    """Every figure's words are a sentence or more."""
    import nbformat

    from web.checks.outcome import DESCRIBED
    from web.results import code_cells, text_of

    for name in chapters():
        for cell in code_cells(nbformat.read(PROJECT.notebook(name), as_version=4)):
            for output in cell.outputs:
                if text_of(output).startswith(DESCRIBED):
                    assert len(text_of(output).split()) > 8, f"{name}: {text_of(output)}"
