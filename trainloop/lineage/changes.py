"""By which lines one optimizer's step differs from another's."""

import ast
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from trainloop.arguments import one_of
from trainloop.lineage.steps import STEPS

__all__ = ["Changes", "changes"]


@dataclass(frozen=True, repr=False)
class Changes:
    """Two steps side by side; printed, or as the last line of a cell, it shows the lines.

    Attributes:
        before: name of the one step.
        after: name of the other.
        lines: the lines of both, each after "  " if it is in both, "- " if only in the first, "+ "
            if only in the second.
    """

    before: str
    after: str
    lines: tuple[str, ...]

    def __repr__(self) -> str:
        return "\n".join(self.lines)

    @property
    def removed(self) -> tuple[str, ...]:
        """The lines that only the first has."""
        return tuple(line[2:] for line in self.lines if line.startswith("- "))

    @property
    def added(self) -> tuple[str, ...]:
        """The lines that only the second has."""
        return tuple(line[2:] for line in self.lines if line.startswith("+ "))


def changes(before: str, after: str) -> Changes:
    """Return what changes from one step of `trainloop.lineage.STEPS` to another.

    Compared is what a step does: its lines without the signature, the docstring and the `return`.

    Args:
        before: name of a step, such as "rmsprop".
        after: name of another, such as "adam_uncorrected".

    Raises:
        ValueError: there is no step of such a name; the message lists them.

    Chapter: choosing-an-optimizer.
    """
    names = tuple(STEPS)
    old = _body(STEPS[one_of("before", before, names)])
    new = _body(STEPS[one_of("after", after, names)])
    lines: list[str] = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            lines += [f"  {line}" for line in old[i:i_end]]
        else:
            lines += _replaced(old[i:i_end], new[j:j_end])
    return Changes(before, after, tuple(lines))


def _replaced(old: list[str], new: list[str]) -> list[str]:
    """The lines of both, those that assign to the same name one below the other, the last ones first to be paired."""
    for j in reversed(range(len(new))):
        for i in reversed(range(len(old))):
            if old[i].split(" = ")[0] == new[j].split(" = ")[0]:
                pair = [f"- {old[i]}", f"+ {new[j]}"]
                return _replaced(old[:i], new[:j]) + pair + _replaced(old[i + 1 :], new[j + 1 :])
    return [f"- {line}" for line in old] + [f"+ {line}" for line in new]


def _body(step: Callable[..., Any]) -> list[str]:
    """The lines of a step between its docstring and its `return`, without indentation."""
    source = inspect.getsource(step)
    (function,) = ast.parse(source).body
    assert isinstance(function, ast.FunctionDef)
    docstring, *statements, _ = function.body
    lines = source.splitlines()[docstring.end_lineno : statements[-1].end_lineno]
    return [line.strip() for line in lines]
