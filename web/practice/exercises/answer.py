"""One run of a reader's code on the page: what it printed, and the report that the notebook would show.

This runs in the browser's Python, which is newer than the notebook's: what goes wrong before the check
is said in our words and never in the interpreter's.
"""

from __future__ import annotations

import ast
import io
import json
import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from importlib.util import find_spec
from traceback import walk_tb
from typing import Any

from trainloop.exercises import Report, check, check_blanks
from trainloop.exercises.checking import SECONDS
from trainloop.exercises.running import LimitedRun, Watch

FILE = "<your code>"
LINES, CHARACTERS = 200, 20_000  # of what a reader's code prints

# What the book's notebooks have and the page hasn't, as messages call it.
NOT_HERE = {"torch": "PyTorch", "numpy": "NumPy", "pandas": "pandas", "matplotlib": "Matplotlib"}
POINTERS: Mapping[type[BaseException], str] = {
    NameError: "nothing has given a value to a name that stands there",
    EOFError: "`input()` can't ask anybody here; write the value into the code",
    SystemExit: "leave `exit()` away, so that the check can follow",
    RecursionError: "a function calls itself without an end",
    OverflowError: "a number there is too large",
    MemoryError: "it asks for more memory than the page has",
}


class Printed(io.TextIOBase):
    """Keeps the beginning of what is printed, however much that is; ``cut`` tells whether there was more."""

    def __init__(self) -> None:
        self.text = ""
        self.cut = False
        self._lines = 0

    def write(self, text: str) -> int:
        """Take what fits."""
        if not self.cut:
            kept = "".join(text.splitlines(keepends=True)[: LINES - self._lines])[: CHARACTERS - len(self.text)]
            self._lines += kept.count("\n")
            self.text += kept
            self.cut = kept != text
        return len(text)


def answer(name: str, code: str, test: str, given: Mapping[str, Any]) -> str:
    """Run ``code``, then the check ``test``, with the names in ``given``; the answer as JSON for the page.

    ``name`` is the exercise's. Never raises: whatever the code does ends up in the report.
    """
    printed, before = Printed(), sys.stdin
    sys.stdin = io.StringIO()
    try:
        with redirect_stdout(printed), redirect_stderr(printed):
            report = _report(name, code, test, given)
    finally:
        sys.stdin = before
    answered = {
        "passed": report.passed,
        "mistake": report.mistake,
        "message": report.message,
        "html": report._repr_html_(),
        "printed": printed.text,
        "cut": printed.cut,
    }
    return json.dumps(answered)


def _report(name: str, code: str, test: str, given: Mapping[str, Any]) -> Report:
    try:
        with warnings.catch_warnings(action="ignore"):  # of doubtful syntax: the interpreter's words
            tree = ast.parse(code)
            compiled = compile(tree, FILE, "exec", dont_inherit=True)
    except SyntaxError as error:
        return Report(False, "unreadable", _unreadable(error), name=name)
    except (ValueError, RecursionError, MemoryError):
        return Report(False, "unreadable", "This can't be read as Python: write it anew, in short lines.", name=name)
    for module in _imports(tree):
        if _is_missing(module):
            called = NOT_HERE.get(module.partition(".")[0], f"`{module}`")
            message = f"{called} isn't on the page, where plain Python runs: do this exercise in the notebook."
            return Report(False, "not-on-the-page", message, name=name)
    namespace: dict[str, Any] = {"__name__": "__main__", **given}
    return _run(name, lambda: exec(compiled, namespace), namespace) or _checked(name, test, namespace)


def _run(name: str, work: Callable[[], None], namespace: Mapping[str, Any]) -> Report | None:
    """Do the work, whose names go into ``namespace``, within the time limit; a report if it couldn't be done."""
    raised: list[BaseException] = []

    def step(watch: Watch) -> None:
        try:
            watch(work)
        except (Exception, SystemExit, KeyboardInterrupt) as error:  # not TimeLimit
            raised.append(error)

    run = LimitedRun([step], SECONDS, namespace)
    run.start()
    if run.expired:
        message = (
            f"Your code was still running after {SECONDS:g} seconds and was stopped: "
            "look at each loop for what makes it end."
        )
        return Report(False, "endless-loop", message, name=name)
    return Report(False, "raised", _raised(raised[0]), name=name) if raised else None


def _checked(name: str, test: str, namespace: Mapping[str, Any]) -> Report:
    try:
        report = eval(test, {**namespace, "check": check, "check_blanks": check_blanks})
    except NameError as error:
        message = f"There is no `{error.name}`: keep the names that stood here at the start."
        return Report(False, "name-missing", message, name=name)
    assert isinstance(report, Report)
    return report


def _unreadable(error: SyntaxError) -> str:
    if isinstance(error, IndentationError):
        return (
            f"Line {error.lineno} can't be read as Python: it is indented differently than it should be. Lines that "
            "belong together begin in the same column, and after a colon follows a line further to the right."
        )
    return (
        f"Line {error.lineno} can't be read as Python: look there, and at the end of the line before, for a bracket, "
        "quote or colon that is missing or too many."
    )


def _raised(error: BaseException) -> str:
    lines = [line for frame, line in walk_tb(error.__traceback__) if frame.f_code.co_filename == FILE]
    where = f" in line {lines[-1]}" if lines else ""
    pointer = next((text for kind, text in POINTERS.items() if isinstance(error, kind)), "look at that line")
    return f"{type(error).__name__} was raised{where}, before the check: {pointer}."


def _imports(tree: ast.Module) -> Iterator[str]:
    """The modules that the code imports anywhere, and those it uses as if a cell above had imported them."""
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
        elif isinstance(node, ast.Name) and node.id in NOT_HERE and node.id not in bound:
            yield node.id


def _is_missing(module: str) -> bool:
    try:
        return find_spec(module) is None
    except (ImportError, ValueError):
        return True
