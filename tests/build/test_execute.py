"""Running notebooks: results are kept and found again, and a failure says where it happened."""

from __future__ import annotations

import nbformat
import pytest

from tests.build.conftest import Tiny
from web import derive, execute, notebooks
from web.checks.faults import BuildError
from web.results import code_cells, joined_streams, kept_output


def stored(tiny: Tiny) -> nbformat.NotebookNode:
    return nbformat.read(tiny.notebook("loop/tiny"), as_version=4)


def test_results_are_written_back_and_found_again(tiny: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    notebooks.make(tiny)
    assert "executed loop/tiny in" in capsys.readouterr().out
    assert code_cells(stored(tiny))[1].outputs[0].text == "the sum is 42\n"
    assert [cell.execution_count for cell in code_cells(stored(tiny))] == [1, 2, 3]
    before = tiny.notebook("loop/tiny").read_bytes()
    notebooks.make(tiny.again())
    assert capsys.readouterr().out == ""
    assert tiny.notebook("loop/tiny").read_bytes() == before


def test_prose_needs_no_new_run_and_code_does(tiny: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    notebooks.make(tiny)
    tiny.add("loop/tiny", "\nOne more sentence.\n")
    assert execute.missing(tiny, derive.sources(tiny)) == {}
    notebooks.make(tiny.again())
    assert stored(tiny).cells[-1].source.endswith("One more sentence.")
    tiny.change("loop/tiny", "19 + 23", "19 + 24")
    assert list(execute.missing(tiny, derive.sources(tiny))) == ["loop/tiny"]


@pytest.mark.parametrize("name", ["trainloop/new.py", "constraints.txt"])
def test_another_package_or_other_versions_need_a_new_run(tiny: Tiny, name: str) -> None:
    before = tiny.results
    (tiny.root / name).parent.mkdir(exist_ok=True)
    (tiny.root / name).write_text("changed = 1\n")
    assert tiny.again().results != before


def test_failing_cell(tiny: Tiny) -> None:
    tiny.change("loop/tiny", "19 + 23", "1 / 0")
    with pytest.raises(BuildError) as raised:
        notebooks.make(tiny)
    message = str(raised.value)
    assert message.startswith("book/loop/tiny.md:4")
    assert "cell 2, under 'Middle': ZeroDivisionError: division by zero\nprint(" in message
    assert not tiny.notebook("loop/tiny").exists()


def test_cell_that_takes_too_long(tiny: Tiny, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(execute, "CELL_SECONDS", 2)
    tiny.change("loop/tiny", 'print("the sum is", 19 + 23)', "while True: pass")
    with pytest.raises(BuildError, match=r"cell 2, under 'Middle': .*(timed out|2 seconds)"):
        notebooks.make(tiny)


def test_failure_that_is_meant(tiny: Tiny) -> None:
    tiny.add("loop/tiny", "\n```{code-cell} ipython3\n:tags: [raises-exception]\n\n1 / 0\n```\n")
    notebooks.make(tiny)
    assert code_cells(stored(tiny))[-1].outputs[0].ename == "ZeroDivisionError"


def test_dead_widget_stops_the_build(tiny: Tiny) -> None:
    cell = "\n```{code-cell} ipython3\nimport ipywidgets\nipywidgets.FloatSlider()\n```\n"
    tiny.add("loop/tiny", cell)
    with pytest.raises(BuildError, match="cell 4, under 'The end': dead widget: FloatSliderModel"):
        notebooks.make(tiny)


def test_pictures_are_not_stored() -> None:
    output = nbformat.v4.new_output(
        "display_data", {"image/svg+xml": "<svg/>", "text/plain": "Figure: a line"}, metadata={"x": 1}
    )
    kept = kept_output(output)
    assert kept is not None
    assert kept.data == {"text/plain": "Figure: a line"}
    assert kept.metadata == {}
    assert kept_output(nbformat.v4.new_output("display_data", {"image/png": "…"})) is None


def test_a_stream_is_stored_in_one_piece() -> None:
    def stream(name: str, text: str) -> nbformat.NotebookNode:
        return nbformat.v4.new_output("stream", name=name, text=text)

    picture = nbformat.v4.new_output("display_data", {"text/plain": "x"})
    pieces = [stream("stdout", "a\n"), stream("stdout", "b\n"), picture, stream("stdout", "c"), stream("stderr", "d")]
    joined = joined_streams(pieces)
    assert [output.get("text", "") for output in joined] == ["a\nb\n", "", "c", "d"]


def test_notebook_of_a_removed_chapter_goes(tiny: Tiny) -> None:
    stray = tiny.notebook("loop/stray")
    stray.parent.mkdir(parents=True)
    stray.write_text("{}")
    notebooks.make(tiny)
    assert not stray.exists()
