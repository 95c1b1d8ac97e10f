"""One submission: run in the sandbox, compared here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from classroom.notebooks.write import ANSWER
from classroom.sandbox import CellOutput, Limits, Unreadable, notebook_cells, run
from classroom.variants import GradedItem, Mark


@dataclass(frozen=True)
class Graded:
    """The marks of one submission, before lateness.

    ``trouble`` says why a submission as a whole earned nothing, and is empty otherwise; ``answers`` are the texts
    for items that a person marks, and ``about`` is what the notebook says of itself.
    """

    marks: tuple[Mark, ...]
    trouble: str = ""
    outputs: tuple[CellOutput, ...] = ()
    answers: Mapping[str, str] | None = None
    about: Mapping[str, str] = field(default_factory=dict)

    @property
    def earned(self) -> float:
        """The points of all items."""
        return sum(mark.earned for mark in self.marks)


def grade_submission(
    items: Sequence[GradedItem],
    path: Path,
    *,
    limits: Limits | None = None,
    weak: bool = False,
    hide: Sequence[Path] = (),
) -> Graded:
    """Run a notebook in the sandbox, and mark its functions against the hidden cases.

    Args:
        items: what was asked.
        path: the notebook; nothing in it is trusted.
        limits: on time, memory and so on, for the whole submission.
        weak: run even where the machine can't isolate it.
        hide: folders that the notebook's code must not see, such as the course's.

    Returns:
        A mark for each item, whatever the notebook holds.

    Raises:
        NotIsolated: the machine can't isolate, and ``weak`` is false.
    """
    try:
        cells = notebook_cells(path)
    except Unreadable as error:
        return _nothing(items, str(error))
    requests = [item.request for item in items if item.request is not None]
    ran = run(cells, requests, limits or Limits(), weak=weak, hide=hide)
    if ran.trouble:
        return _nothing(items, ran.trouble)
    content = json.loads(path.read_bytes().decode("utf-8-sig"))
    answers = _answers(content, items)
    marks = tuple(
        item.mark(ran.answers.get(item.item.function))
        if item.request is not None or item.item.name in answers
        else item.marked(0, "missing", "missing", "It isn't answered.")
        for item in items
    )
    return Graded(marks, "", ran.outputs, answers, _about(content))


def _nothing(items: Sequence[GradedItem], trouble: str) -> Graded:
    marks = tuple(item.marked(0, "missing", "unreadable", "Nothing could be marked.") for item in items)
    return Graded(marks, trouble)


def _answers(content: Mapping[str, Any], items: Sequence[GradedItem]) -> dict[str, str]:
    """What was written for the items that a person marks, by name; the last cell that isn't the placeholder.

    The file is read as JSON, for a format's own reader refuses what one odd cell holds.
    """
    wanted = {item.item.name for item in items if item.request is None}
    found: dict[str, str] = {}
    for cell in (content.get("cells") or ()) if wanted else ():
        name, text = _written(cell)
        if name in wanted and text and text != ANSWER:
            found[name] = text
    return found


def _about(content: Mapping[str, Any]) -> dict[str, str]:
    """What the notebook says of itself: the assignment, the student, whose edition it is. It may have been changed."""
    metadata = content.get("metadata")
    own = metadata.get("trainloop") if isinstance(metadata, dict) else None
    return {key: str(value)[:80] for key, value in own.items()} if isinstance(own, dict) else {}


def _written(cell: Any) -> tuple[str, str]:
    """Which item a cell answers, if any, and its text as a database can hold it: no halves of characters."""
    metadata = cell.get("metadata")
    own = metadata.get("trainloop") if isinstance(metadata, dict) else None
    name, source = own.get("answer") if isinstance(own, dict) else None, cell.get("source")
    text = "".join(map(str, source)) if isinstance(source, list) else source
    if not isinstance(name, str) or not isinstance(text, str):
        return "", ""
    return name, text.encode(errors="replace").decode().replace("\0", "\ufffd").strip()
