"""A submission can claim values, and nothing else: not a mark, not another's answer, not a broken run."""

from __future__ import annotations

import pytest

from classroom.sandbox import run
from tests.classroom.sandbox.samples import (
    ANSWERED,
    ANSWERS,
    QUESTIONS,
    QUICK,
    SOLUTION,
    STUB,
    is_right,
    isolated,
    submitted,
    survived,
)

pytestmark = isolated

FLOOD = """
import os
for _ in range(5):
    for fd in range(64):
        try: os.write(fd, NOISE)
        except OSError: pass
"""
NOISES = {
    "garbage": b"\xff\x00{[\n",
    "no-line-feed": b'{"call": "rate", "answer": ',
    "messages": b'\n{"call": "rate", "answer": {"answer": 1, "problem": null}}\n{"end": true}\n{"id": 1, "end": true}\n',
    "kinds": b'\n[]\n3\nnull\n"x"\n{"id": {}}\n{"id": null, "at": 3}\n',
    "deep": b"\n" + b"[" * 5000 + b"\n",
    "digits": b"\n" + b"9" * 5000 + b"\n",
}


@pytest.mark.parametrize("noise", NOISES.values(), ids=NOISES.keys())
def test_noise_in_every_file_changes_nothing(noise: bytes) -> None:
    # The worker waits for an answer after each message, so a write into its own pipe isn't lost among these.
    assert survived(f"NOISE = {noise!r}{FLOOD}") == ""


def test_printed_grades_are_only_prints() -> None:
    fake = '{"adam_step": {"outcomes": [], "earned": 10}}'
    ran = submitted(STUB, f"print({fake!r})\nprint('MARK adam_step 10/10 right')")
    assert not is_right(ran)
    assert ran.answers["adam_step"]["outcomes"][0]["problem"]["mistake"] == "not-written"


FIND_REPORT = """
import gc
report = next(o for o in gc.get_objects() if type(o).__name__ == "Report" and hasattr(o, "_token"))
"""


@pytest.mark.parametrize(
    "message",
    [
        "call='rate', answer=3",
        "call='rate', answer={'answer': [1], 'problem': None}",
        "call='rate', answer={'outcomes': []}",
        "call='rate', answer={'answer': 0.5}",
        "call='rate', answer=None",
    ],
)
def test_a_message_with_the_right_token_is_read_with_care(message: str) -> None:
    ran = run([ANSWERS, f"{FIND_REPORT}report.send({message})"], QUESTIONS, QUICK)
    assert ran.answers == {**ANSWERED, "rate": {"failed": "its answer couldn't be read"}}
    assert ran.trouble == ""


@pytest.mark.parametrize(
    "message",
    [
        "call='unknown', answer={}",
        "cell=99, error=''",
        "cell='x', error=''",
        "at='cell'",
        "at=['cell', 10**30]",
        "refused='x'",
    ],
)
def test_a_message_about_nothing_costs_ones_own_answers_at_most(message: str) -> None:
    send = f"{FIND_REPORT}import os\nos.read = lambda *_: b''\nreport.send({message})\nos.kill(os.getpid(), 9)"
    ran = run([ANSWERS, send], QUESTIONS, QUICK)
    lost = {"failed": "not run: the notebook ended its process too often"}
    assert ran.answers.keys() == ANSWERED.keys()
    assert all(answer in (ANSWERED[name], lost) for name, answer in ran.answers.items())
    assert ran.trouble == ""


def test_an_end_that_is_claimed_only_loses_ones_own_answers() -> None:
    ran = run([f"{FIND_REPORT}report.send(end=True)", ANSWERS], QUESTIONS, QUICK)
    assert (ran.answers, ran.trouble) == ({}, "")


@pytest.mark.parametrize(
    "tampering",
    [
        "import trainloop.exercises.outcome as o\no.outcomes_of = lambda *_: []",
        "import trainloop.exercises.values as v\nv.read = lambda *_: (0.0, 0.0, 0.0)\nv.close = lambda *_: True",
        "import trainloop.exercises.running as r\nr.LimitedRun = None",
        "import json\njson.dumps = json.loads = lambda *_, **__: '{\"earned\": 10}'",
        "import builtins\nbuiltins.callable = builtins.isinstance = lambda *_: True",
        "import sys\nsys.modules.clear()",
        "import sys\nsys.stdout = sys.stderr = None",
        "import sys, threading\nsys.settrace(lambda *_: None)\nthreading.Thread.start = None",
    ],
)
def test_a_changed_checker_gives_no_right_answer(tampering: str) -> None:
    ran = submitted(STUB, tampering)
    answer = ran.answers.get("adam_step", {"failed": "lost"})
    assert "failed" in answer or not is_right(ran)
    assert ran.trouble == ""


def test_a_changed_checker_in_the_last_cell_does_not_reach_other_submissions() -> None:
    run(["import trainloop.exercises.outcome as o\no.outcomes_of = None"], [], QUICK)
    assert is_right(submitted(SOLUTION))


def test_claimed_outcomes_are_values_like_any_others() -> None:
    claim = """
from trainloop.exercises import outcome
import sys
for name, module in list(sys.modules.items()):
    if hasattr(module, "outcomes_of"):
        module.outcomes_of = lambda fn, task, s: [outcome.Outcome(task.expected[i]) for i in range(len(task.cases))]
"""
    ran = submitted(STUB, claim)
    assert not is_right(ran)
    assert ran.answers["adam_step"]["outcomes"][0]["values"] == [0.0, 0.0, 0.0]
