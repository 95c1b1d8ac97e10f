"""The comparison itself: it sees a changed digit, and it doesn't miss the picture that isn't stored."""

from __future__ import annotations

import re
import subprocess
import sys

import nbformat
import pytest

from tests.notebooks.rules import summary
from web.project import ROOT

FIGURE = """\
class Picture:
    def _repr_mimebundle_(self, **options):
        return {"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg'/>", "text/plain": "Figure: a line"}

Picture()"""


NOTEBOOKS = {  # what is stored of the two cells' results
    "equal": ("0.3333333333333333\n", "Figure: a line"),
    "another-digit": ("0.3333333333333334\n", "Figure: a line"),
    "another-word": ("0.3333333333333333\n", "Figure: a curve"),
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What nbval, with our rules, says of notebooks with these stored results."""
    folder = tmp_path_factory.mktemp("notebooks")
    for name, (printed, words) in NOTEBOOKS.items():
        notebook = nbformat.v4.new_notebook(metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}})
        stream = nbformat.v4.new_output("stream", name="stdout", text=printed)
        figure = nbformat.v4.new_output("execute_result", {"text/plain": words}, execution_count=2)
        for number, (source, output) in enumerate([("print(1 / 3)", stream), (FIGURE, figure)], start=1):
            notebook.cells.append(nbformat.v4.new_code_cell(source, outputs=[output], execution_count=number))
        nbformat.write(notebook, folder / f"{name}.ipynb")
    command = [sys.executable, "-m", "pytest", "-p", "tests.notebooks.rules", "--nbval", "--nbval-current-env"]
    command += ["-q", "-rA", "-c", str(folder / "pytest.ini"), "--rootdir", str(folder), "--color=no", str(folder)]
    (folder / "pytest.ini").write_text("[pytest]\n")
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout


def test_equal_results_pass_without_their_pictures(told: str) -> None:
    assert ends(told, "equal") == ["PASSED", "PASSED"], told
    assert "equal.ipynb: 2 cells compared, 0 not" in told
    assert "in all: 6 cells compared, 0 not" in told


@pytest.mark.parametrize(
    ("name", "expected"), [("another-digit", ["FAILED", "PASSED"]), ("another-word", ["PASSED", "FAILED"])]
)
def test_one_changed_digit_or_word_fails(told: str, name: str, expected: list[str]) -> None:
    assert ends(told, name) == expected, told


def ends(told: str, name: str) -> list[str]:
    """How the cells of a notebook ended, in their order."""
    found = re.findall(rf"^(PASSED|FAILED|ERROR) .*\b{name}\.ipynb::(Cell \d+)", told, re.MULTILINE)
    return [end for end, _ in sorted(found, key=lambda each: each[1])]


def test_the_count_names_each_reason() -> None:
    plain = nbformat.v4.new_code_cell("1")
    loose = nbformat.v4.new_code_cell("2", metadata={"tags": ["nbval-ignore-output"], "reason": "an address"})
    assert summary({"b": [plain, loose], "a": [loose, plain, plain]}) == [
        "a: 2 cells compared, 1 not",
        "b: 1 cells compared, 1 not",
        "in all: 3 cells compared, 2 not",
        "  not compared, 2 times: an address",
    ]
