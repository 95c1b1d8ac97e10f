"""Reading and repairing what was handed in, without nbgrader's commands around it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from classroom.nbgrader.grade import outputs_of
from classroom.nbgrader.incoming import receive
from classroom.nbgrader.reading import Unreadable, read
from classroom.nbgrader.repair import Known, repaired
from classroom.variants import Mark

STUB, TEST = "def f():\n    return ...", "f()\n### BEGIN HIDDEN TESTS\n3.0 * (f() == 7)\n### END HIDDEN TESTS"
KNOWN = {
    "opening": Known("opening", "markdown", "# Title", "0", True, False, None),
    "f-statement": Known("f-statement", "markdown", "Write f.", "1", True, False, None),
    "f-answer": Known("f-answer", "code", STUB, "2", False, True, None),
    "f": Known("f", "code", TEST, "3", True, False, 3.0),
    "why": Known("why", "markdown", "Write here.", "4", False, True, 2.0),
}


def cell(name: str, source: str | None = None, kind: str = "") -> NotebookNode:
    new = new_code_cell if (kind or KNOWN[name].kind) == "code" else new_markdown_cell
    return new(KNOWN[name].source if source is None else source, metadata={"nbgrader": {"grade_id": name}})


def names(cells: list[NotebookNode]) -> list[str]:
    return [c.metadata.get("nbgrader", {}).get("grade_id", "") for c in cells]


def test_a_deleted_test_stands_after_its_answer() -> None:
    cells = repaired([cell("why", "Because."), cell("f-answer", "def f(): return 7")], KNOWN)
    assert names(cells) == ["opening", "why", "f-answer", "f", "f-statement"]
    assert cells[3].source == TEST and cells[3].metadata.nbgrader["points"] == 3.0


def test_a_deleted_function_stays_away() -> None:
    assert "f-answer" not in names(repaired([], KNOWN))


def test_of_two_answers_the_one_worked_on_counts() -> None:
    cells = repaired([cell("why"), cell("why", "Because."), cell("why", "Or not.")], KNOWN)
    counted = [c.source for c in cells if names([c]) == ["why"]]
    assert counted == ["Because."]
    assert "Or not." in [c.source for c in cells]


def test_code_in_a_test_cell_is_kept_and_the_test_restored() -> None:
    cells = repaired([cell("f", "def f(): return 7")], KNOWN)
    place = names(cells).index("f")
    assert (cells[place - 1].source, cells[place].source) == ("def f(): return 7", TEST)
    assert len(repaired([cell("f", "f()")], KNOWN)) == len(repaired([cell("f")], KNOWN))


def test_a_cell_of_another_type_is_another_cell() -> None:
    cells = repaired([cell("f", kind="markdown"), cell("why", "x = 1", kind="code")], KNOWN)
    assert {name: c.cell_type for name, c in zip(names(cells), cells, strict=True) if name} == {
        "opening": "markdown",
        "f-statement": "markdown",
        "f": "code",
        "why": "markdown",
    }


@pytest.mark.parametrize("html", ["<script>", "</p", "<!--", "<?x", "<svg/onload=1>", "<a\nb"])
def test_html_in_an_answer_is_text(html: str) -> None:
    (answer,) = [c for c in repaired([cell("why", f"a {html}")], KNOWN) if names([c]) == ["why"]]
    assert html not in answer.source and answer.source.replace("\u200b", "") == f"a {html}"


@pytest.mark.parametrize("text", ["1 < 2", "$a<2$", "<https://example.org/a>"])
def test_what_is_not_html_stays(text: str) -> None:
    (answer,) = [c for c in repaired([cell("why", text)], KNOWN) if names([c]) == ["why"]]
    assert answer.source == text


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
CELL = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw"]) | JSON,
        "source": st.text() | st.lists(st.text()) | JSON,
        "metadata": st.fixed_dictionaries({"nbgrader": JSON | st.just({"grade_id": "f"})}) | JSON,
        "attachments": JSON,
        "id": JSON,
        "outputs": JSON,
    },
)


@settings(max_examples=60, deadline=None)
@given(st.lists(CELL | JSON, max_size=5), JSON)
def test_whatever_the_cells_are_a_valid_notebook_comes_out(
    tmp_path_factory: pytest.TempPathFactory, cells: list[Any], metadata: Any
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.ipynb"
    content = {"nbformat": 4, "nbformat_minor": 5, "cells": cells, "metadata": metadata}
    path.write_text(json.dumps(content), encoding="utf-8")
    notebook = read(path)
    notebook.cells = repaired(notebook.cells, KNOWN)
    nbformat.validate(notebook)
    json.dumps(notebook).encode()
    assert sorted(set(names(notebook.cells)) - {"", "f-answer"}) == sorted(set(KNOWN) - {"f-answer"})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "isn't JSON"),
        (b"3", "isn't a notebook"),
        (b"{}", "format 4"),
        (b'{"nbformat": 3}', "old format|format 4"),
    ],
)
def test_a_file_that_is_no_notebook_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "hw.ipynb"
    path.write_bytes(content)
    with pytest.raises(Unreadable, match=said):
        read(path)


def test_a_notebook_of_format_3_is_converted(tmp_path: Path) -> None:
    cells = [{"cell_type": "code", "input": "a = 1", "language": "python", "outputs": [], "metadata": {}}]
    content = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": cells, "metadata": {}}]}
    path = tmp_path / "hw.ipynb"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert [c.source for c in read(path).cells] == ["a = 1"]


def test_a_pasted_picture_is_kept(tmp_path: Path) -> None:
    png = {"plot.png": {"image/png": "aGk="}}
    cells = [{"cell_type": "markdown", "source": "![](attachment:plot.png)", "metadata": {}, "attachments": png}]
    path = tmp_path / "hw.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "cells": cells, "metadata": {}}), encoding="utf-8")
    assert read(path).cells[0].attachments == png


def test_of_several_names_the_newest_counts(tmp_path: Path) -> None:
    for age, name in enumerate(("new", "old")):
        path = tmp_path / f"{name}.ipynb"
        content = {"nbformat": 4, "cells": [{"cell_type": "raw", "source": name}], "metadata": {}}
        path.write_text(json.dumps(content), encoding="utf-8")
        os.utime(path, (1000 - age, 1000 - age))
    assert read(tmp_path / "hw.ipynb").cells[0].source == "new"


def test_receiving_leaves_what_is_well(tmp_path: Path) -> None:
    stamp = tmp_path / "timestamp.txt"
    stamp.write_text("2026-10-12 12:00:00 UTC", encoding="utf-8")
    (tmp_path / "hw.ipynb").write_text("{}", encoding="utf-8")
    notebooks = [str(tmp_path / "hw.ipynb")]
    receive("hw", "*", notebooks)
    assert notebooks == [str(tmp_path / "hw.ipynb")]
    assert stamp.read_text(encoding="utf-8") == "2026-10-12 12:00:00 UTC"


def test_partial_points_are_a_number_that_nbgrader_reads() -> None:
    part = outputs_of(Mark("f", 3.0, 1.125, "partly", "sum", "You sum."), 3.0)
    assert [o.output_type for o in part] == ["stream", "execute_result"]
    assert float(part[1].data["text/plain"]) == 1.125
    assert [o.output_type for o in outputs_of(Mark("f", 3.0, 3.0, "right"), 3.0)] == ["stream"]
    (none,) = outputs_of(Mark("f", 3.0, 0.0, "wrong", "sum", "You sum."), 3.0)
    assert (none.output_type, none.ename, none.evalue) == ("error", "sum", "0 of 3 points. You sum.")
