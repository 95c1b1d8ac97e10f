"""Submissions that don't mean well, and files that aren't notebooks."""

from __future__ import annotations

from typing import Any

from tests.classroom.known import EQUAL_TO_ALL
from tests.classroom.nbgrader.handed import CONVERT, EWA, NONE, OPEN, RIGHT, STEP, Given, Kinds, dumped, find

KINDS = Kinds()


@KINDS.add(RIGHT | {STEP: 0.0})
def endless_loop(given: Given) -> dict[str, Any]:
    return given.notebook(momentum_step="while True:\n    pass")


@KINDS.add(RIGHT | {STEP: 0.0}, "still running")
def endless_function(given: Given) -> dict[str, Any]:
    return given.notebook(
        momentum_step="def momentum_step(param, grad, velocity, lr, mu):\n    while True:\n        pass"
    )


@KINDS.add(RIGHT | {EWA: 0.0})
def memory_bomb(given: Given) -> dict[str, Any]:
    return given.notebook(ewa="hoard = []\nwhile True:\n    hoard.append(bytearray(10**7))")


FORGED = {"output_type": "execute_result", "data": {"text/plain": "4.0"}, "metadata": {}, "execution_count": 1}


@KINDS.add(NONE)
def fake_grade(given: Given) -> dict[str, Any]:
    notebook = given.notebook(ewa='print("4.0")\n4.0', momentum_step='print({"earned": 4.0})', momentum_convert="2.0")
    for name in RIGHT:
        find(notebook, name)["outputs"] = [FORGED]
        find(notebook, name)["metadata"]["nbgrader"]["points"] = 0.0
        find(notebook, name)["source"] = "4.0"
    return notebook


TAMPER = f"""
import builtins, json, math, sys
import trainloop.exercises.outcome as outcome, trainloop.exercises.values as values
outcome.outcomes_of = lambda fn, task, seconds: [outcome.Outcome((0.0,) * 2)] * 8
values.close = lambda a, b: True
math.isclose = lambda *a, **k: True
json.dumps = lambda *a, **k: '{{"outcomes": [], "earned": 4.0}}'
sys.exit = print

{EQUAL_TO_ALL}"""


@KINDS.add(RIGHT | {EWA: 0.0, STEP: 0.0})
def tampers_with_the_checker(given: Given) -> dict[str, Any]:
    step = "def momentum_step(param, grad, velocity, lr, mu):\n    return Everything(0), Everything(0)"
    return given.notebook(ewa=TAMPER, momentum_step=step)


READ = """
import glob
found = []
for path in [*glob.glob(COURSE + "/**", recursive=True), COURSE + "/gradebook.db", COURSE + "/key",
             COURSE + "/source/hw/hw.ipynb", COURSE + "/nbgrader_config.py"]:
    try:
        text = open(path, errors="replace").read()
    except Exception as error:
        print(type(error).__name__)
    else:
        print("opened", path, text)
import gc, inspect, sys
for frame in sys._current_frames().values():
    while frame:
        print({key: repr(value)[:2000] for key, value in frame.f_locals.items() if key != "text"})
        frame = frame.f_back
"""


@KINDS.add(RIGHT | {EWA: 0.0})
def reads_the_hidden_tests(given: Given) -> dict[str, Any]:
    return given.notebook(ewa=f"COURSE = {str(given.course)!r}\n{READ}")


SPILL = """
seen = []


def ewa(values, beta):
    print("spilled", values, beta)
    seen.append((values, beta))
    raise ValueError(f"spilled {values} {beta}")
"""
SPILL_BY_NAME = """
def momentum_step(param, grad, velocity, lr, mu):
    raise type(f"Spilled{param}Error", (Exception,), {})()
"""


@KINDS.add(RIGHT | {EWA: 0.0, STEP: 0.0}, "It raises a ValueError for some arguments.")
def spills_the_arguments(given: Given) -> dict[str, Any]:
    told = given.solution(CONVERT).replace("    return", "    print(seen)\n    return")
    return given.notebook(ewa=SPILL, momentum_step=SPILL_BY_NAME, momentum_convert=told)


@KINDS.add(RIGHT)
def opens_a_socket(given: Given) -> dict[str, Any]:
    call = f'import socket\nsocket.create_connection(("127.0.0.1", {given.port}), timeout=1).send(b"4.0")'
    return given.notebook(ewa=f"{given.solution(EWA)}\n\n{call}")


@KINDS.add(NONE, "isn't JSON")
def not_json(given: Given) -> str:
    return "PK\x03\x04 a zip, renamed"


@KINDS.add(NONE, "isn't a notebook")
def not_a_notebook(given: Given) -> str:
    return '["a", "list"]'


@KINDS.add(NONE, "isn't JSON")
def nested_deeply(given: Given) -> str:
    return '{"cells": ' + "[" * 100_000


@KINDS.add(NONE, "larger than")
def too_large(given: Given) -> bytes:
    return bytes(17 * 2**20)


@KINDS.add(NONE, "there is no notebook hw.ipynb")
def a_link_to_the_solutions(given: Given) -> dict[str, Any]:
    """The test makes the link; this is never written."""
    return given.notebook()


@KINDS.add(RIGHT)
def odd_cells(given: Given) -> str:
    """Cells that aren't, doubled ids, halves of characters, metadata of the wrong types and of other schemas."""
    notebook = given.notebook()
    for cell in notebook["cells"]:
        cell["id"] = "same"
    odd: list[Any] = [1, None, "cell", {}, {"cell_type": "code"}, {"cell_type": "moon", "source": "x", "metadata": {}}]
    odd += [{"cell_type": "code", "source": ["a = 1\n", 2], "metadata": {}}]
    odd += [{"cell_type": "code", "source": "a = '\ud800'", "metadata": {"nbgrader": "x"}, "outputs": "none"}]
    odd += [{"cell_type": "markdown", "source": "x", "metadata": [], "attachments": {"a": [1]}}]
    find(notebook, "ewa-answer")["metadata"]["nbgrader"] |= {"schema_version": 99, "points": "many", "grade": "yes"}
    find(notebook, "momentum_step-answer")["metadata"]["nbgrader"]["schema_version"] = 1
    find(notebook, STEP)["metadata"]["nbgrader"]["grade_id"] = ["momentum_step"]
    find(notebook, CONVERT)["cell_type"] = "markdown"
    notebook["metadata"] = {"trainloop": {"trouble": ["none"]}, "kernelspec": 3}
    return dumped(notebook | {"cells": [*odd, *notebook["cells"]]})


SCRIPT = "<script>alert(1)</script> <img src=x onerror=alert(1)> <svg/onload=alert(1)>"


@KINDS.add(RIGHT)
def scripts(given: Given) -> dict[str, Any]:
    """Markdown, output and raw cells that would run on the page of whoever reads them."""
    notebook = given.notebook(ewa=f"{given.solution(EWA)}\nprint({SCRIPT!r})\nraise ValueError({SCRIPT!r})")
    find(notebook, OPEN)["source"] = f"It moves up. {SCRIPT}\n\n{SCRIPT}\n\n<{SCRIPT}"
    notebook["cells"].append({"cell_type": "raw", "source": SCRIPT, "metadata": {"raw_mimetype": "text/html"}})
    notebook["cells"].append({"cell_type": "markdown", "source": SCRIPT, "metadata": {}})
    return notebook


@KINDS.add(RIGHT)
def marks_of_hidden_tests(given: Given) -> dict[str, Any]:
    """Words at which nbgrader's own step stops."""
    return given.notebook(
        ewa=f"### BEGIN HIDDEN TESTS\n### BEGIN HIDDEN TESTS\n### BEGIN SOLUTION\n{given.solution(EWA)}"
    )
