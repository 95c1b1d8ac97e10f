"""Questions as the data of a printed page: what ``exam.typ`` shows, as JSON.

A text is a list of *runs*, each ``{text, code}``; nothing in it is markup to Typst. A page is
``{title, heading, lead, footer, paper, answers, questions, keys}``; ``answers`` says whether they are printed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from classroom.bank.posed import clean
from trainloop.questions.kinds import Bug, Choice, Match, Number, Open, Order
from trainloop.questions.model import Count, Listing, Question, letter

Data = dict[str, Any]
VERDICTS = {True: "Right.", False: "Wrong.", None: ""}
LINES = {"short": 4, "long": 14}  # to write on


@dataclass(frozen=True)
class Placed:
    """A question in its place in a version of an exam, and what it is worth there."""

    number: int
    question: Question
    marks: float


def runs(text: str) -> list[Data]:
    """The text in runs; what stands in backticks is code."""
    parts = re.split("`([^`]+)`", clean(text))
    return [{"text": part, "code": i % 2 == 1} for i, part in enumerate(parts) if part]


def question_data(placed: Placed) -> Data:
    """All of a question that its page shows."""
    question, task = placed.question, placed.question.task
    code = list(task.lines) if isinstance(task, Bug) else question.code.splitlines()
    instruction, blank, unit = _asked(question)
    return {
        "number": placed.number,
        "marks": number_text(placed.marks),
        "prompt": runs(question.prompt),
        "code": [clean(line) for line in code],
        "numbered": isinstance(task, Bug),
        "lists": [_list(question, listing, i) for i, listing in enumerate(question.lists) if _is_shown(listing)],
        "instruction": runs(instruction),
        "blank": blank,
        "unit": clean(unit),
        "lines": LINES.get(question.kind, 0),
        "answer": answer_data(question, placed.marks),
    }


def answer_data(question: Question, marks: float) -> Data:
    """The answer with its reasons, and for open questions with what each point is worth."""
    answer, task = question.answer, question.task
    parts = [
        {"label": part.label, "text": runs(part.text), "verdict": VERDICTS[part.right], "why": runs(part.why)}
        for part in answer.parts
    ]
    if isinstance(task, Open):  # in the marks that it has here
        worth = [number_text(point.marks * marks / task.marks) for point in task.points]
        parts = [
            {"label": f"[{one}]", "text": runs(point.text), "verdict": "", "why": []}
            for one, point in zip(worth, task.points, strict=True)
        ]
    return {"summary": runs(answer.summary), "parts": parts, "why": runs("" if isinstance(task, Open) else answer.why)}


def key_row(placed: Placed) -> Data:
    """The question's row in a key: number, id, answer, marks."""
    summary = placed.question.answer.summary
    if isinstance(placed.question.task, Open):
        summary = "marked by hand, see the solution"
    return {
        "number": placed.number,
        "id": placed.question.id,
        "answer": runs(summary),
        "marks": number_text(placed.marks),
    }


def number_text(value: float) -> str:
    """The number without needless zeros, with two digits after the point at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _is_shown(listing: Listing) -> bool:
    return listing.count is not Count.LINES  # they are the code


def _asked(question: Question) -> tuple[str, float, str]:
    """What the reader is asked to do on paper, the width of the blank for it in cm, and the unit after that."""
    task = question.task
    if isinstance(task, Choice):
        return ("Tick all that apply." if task.several else "Tick one."), 0, ""
    if isinstance(task, Number):
        return "Answer:", 3.5, task.unit
    if isinstance(task, Order):
        return "The letters, from first to last:", 5, ""
    if isinstance(task, Bug):
        return "Which line is wrong? Line", 1.5, ""
    return ("Write the number of its match beside each letter." if isinstance(task, Match) else ""), 0, ""


def _list(question: Question, listing: Listing, index: int) -> Data:
    task = question.task
    mark = ""
    if isinstance(task, Choice):
        mark = "square" if task.several else "circle"
    elif isinstance(task, Match) and index == 0:
        mark = "blank"
    entries = [
        {
            "label": letter(i) if listing.count is Count.LETTERS else str(i + 1),
            "text": runs(entry.text),
            "svg": entry.svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1),
            "words": clean(f"{entry.text}: {entry.words}"),
            "box": mark,
        }
        for i, entry in enumerate(listing.entries)
    ]
    return {"entries": entries, "columns": _columns(listing)}


def _columns(listing: Listing) -> int:
    """Pictures stand two in a row, texts below each other."""
    return 2 if any(entry.svg for entry in listing.entries) else 1
