"""A twist: what a graded variant of an exercise asks for besides the book's version.

The book shows a solution of each exercise on a public page. An assignment therefore asks for the exercise
with a change to its arguments (a clipped gradient, a penalty, another unit), with numbers drawn from the
course's key. One or two lines of source say the change; put at the top of the book's solution they give
the variant's, and run before the book's wrong variants they give the variant's mistakes, by the same names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from textwrap import indent
from typing import Any

from classroom.variants.draw import Draw
from trainloop.exercises.task import Function

Numbers = Mapping[str, float]
Arguments = dict[str, Any]


@dataclass(frozen=True)
class Twist:
    """A change to an exercise's arguments.

    ``statement`` and ``lines`` name the drawn numbers in braces; ``numbers`` says what each may be. ``lines``
    give arguments other values, and are valid Python once the numbers stand in them.
    """

    id: str
    statement: str
    lines: str
    numbers: Mapping[str, tuple[float, ...]]


@dataclass(frozen=True)
class Family:
    """The twists of one exercise, and how its arguments are drawn, given the twist's numbers."""

    twists: tuple[Twist, ...]
    arguments: Callable[[Draw, Numbers], Arguments]


@dataclass(frozen=True)
class Twisted:
    """A twist with its numbers in it. ``parameters`` are those of the exercise, in order."""

    twist: Twist
    numbers: Numbers
    parameters: tuple[str, ...]

    @property
    def statement(self) -> str:
        """What to do differently, as Markdown."""
        return self.twist.statement.format(**self.numbers)

    @property
    def lines(self) -> str:
        """The source that does it."""
        return self.twist.lines.format(**self.numbers)

    def before(self, fn: Function) -> Function:
        """The function, called with the changed arguments; it takes its arguments by position."""
        changed = self._changed()
        return lambda *arguments: fn(*changed(*arguments))

    def _changed(self) -> Callable[..., tuple[Any, ...]]:
        """A function from the arguments to the changed ones."""
        names = ", ".join(self.parameters)
        source = f"def changed({names}):\n{indent(self.lines, '    ')}\n    return ({names},)\n"
        namespace: dict[str, Any] = {}
        exec(compile(source, f"<twist {self.twist.id}>", "exec"), namespace)  # the book's own lines, not a student's
        made: Callable[..., tuple[Any, ...]] = namespace["changed"]
        return made


def drawn(family: Family, parameters: tuple[str, ...], draw: Draw) -> Twisted:
    """One of a family's twists, with numbers."""
    twist = draw.pick(family.twists)
    numbers = {name: draw.pick(options) for name, options in sorted(twist.numbers.items())}
    return Twisted(twist, numbers, parameters)
