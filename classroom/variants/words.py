"""What a student is told about a wrong function, in words that hold nothing of the hidden tests.

Nothing here repeats what came out of the sandbox: a function could put its arguments into the name or the text
of an exception, and so carry hidden tests into its writer's feedback.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping
from typing import Any

from trainloop.exercises.outcome import Outcome
from trainloop.exercises.recognise import Finding
from trainloop.exercises.task import Task

PROBLEMS = {
    "not-written": "It isn't written yet.",
    "nothing-returned": "It returns nothing: end it with `return`.",
    "endless-loop": "It was still running when its time was up: look at each loop for what makes it end.",
    "wrong-length": "It returns a list of another length than it should.",
    "wrong-count": "It returns another count of results than it should.",
    "wrong-type": "It returns something that isn't the number, list or tuple that was asked for.",
    "not-run": "It wasn't called any more: a call before took too long.",
    "changed-argument": "It changes one of its arguments in place: compute a new value, and return that.",
}


SECONDS = r"longer than \d{1,5}(\.\d{1,3})? s"
REASON = re.compile(
    rf"(ran|took) {SECONDS}|needed more than \d{{1,6}} ([KMG]iB|bytes) of memory|ended its process"
    r"|crashed its process \(SIG[A-Z]{2,5}\)|closed what its answers go through|its answer couldn't be read"
    rf"|(not run: )?the notebook (took {SECONDS}|ended its process too often)"
)
GENERAL = (
    "raised",
    "wrong-sign",
    "constant-factor",
    "swapped-results",
    "rounded",
    "same-everywhere",
    "nan",
    "not-finite",
)


def known(finding: Finding, task: Task) -> str:
    """The mistake's id, if it is one of ours: a function could put its arguments into what it claims to be."""
    ours = {*PROBLEMS, *GENERAL, *(mistake.id for mistake in task.mistakes)}
    return finding.mistake if finding.mistake in ours else ""


def reason(answer: Mapping[str, Any]) -> str:
    """Why a call has no result, in the sandbox's words, where they are the sandbox's."""
    text = str(answer.get("failed"))
    return text if REASON.fullmatch(text) else "its answer couldn't be read"


def said(finding: Finding, outcomes: list[Outcome], right: int) -> str:
    """The feedback on a function with something wrong: what to mend, and how many hidden cases agree."""
    count = f"{right} of {len(outcomes)} hidden cases agree."
    if finding.pointer:
        return f"{finding.pointer[:1].upper()}{finding.pointer[1:]}. {count}"
    if finding.mistake == "raised":
        errors = {o.problem.error for o in outcomes if o.problem}
        return f"It raises {_error(errors)} for some arguments. {count}"
    return f"{PROBLEMS.get(finding.mistake or '', 'Some results differ from what was asked for.')} {count}"


def _error(names: set[str]) -> str:
    """The first of the names that is one of Python's own exceptions."""
    own = sorted(n for n in names if isinstance(getattr(builtins, n, None), type) and n.endswith(("Error", "Exit")))
    return f"{'an' if own[0][0] in 'AEIOU' else 'a'} {own[0]}" if own else "an exception"
