"""The comparison itself: it sees a changed digit, and it doesn't miss the picture that isn't stored."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tests.notebooks.rules import summary
from web.project import ROOT

FIGURE = """\
class Picture:
    def _repr_mimebundle_(self, **options):
        return {"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>", "text/plain": "Figure: a line"}

Picture()"""


def run_again(folder: Path, printed: str, words: str) -> subprocess.CompletedProcess[str]:
    """Run nbval, with our rules, over a notebook with these stored results."""
    notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
    stream = nbformat.v4.new_output("stream", name="stdout", text=printed)
    figure = nbformat.v4.new_output("execute_result", {"text/plain": words}, execution_count=2)
    for number, (source, output) in enumerate([("print(1 / 3)", stream), (FIGURE, figure)], start=1):
        notebook.cells.append(nbformat.v4.new_code_cell(source, outputs=[output], execution_count=number))
    path = folder / "x.ipynb"
    nbformat.write(notebook, path)
    command = [sys.executable, "-m", "pytest", "-p", "tests.notebooks.rules", "--nbval", "--nbval-current-env"]
    command += ["-q", "-c", str(folder / "pytest.ini"), "--rootdir", str(folder), "--color=no", str(path)]
    (folder / "pytest.ini").write_text("[pytest]\n")
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_equal_results_pass_without_their_pictures(tmp_path: Path) -> None:
    done = run_again(tmp_path, "0.3333333333333333\n", "Figure: a line")
    assert "2 passed" in done.stdout, done.stdout
    assert "in all: 2 cells compared, 0 not" in done.stdout


@pytest.mark.parametrize(
    ("printed", "words"), [("0.3333333333333334\n", "Figure: a line"), ("0.3333333333333333\n", "Figure: a curve")]
)
def test_one_changed_digit_or_word_fails(tmp_path: Path, printed: str, words: str) -> None:
    done = run_again(tmp_path, printed, words)
    assert "1 failed, 1 passed" in done.stdout, done.stdout


def test_the_count_names_each_reason() -> None:
    plain = nbformat.v4.new_code_cell("1")
    loose = nbformat.v4.new_code_cell("2", metadata={"tags": ["nbval-ignore-output"], "reason": "an address"})
    assert summary({"b": [plain, loose], "a": [loose, plain, plain]}) == [
        "a: 2 cells compared, 1 not",
        "b: 1 cells compared, 1 not",
        "in all: 3 cells compared, 2 not",
        "  not compared, 2 times: an address",
    ]
