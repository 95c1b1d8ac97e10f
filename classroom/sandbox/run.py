"""Runs a submission in a sandbox and gives back what its functions returned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from classroom.sandbox.isolation import NotIsolated, isolation
from classroom.sandbox.launch import Broken, launch
from classroom.sandbox.limits import Limits
from classroom.sandbox.results import CellOutput, read_answer, read_output

CLASSROOM = Path(__file__).resolve().parents[1]
NOT_RUN = CellOutput("", "not run")


@dataclass(frozen=True)
class Ran:
    """What came of a submission.

    ``answers``: by name, for each function that the notebook defines. ``outputs``: one for each cell. ``trouble``: why
    the run gave less than that through no fault of a cell, or an empty text.
    """

    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    outputs: tuple[CellOutput, ...] = ()
    trouble: str = ""


def run(
    cells: Sequence[str],
    requests: Sequence[dict[str, Any]],
    limits: Limits | None = None,
    *,
    weak: bool = False,
    hide: Sequence[Path] = (),
) -> Ran:
    """Run code cells in a sandbox, then the functions that the requests name.

    Args:
        cells: the source of each code cell, in order.
        requests: what to call, see ``classroom.sandbox.requests``.
        limits: how much the submission may use; None for the usual limits.
        weak: run it as well where this machine can't isolate it completely.
        hide: paths that must not be seen, even if they lie among Python's packages. All outside of these is
            hidden anyway where isolation is complete.

    Raises:
        NotIsolated: isolation isn't complete here, and ``weak`` is False; or nothing can be run here at all.
    """
    limits = limits or Limits()
    able = isolation()
    if not able.possible or not (able.complete or weak):
        raise NotIsolated(str(able))
    try:
        messages, trouble = launch(cells, requests, limits, (CLASSROOM, *hide), strong=able.complete), ""
    except Broken as broken:
        trouble, messages = broken.args
    if messages and "refused" in messages[-1]:
        trouble = f"the sandbox couldn't be made: {messages[-1]['refused']}"
    return _read(cells, requests, limits, messages, trouble)


def _read(
    cells: Sequence[str],
    requests: Sequence[dict[str, Any]],
    limits: Limits,
    messages: Sequence[dict[str, Any]],
    trouble: str,
) -> Ran:
    outputs = [NOT_RUN] * len(cells)
    answers: dict[str, dict[str, Any]] = {}
    wanted = {request["name"]: request for request in requests}
    for message in messages:
        if "cell" in message and message["cell"] in range(len(cells)):
            outputs[message["cell"]] = read_output(message, limits.output)
        elif message.get("call") in wanted:
            answers[message["call"]] = read_answer(wanted[message["call"]], message.get("answer"))
    return Ran(answers, tuple(outputs), trouble)
