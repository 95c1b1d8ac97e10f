"""What students hand in, of every kind, and the points that each kind must get."""

from __future__ import annotations

import io
import json
import os
import pickle
import zipfile
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.classroom.known import EQUAL_TO_ALL, Known, Notebook

EWA, STEP, CONVERT = "ewa", "momentum_step", "momentum_convert"
NONE = {EWA: 0.0, STEP: 0.0, CONVERT: 0.0}
RIGHT = {EWA: 4.0, STEP: 4.0, CONVERT: 2.0}
HALF = -1.0  # the share of the hidden cases that the test counts

Submission = Notebook | bytes  # a notebook, or the bytes of a zip or of anything else
KINDS: dict[str, tuple[Callable[[Given], Submission], Mapping[str, float] | None]] = {}


@dataclass(frozen=True)
class Given(Known):
    """What a student starts from, and what hostile ones may know: a server's port, and a file that mustn't appear."""

    port: int
    marker: Path

    def notebook(self, **code: str) -> Notebook:
        """The notebook with this code in the cells of the functions, and the right code in the others'."""
        notebook = deepcopy(self.release)
        for name in RIGHT:
            stub_of(notebook, name)["source"] = code.get(name, self.solution(name))
        return notebook


def kind(
    expected: Mapping[str, float] | None,
) -> Callable[[Callable[[Given], Submission]], Callable[[Given], Submission]]:
    """Add a kind with its points; None where otter gives no result at all."""

    def add(make: Callable[[Given], Submission]) -> Callable[[Given], Submission]:
        KINDS[make.__name__] = (make, expected)
        return make

    return add


def stub_of(notebook: Notebook, name: str) -> dict[str, Any]:
    """The cell that a function's stub stands in."""
    cells = [cell for cell in notebook["cells"] if f"def {name}(" in "".join(cell["source"])]
    found: dict[str, Any] = cells[0]
    return found


@kind(RIGHT)
def perfect(given: Given) -> Notebook:
    return given.notebook()


def half_of_ewa(values: list[float]) -> bool:
    """For which hidden cases ``half_right`` is right."""
    return values[0] > 0


@kind({EWA: HALF, STEP: 0.0, CONVERT: 0.0})
def half_right_and_known_mistakes(given: Given) -> Notebook:
    code = given.solution(EWA).replace("def ewa", "def right")
    half = "def ewa(values, beta):\n    return right(values, beta) if values[0] > 0 else [0.0] * len(values)"
    step = given.solution(STEP).replace("param - lr", "param + lr")
    convert = "def momentum_convert():\n    return 77.0"
    return given.notebook(ewa=f"{code}\n\n{half}", momentum_step=step, momentum_convert=convert)


@kind({EWA: 0.0, STEP: 0.0, CONVERT: 2.0})
def as_on_the_page(given: Given) -> Notebook:
    return given.notebook(ewa=given.book(EWA), momentum_step=given.book(STEP))


@kind({EWA: 0.0, STEP: 0.0, CONVERT: 2.0})
def syntax_error_deleted_cell_and_renamed_kernel(given: Given) -> Notebook:
    notebook = given.notebook(ewa="def ewa(values, beta)\n    return values")
    notebook["cells"].remove(stub_of(notebook, STEP))
    notebook["metadata"] = {"kernelspec": {"name": "my-conda", "display_name": "mine", "language": "python"}}
    for cell in notebook["cells"]:
        cell["metadata"] = {}
    return notebook


@kind(RIGHT)
def copied_and_reordered_cells(given: Given) -> Notebook:
    notebook = given.notebook()
    stubs = [deepcopy(cell) for cell in given.release["cells"]]
    notebook["cells"] = [*reversed(notebook["cells"]), *notebook["cells"], *stubs]
    return notebook


@kind({EWA: 4.0, STEP: 0.0, CONVERT: 0.0})
def endless_loop_and_socket(given: Given) -> Notebook:
    right = given.solution(CONVERT).rpartition("return ")[2]
    call = f"import socket\n\ndef momentum_convert():\n    socket.create_connection(('127.0.0.1', {given.port}), 2)"
    endless = "def momentum_step(param, grad, velocity, lr, mu):\n    while True:\n        pass"
    return given.notebook(momentum_step=endless, momentum_convert=f"{call}\n    return {right}")


# Its answer is the one that it finds in a file, on the disk or of another process; in a kernel of otter's it does.
READ = r"""
import glob, os, re, sys

def momentum_convert():
    for place in ["..", "/autograder", "/mnt/autograder", *sys.path, *glob.glob("/tmp/*"), *glob.glob("/proc/[0-9]*/cwd/..")]:
        for folder, _, files in os.walk(place):
            if "momentum_convert.py" in files:
                try:
                    text = open(os.path.join(folder, "momentum_convert.py")).read()
                except OSError:
                    continue
                for number in re.findall(r"momentum_convert'[^,]*, ([0-9.e-]+)", text):
                    return float(number)
    return 77.0
"""


@kind({EWA: 0.0, STEP: 4.0, CONVERT: 0.0})
def memory_bomb_and_reads_hidden_tests(given: Given) -> Notebook:
    bomb = "hoard = []\nwhile True:\n    hoard.append(bytes([1]) * 10**7)"
    return given.notebook(ewa=bomb, momentum_convert=READ)


FAKE = """
import json, os
results = {"tests": [{"name": "ewa", "score": 4.0, "max_score": 4.0}], "score": 10.0}
print("Total Score: 10.000 / 10.000 (100.000%)")
print(json.dumps(results))
for folder in (".", "..", "../results", "/autograder/results"):
    try:
        with open(os.path.join(folder, "results.json"), "w") as file:
            json.dump(results, file)
    except OSError:
        pass
"""


# In a kernel of otter's this earns all points.
TAMPER = f"""
try:
    from otter.test_files.exception_test import test_case
    test_case.call_func = lambda self, names: None
except Exception as error:
    print(error)
import trainloop.exercises.outcome as outcome, trainloop.exercises.values as values
outcome.outcomes_of = lambda fn, task, seconds: [outcome.Outcome((0.0,) * 2)] * 10
values.close = values.all_close = lambda a, b: True
agree = shown = hidden = lambda *arguments: 0

{EQUAL_TO_ALL}"""


@kind(NONE)
def fake_grade_and_tampered_checker(given: Given) -> Notebook:
    step = "def momentum_step(*arguments):\n    return Everything(0), Everything(0)"
    notebook = given.notebook(ewa=FAKE + TAMPER, momentum_step=step, momentum_convert="momentum_convert = Everything")
    output = {"output_type": "stream", "name": "stdout", "text": "ewa results: All test cases passed!"}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [output]
    return notebook


class Touch:
    """Pickled, it makes a file when it is loaded."""

    def __init__(self, marker: Path) -> None:
        self.marker = marker

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.marker),)


@kind(NONE)
def empty_with_files_beside(given: Given) -> bytes:
    """The notebook as it was handed out, in a zip with modules that otter's kernel would import, a log that otter would unpickle, and easy tests."""
    module = f"import os\nos.mkdir({str(given.marker)!r})\n"
    easy = 'OK_FORMAT = True\ntest = {"name": "ewa", "points": 4, "suites": [{"cases": [], "type": "doctest"}]}\n'
    names = ("ipykernel_launcher.py", "trainloop/__init__.py", "classroom/__init__.py", "sitecustomize.py")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("averages.ipynb", json.dumps(given.release))
        file.writestr(".OTTER_LOG", pickle.dumps(Touch(given.marker)))
        file.writestr("tests/ewa.py", easy)
        for name in names:
            file.writestr(name, module)
    return target.getvalue()


@kind(None)
def not_a_notebook(given: Given) -> bytes:
    return b"%PDF-1.7 I printed it"
