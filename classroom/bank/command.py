"""``python -m classroom bank``: the question bank for Moodle, for Canvas, on paper."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from classroom.assignment import AssignmentError
from classroom.assignment.key import draw_seed, read_key
from classroom.bank import choose, exam, moodle, moodle_reader, qti, qti_reader
from classroom.bank.choose import ChoiceError
from classroom.bank.outline import BOOK
from classroom.bank.posed import Essay, Form, Matching, Numeric, Ordering, Posed
from trainloop.questions.kinds import KINDS
from trainloop.questions.loader import chapters
from trainloop.questions.model import ROLES, Question

CHOICE = """\
Which questions: all, or those that fit every option given. Each option can be given several times.
Questions of the roles "predict" and "exercise" speak of a chapter's instruments and exercises; for
an exam, "quiz" and "self-check" stand for themselves. Chapters: {}.
"""


def add_commands(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``bank`` with its commands. Each sets ``run``, which takes the arguments."""
    parser = subparsers.add_parser(
        "bank",
        help="export the question bank: Moodle, Canvas, printed exams",
        description="Export the book's question bank to Moodle or Canvas, or print an exam.",
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add(commands, "moodle", _moodle, "Moodle XML, for Question bank > Import", _moodle_options)
    _add(commands, "qti", _qti, "a QTI 1.2 package, for Canvas: Import Course Content > QTI .zip file", _qti_options)
    _add(commands, "exam", _exam, "a printable exam as PDF, with its solutions and key", _exam_options)
    _add(commands, "list", _list, "show the ids of the questions that fit", lambda parser: None)


def _add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Callable[[argparse.Namespace], None],
    text: str,
    options: Callable[[argparse.ArgumentParser], None],
) -> None:
    parser = commands.add_parser(name, help=text, description=f"Write {text}." if name != "list" else text)
    chosen = parser.add_argument_group("questions", CHOICE.format(", ".join(chapters())))
    chosen.add_argument("--chapter", action="append", default=[], metavar="NAME")
    chosen.add_argument("--role", action="append", default=[], metavar="ROLE", help=", ".join(ROLES))
    chosen.add_argument("--kind", action="append", default=[], metavar="KIND", help=", ".join(KINDS))
    chosen.add_argument("--id", action="append", default=[], metavar="ID", help="see: python -m classroom bank list")
    options(parser)
    parser.set_defaults(run=lambda arguments: _run(run, arguments))


def _moodle_options(parser: argparse.ArgumentParser) -> None:
    _output(parser, "questions.xml")
    _seeds(parser, "without one they are the page's, with four variants of each generated question")
    parser.add_argument(
        "--before-4.4",
        action="store_true",
        dest="old",
        help="for a Moodle older than 4.4, which has no questions of order: each step is matched with its place",
    )


def _qti_options(parser: argparse.ArgumentParser) -> None:
    _output(parser, "questions.zip")
    _seeds(parser, "without one they are the page's, with four variants of each generated question")
    parser.add_argument("--title", default=BOOK, help="what the titles of banks and quizzes begin with")


def _exam_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", type=Path, default=Path("exam"), metavar="FOLDER", help="default: exam")
    parser.add_argument("--name", default="exam", help="what the files' names begin with (default: exam)")
    parser.add_argument("--title", default=f"Exam: {BOOK}", help="what stands at the top")
    _seeds(parser, "it is printed in the footer", needed=True)
    parser.add_argument("--pick", type=int, metavar="N", help="only N of the questions that fit, drawn by the seed")
    parser.add_argument(
        "--marks",
        action="append",
        default=[],
        metavar="ID=MARKS",
        help="what a question is worth; others are worth 1, open ones the sum of their points",
    )
    parser.add_argument("--versions", type=int, default=1, metavar="N", help="how many versions: A, B, C, …")
    parser.add_argument("--in-order", action="store_true", help="the same order of questions in every version")
    parser.add_argument("--solutions", action="store_true", help="also write each version's solutions, and the key")
    parser.add_argument("--paper", choices=sorted(exam.PAPERS), default="a4", help="default: a4")


def _output(parser: argparse.ArgumentParser, name: str) -> None:
    parser.add_argument("-o", "--output", type=Path, default=Path(name), metavar="FILE", help=f"default: {name}")


def _seeds(parser: argparse.ArgumentParser, text: str, *, needed: bool = False) -> None:
    parser.add_argument("--seed", default="", required=needed, help=f"draws numbers and orders; {text}")
    parser.add_argument(
        "--key",
        type=Path,
        metavar="FILE",
        help="the course's key: with it nobody who knows the book and the seed can draw the same numbers",
    )


def _run(run: Callable[[argparse.Namespace], None], arguments: argparse.Namespace) -> None:
    """Run a command. Raises AssignmentError for what it refuses, which the command line tells in a line."""
    try:
        run(arguments)
    except ModuleNotFoundError as error:
        raise AssignmentError(f"{error.name} isn't installed: pip install -r classroom/requirements.txt") from error
    except (OSError, ValueError) as error:
        raise AssignmentError(str(error)) from error


def _chosen(arguments: argparse.Namespace, seed: str = "") -> list[Question]:
    return choose.questions(arguments.chapter, arguments.role, arguments.kind, arguments.id, seed=seed)


def _key(arguments: argparse.Namespace) -> bytes:
    return read_key(arguments.key) if arguments.key else b""


def _hidden(arguments: argparse.Namespace) -> str:
    """The seed as questions are drawn with it: with a key, one that only the key's holder can work out."""
    if arguments.key and not arguments.seed:
        raise ChoiceError("a key is given without a seed; give both, or neither")
    return draw_seed(_key(arguments), arguments.seed) if arguments.seed else ""


def _moodle(arguments: argparse.Namespace) -> None:
    found = _chosen(arguments, _hidden(arguments))
    written = moodle.export(found, arguments.output, ordering=not arguments.old)
    _compare(written, moodle_reader.read(arguments.output))
    losses: dict[str, type[Form]] = {
        "code as plain text among the choices of a match, and its reasons together below": Matching
    }
    if arguments.old:
        losses["questions of order as matches"] = Ordering
    _summary(arguments.output, written, losses)


def _qti(arguments: argparse.Namespace) -> None:
    written = qti.export(_chosen(arguments, _hidden(arguments)), arguments.output, title=arguments.title)
    _compare(written, qti_reader.read(arguments.output))
    losses: dict[str, type[Form]] = {
        "questions of order as matches": Ordering,
        "reasons for wrong numbers in the feedback to any wrong one": Numeric,
        "graders' points in an essay's general feedback": Essay,
        "code as plain text among the choices of a match": Matching,
    }
    _summary(arguments.output, written, losses)


def _compare(written: Sequence[Posed], read: Sequence[Posed]) -> None:
    """Refuse a file that doesn't hold what was written. What a platform changes is left out of the comparison."""
    found = {one.id: one for one in read}
    for one in written:
        back = found.pop(one.id, None)
        same = back and (one.prompt, one.code, one.note, one.marks) == (back.prompt, back.code, back.note, back.marks)
        if not same:
            raise ValueError(f"{one.id} can't be read back as it was written; please report it")


def _summary(path: Path, written: Sequence[Posed], losses: Mapping[str, type[Form]]) -> None:
    """Say what was written, and what of it the platform holds in another way than the book."""
    changed = [text for text, form in losses.items() if any(isinstance(one.form, form) for one in written)]
    kinds = Counter(type(one.form).__name__.lower() for one in written)
    groups = len({one.group or one.id for one in written})
    counts = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    print(f"{path}: {groups} questions, {len(written)} with their variants ({counts}); read back and checked.")
    print(f"Held in another way than in the book: {'; '.join(changed) or 'nothing'}.")


def _exam(arguments: argparse.Namespace) -> None:
    found = _chosen(arguments)
    if arguments.pick is not None:
        found = choose.some(found, arguments.pick, draw_seed(_key(arguments), arguments.seed))
    made = exam.Exam(
        ids=[question.id for question in found],
        seed=arguments.seed,
        title=arguments.title,
        marks=dict(map(_mark, arguments.marks)),
        mixed=not arguments.in_order,
        key=_key(arguments),
        paper=arguments.paper,
    )
    versions, solutions = arguments.versions, arguments.solutions
    for path in exam.write(made, arguments.output, arguments.name, versions=versions, solutions=solutions):
        print(path)
    print(f"{len(found)} questions, {made.total(made.version('A'))} marks.")


def _mark(text: str) -> tuple[str, float]:
    name, _, worth = text.partition("=")
    try:
        return name, float(worth)
    except ValueError:
        raise ChoiceError(
            f"marks are {text!r}; allowed: a question's id and its marks, like adam-first-step=2"
        ) from None


def _list(arguments: argparse.Namespace) -> None:
    for question in _chosen(arguments):
        generated = ", generated" if question.variants else ""
        print(f"{question.id}  ({question.role}, {question.kind}, {question.bloom}{generated})")
