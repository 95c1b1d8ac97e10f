"""No cell can find the arguments of the hidden cases: they come when nothing that cells print is kept any more."""

from __future__ import annotations

import pytest

from classroom.sandbox import run
from tests.classroom.sandbox.samples import AFTER, REQUEST, SOLUTION, STUB, TASK, isolated, submitted

pytestmark = isolated

# Numbers that stand in the cases alone, and how the process would spell them.
SOUGHT = [4.9, -1.5]
SEARCH = f"""
import ctypes, gc, sys
def seek():
    seen = []
    for frame in sys._current_frames().values():
        while frame:
            seen += list(frame.f_locals.values())
            frame = frame.f_back
    for owner in gc.get_objects() + [seen]:  # a dict of plain values isn't among the objects, but its owner is
        for thing in gc.get_referents(owner):
            if isinstance(thing, dict) and thing.get("param") in {SOUGHT!r} and "beta1" in thing:
                yield thing
def in_memory():
    needle = b'"param": ' + b"4.9" + b", "
    for line in open("/proc/self/maps"):
        span, rights = line.split()[:2]
        if rights.startswith("rw"):
            low, high = (int(end, 16) for end in span.split("-"))
            with open("/proc/self/mem", "rb") as memory:
                memory.seek(low)
                if needle in memory.read(high - low):
                    yield span
print("frames and objects", list(seek()))
print("memory", list(in_memory()))
"""


def test_a_cell_finds_no_argument_anywhere() -> None:
    assert TASK is not None
    assert {case["param"] for case in TASK.cases} >= set(SOUGHT)
    ran = submitted(SOLUTION, SEARCH, AFTER)
    said = ran.outputs[1].text
    assert "frames and objects []" in said, ran.outputs[1]
    assert said.endswith("memory []\n") or ran.outputs[1].error.startswith("PermissionError")


def test_the_search_would_find_them() -> None:
    """The same search in a cell that holds them itself."""
    own = f"mine = {REQUEST['cases']!r}\nspelled = bytes(str(mine).replace(chr(39), chr(34)), 'utf-8')"
    ran = submitted(own, SEARCH)
    assert "frames and objects [{'param'" in ran.outputs[1].text


ASK_EARLY = """
import gc, json, os, select
report = next(o for o in gc.get_objects() if type(o).__name__ == "Report" and hasattr(o, "_token"))
pipe, token = report._pipe, report._token
def say(**content):
    os.write(pipe, b"\\n" + json.dumps({"id": token, **content}).encode() + b"\\n")
def hear():
    return os.read(pipe, 1 << 16) if select.select([pipe], [], [], 0.5)[0] else b"nothing"
"""
TRICKS = {
    "ready": "say(ready=True)\nprint('heard', hear())",
    "all cells told": """
for cell in range(3):
    say(at=["cell", cell]); hear()
    say(cell=cell, error=""); hear()
say(ready=True)
print('heard', hear())
raise ValueError(hear())
""",
}


@pytest.mark.parametrize("trick", TRICKS)
def test_asking_for_them_early_tells_nothing(trick: str) -> None:
    ran = run([STUB, ASK_EARLY + TRICKS[trick], AFTER], [REQUEST])
    told = "".join(output.text + output.error for output in ran.outputs)
    assert "4.9" not in told and "beta1" not in told


def test_arguments_come_to_functions_all_the_same() -> None:
    ran = submitted(
        f"seen = []\n{SOLUTION.replace('def adam_step', 'def right')}", "def adam_step(*a): return right(*a)"
    )
    values = [outcome["values"] for outcome in ran.answers["adam_step"]["outcomes"]]
    assert TASK is not None and len(values) == len(TASK.cases) and all(values)


@pytest.mark.parametrize("size", [10, 60_000])
def test_long_arguments_arrive_whole(size: int) -> None:
    """Longer than what a socket takes at once."""
    long = {
        **REQUEST,
        "name": "total",
        "parameters": ["values"],
        "tensors": [],
        "result": {"kind": "Number", "label": "x"},
    }
    long |= {"cases": [{"values": [float(k) for k in range(size)]}], "counts": [1]}
    ran = run(["def total(values): return sum(values)"], [long])
    assert ran.answers["total"]["outcomes"][0]["values"] == [size * (size - 1) / 2]
