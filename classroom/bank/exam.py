"""A printable exam as PDF, in one or more versions, with and without solutions.

Set by Typst, whose package from PyPI brings its compiler and fonts, so that no system library, font or network is
needed. The files conform to PDF/UA-1: title, language, tags and words for pictures are in them, and their text is text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from classroom.assignment.key import draw_seed
from classroom.assignment.version import book_version
from classroom.bank.choose import ChoiceError, drawn
from classroom.bank.outline import BOOK
from classroom.bank.posed import clean
from classroom.bank.printed import Placed, key_row, number_text, question_data
from trainloop.questions.model import Question, letter, shuffled

PAPERS = {"a4": "a4", "letter": "us-letter"}
MOST_VERSIONS = 26


@dataclass(frozen=True)
class Exam:
    """What is asked, and how.

    Args:
        ids: the questions, by id.
        seed: draws numbers and orders; with another seed the exam is another one. It is printed in the footer.
        title: what stands at the top.
        marks: what a question is worth, by its id; by default 1, or the sum of an open question's points.
        mixed: whether each version has the questions in an order of its own.
        key: the course's secret. Without it, who knows the seed and the book can draw the same numbers.
        paper: ``a4`` or ``letter``.
    """

    ids: Sequence[str]
    seed: str
    title: str = f"Exam: {BOOK}"
    marks: Mapping[str, float] = field(default_factory=dict)
    mixed: bool = True
    key: bytes = b""
    paper: str = "a4"

    def __post_init__(self) -> None:
        if self.paper not in PAPERS:
            raise ChoiceError(f"paper is {self.paper!r}; allowed: {', '.join(PAPERS)}")
        if not self.ids or len(set(self.ids)) < len(self.ids):
            raise ChoiceError("an exam needs a question, and each question once")
        for one, worth in self.marks.items():
            if one not in self.ids:
                raise ChoiceError(f"marks are given for {one!r}, which isn't in the exam: {', '.join(self.ids)}")
            if not 0 < worth < float("inf"):
                raise ChoiceError(f"{one} is worth {worth}; allowed: a number above 0")

    def version(self, name: str) -> list[Placed]:
        """The questions of the version ``A``, ``B``, …, in its order and with its numbers."""
        seed = draw_seed(self.key, self.seed, name)
        questions = tuple(drawn(one, seed) for one in self.ids)
        if self.mixed:
            questions = shuffled(questions, f"{seed}/order")
        return [Placed(n, one, self.worth(one)) for n, one in enumerate(questions, start=1)]

    def worth(self, question: Question) -> float:
        """What a right answer to the question is worth here."""
        return self.marks.get(question.id, question.task.marks)

    def total(self, placed: Iterable[Placed]) -> str:
        """The sum of the marks, as text."""
        return number_text(sum(one.marks for one in placed))


def write(exam: Exam, folder: Path, name: str = "exam", *, versions: int = 1, solutions: bool = False) -> list[Path]:
    """Write each version, with ``solutions`` also what is right in each, and one key of all versions.

    Args:
        exam: what is asked.
        folder: where the files go; it is made if it isn't there.
        name: what the files' names begin with: ``exam-A.pdf``, ``exam-A-solutions.pdf``, ``exam-key.pdf``.
        versions: how many, 1 to 26. They are called A, B, C, …
        solutions: whether to write what graders need.

    Returns:
        The files, in the order in which they were written.

    Raises:
        ChoiceError: no such question, or a number of versions that isn't allowed.
    """
    if not 1 <= versions <= MOST_VERSIONS:
        raise ChoiceError(f"versions is {versions}; allowed: 1 to {MOST_VERSIONS}")
    folder.mkdir(parents=True, exist_ok=True)
    written, keys = [], []
    for one in map(letter, range(versions)):
        placed = exam.version(one)
        written.append(_save(folder / f"{name}-{one}.pdf", paper_data(exam, one, placed)))
        if solutions:
            data = paper_data(exam, one, placed, answers=True)
            written.append(_save(folder / f"{name}-{one}-solutions.pdf", data))
            keys.append({"letter": one, "rows": [key_row(row) for row in placed], "total": exam.total(placed)})
    if solutions:
        written.append(_save(folder / f"{name}-key.pdf", _frame(exam, "Key", "", answers=True) | {"keys": keys}))
    return written


def paper_data(exam: Exam, version: str, placed: Sequence[Placed], *, answers: bool = False) -> dict[str, Any]:
    """All that a version's pages show."""
    count = "1 question" if len(placed) == 1 else f"{len(placed)} questions"
    lead = f"Version {version}. {count}, {exam.total(placed)} marks in all."
    data = _frame(exam, f"Version {version}" + (", solutions" if answers else ""), lead, answers=answers)
    return data | {"questions": [question_data(one) for one in placed]}


def pdf(data: Mapping[str, Any]) -> bytes:
    """The pages of the data, as PDF/UA-1. The same data gives the same bytes.

    Raises:
        ImportError: Typst isn't installed; ``classroom/requirements.txt`` has it.
        ChoiceError: a character that no font has; the message says which.
    """
    import typst  # only who prints needs it

    source = (files("classroom.bank") / "exam.typ").read_bytes()
    inputs = {"data": json.dumps(data)}
    problem = ""
    # The fonts that Typst brings have all that the book needs; only a title of one's own may need the machine's.
    for own in (True, False):
        try:
            compiler = typst.Compiler(source, ignore_system_fonts=own, sys_inputs=inputs)
            pages = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=0)
        except typst.TypstError as error:
            problem = problem or str(error)
        else:
            assert isinstance(pages, bytes)  # one file, whatever the number of pages
            return pages
    raise ChoiceError(f"the exam can't be set: {problem}")


def _frame(exam: Exam, heading: str, lead: str, *, answers: bool) -> dict[str, Any]:
    title = clean(exam.title)
    return {
        "title": f"{title}, {heading.lower() if heading == 'Key' else heading}" if answers else title,
        "heading": f"{title}, {heading[0].lower()}{heading[1:]}",
        "lead": lead,
        "footer": clean(f"{BOOK}, {book_version()}, seed {exam.seed}"),
        "paper": PAPERS[exam.paper],
        "answers": answers,
        "questions": [],
        "keys": [],
    }


def _save(path: Path, data: Mapping[str, Any]) -> Path:
    path.write_bytes(pdf(data))
    return path
