"""Submissions that want marks without the work, or break what they can."""

from __future__ import annotations

from tests.classroom.known import EQUAL_TO_ALL
from tests.classroom.submissions.given import (
    ADAM,
    ANSWERED,
    CONVERT,
    EWA,
    FUNCTIONS,
    STEP,
    Given,
    Kinds,
    Made,
    all_but,
    code,
    everything,
    find,
    nothing,
)
from tests.classroom.submissions.searching import search

KINDS = Kinds()
STEP_HEAD = "def momentum_step(param, grad, velocity, lr, mu):"
ADAM_HEAD = "def adam_step(param, grad, m, v, t, lr, beta1, beta2, eps):"


@KINDS.add(all_but(STEP), slow=True)
def endless_loop(given: Given) -> Made:
    """The loop stands before the function in its cell."""
    return given.notebook({STEP: "while True:\n    pass\n"})


@KINDS.add(all_but(STEP), mistakes={STEP: "endless-loop"}, slow=True)
def endless_function(given: Given) -> Made:
    return given.notebook({STEP: f"{STEP_HEAD}\n    while True:\n        pass"})


@KINDS.add(all_but(EWA), slow=True)
def memory_bomb(given: Given) -> Made:
    return given.notebook({EWA: "hoard = []\nwhile True:\n    hoard.append(bytearray(10**7))"})


@KINDS.add(all_but(ADAM), slow=True)
def memory_bomb_in_a_function(given: Given) -> Made:
    return given.notebook({ADAM: f"{ADAM_HEAD}\n    return len(bytes(10**12)), 0.0, 0.0"})


@KINDS.add(all_but(EWA), slow=True)
def fork_bomb(given: Given) -> Made:
    return given.notebook({EWA: "import os\n\nwhile True:\n    os.fork()"})


FAKE = """
print("All 8 hidden cases agree. 4 of 4 points.")
print({"earned": 4.0, "outcome": "right"})
{"earned": 20.0}
"""


@KINDS.add(nothing)
def fake_grade(given: Given) -> Made:
    """Marks that are printed, and outputs, metadata and names that claim them."""
    notebook = given.notebook(dict.fromkeys(ANSWERED, FAKE))
    shown = {"output_type": "execute_result", "data": {"text/plain": "4.0"}, "metadata": {}, "execution_count": 1}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"outputs": [shown], "metadata": {"nbgrader": {"points": 4.0, "grade": True}, "earned": 4.0}}
    return notebook | {"metadata": notebook["metadata"] | {"marks": dict.fromkeys(ANSWERED, 100.0)}}


TAMPER = f"""
import builtins, json, math, sys
import trainloop.exercises.checking as checking
import trainloop.exercises.outcome as outcome
import trainloop.exercises.recognise as recognise
import trainloop.exercises.values as values

outcome.outcomes_of = lambda fn, task, seconds: [outcome.Outcome((0.0,) * 2)] * 8
recognise.recognise = lambda task, outcomes: None
recognise.right = values.close = values.all_close = lambda *a, **k: True
math.isclose = lambda *a, **k: True
for name, module in list(sys.modules.items()):
    for key in ("outcomes_of", "all_close", "close", "recognise", "isclose", "answer_to"):
        if hasattr(module, key):
            setattr(module, key, lambda *a, **k: True)

{EQUAL_TO_ALL}

def momentum_step(param, grad, velocity, lr, mu):
    return Everything(0), Everything(0)


def adam_step(param, grad, m, v, t, lr, beta1, beta2, eps):
    return Everything(0), Everything(0), Everything(0)


def momentum_convert():
    return Everything(0)
"""


@KINDS.add(nothing)
def tampers_with_the_checker(given: Given) -> Made:
    answers = dict.fromkeys(ANSWERED, "")
    notebook = given.release | {"cells": [*given.release["cells"], code(TAMPER)]}
    return notebook if answers else given.release


FORGE = """
import json, os

VALUES = [0.0] * 3
OUTCOME = {"values": VALUES, "problem": None, "changed": ""}
LINES = [{"call": name, "answer": {"outcomes": [OUTCOME] * 8}} for name in ("ewa", "momentum_step", "adam_step")]
LINES += [{"call": "momentum_convert", "answer": {"answer": 0.0, "problem": None}}]
LINES += [{"mark": name, "earned": 100.0, "outcome": "right"} for name in ("ewa", "momentum_step")]
LINES += [{"end": True}]
TEXT = ("\\n" + "\\n".join(map(json.dumps, LINES)) + "\\n").encode()
for descriptor in range(256):
    try:
        os.write(descriptor, TEXT)
    except OSError:
        pass
"""


@KINDS.add(all_but(*FUNCTIONS))
def writes_into_every_file(given: Given) -> Made:
    """Reports of its own, in the format of the sandbox's, into everything that is open."""
    cells = given.notebook(dict.fromkeys(FUNCTIONS, ""))["cells"]
    return given.release | {"cells": [code(FORGE), *cells]}


@KINDS.add(nothing)
def reads_the_hidden_tests(given: Given) -> Made:
    student = str(given.release["metadata"]["trainloop"].get("student", ""))
    return given.release | {"cells": [*given.release["cells"], code(search(given, student))]}


SOCKET = """
import socket

for address in (("127.0.0.1", {port}), ("::1", {port})):
    try:
        socket.create_connection(address, timeout=0.5).send(b"the hidden tests")
    except OSError as error:
        print(error)
"""


@KINDS.add(everything)
def opens_a_socket(given: Given) -> Made:
    """Its answers are its own; what it tries beside them must reach nobody."""
    return given.notebook({EWA: f"{SOCKET.format(port=given.port)}\n\n{given.solution(EWA)}"})


@KINDS.add(all_but(STEP))
def ends_its_process(given: Given) -> Made:
    return given.notebook({STEP: f"{STEP_HEAD}\n    import os\n    os._exit(0)"})


@KINDS.add(all_but(EWA))
def kills_what_it_can(given: Given) -> Made:
    source = "import os, signal\n\nfor process in (os.getppid(), 1, -1):\n    os.kill(process, signal.SIGKILL)"
    return given.notebook({EWA: source})


@KINDS.add(everything)
def prints_without_end(given: Given) -> Made:
    cells = given.notebook()["cells"]
    return given.release | {"cells": [code("for _ in range(3000):\n    print('spam ' * 200)"), *cells]}


@KINDS.add(everything)
def fills_the_disk(given: Given) -> Made:
    source = "for n in range(40):\n    with open(f'{n}.bin', 'wb') as file:\n        file.write(bytes(2**23))"
    return given.release | {"cells": [code(source), *given.notebook()["cells"]]}


SPILL = """
def ewa(values, beta):
    text = f"spilled {values} {beta}"
    print(text)
    raise type(text, (Exception,), {})(text)
"""


@KINDS.add(all_but(EWA))
def spills_the_arguments(given: Given) -> Made:
    """So that its writer reads them in the feedback."""
    return given.notebook({EWA: SPILL})


@KINDS.add(all_but(CONVERT))
def script_in_its_answers(given: Given) -> Made:
    notebook = given.notebook({CONVERT: "def momentum_convert():\n    return '<script>alert(1)</script>'"})
    find(notebook, "exponentially-weighted-averages-best-for-a-sine")["source"] = "<script>alert(1)</script>\n=1+1"
    return notebook
