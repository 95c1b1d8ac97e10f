"""The notebooks are in step with the manuscript: each is derived again and compared."""

from __future__ import annotations

import nbformat
import pytest

from tests.structure.book import PROJECT
from web import derive, glossary
from web.citations import Bibliography
from web.notebooks import as_text
from web.results import code_cells, kept_output, mime_types

PAGES = derive.sources(PROJECT)  # the chapters, and other pages with code
each_page = pytest.mark.parametrize("name", sorted(PAGES))


def without_results(notebook: nbformat.NotebookNode) -> str:
    notebook = nbformat.from_dict(notebook)
    for cell in code_cells(notebook):
        cell.outputs, cell.execution_count = [], None
    return as_text(notebook)


@each_page
def test_notebook_is_what_the_manuscript_gives(name: str) -> None:
    stored = nbformat.read(PROJECT.notebook(name), as_version=4)
    derived = derive.notebook(PROJECT, name, PAGES[name], Bibliography(PROJECT.bibliography))
    assert without_results(stored) == without_results(derived), "run `make notebooks`"


@each_page
def test_notebook_was_executed_in_order_and_holds_text_only(name: str) -> None:
    cells = code_cells(nbformat.read(PROJECT.notebook(name), as_version=4))
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    for cell in cells:
        assert all(mime.startswith("text/") for mime in mime_types(cell.outputs))
        assert [kept_output(output) for output in cell.outputs] == cell.outputs


def test_no_notebook_is_left_from_a_chapter_that_is_gone() -> None:
    stored = {path for path in PROJECT.notebooks.rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts}
    assert stored == {PROJECT.notebook(name) for name in PAGES}


def test_cards_are_what_the_glossary_gives() -> None:
    page = PROJECT.manuscript("glossary").read_text(encoding="utf-8")
    assert PROJECT.glossary_cards.read_text(encoding="utf-8") == glossary.cards(page), "run `make notebooks`"
