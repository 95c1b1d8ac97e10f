"""What an exercise is: a reference, cases, and the wrong variants that it can name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import import_module
from importlib.resources import files
from inspect import Parameter, Signature, signature
from pkgutil import iter_modules
from typing import Any

from trainloop.exercises import tasks
from trainloop.exercises.values import Result

Function = Callable[..., Any]
Arguments = Mapping[str, Any]


@dataclass(frozen=True)
class Mistake:
    """A mistake that readers make, known by what it returns.

    ``wrong`` makes the mistake; ``pointer`` ends the sentence "m₁ is 35, not 3.5: …".
    """

    id: str
    wrong: Function
    pointer: str


@dataclass(frozen=True, eq=False)  # each is itself alone, and can be a key
class Task:
    """One exercise. ``cases`` are arguments by name; ``tensors`` names those that may be tensors.

    ``source`` is what the expected numbers come from, as the report tells the reader. ``hints``
    lead from a nudge to nearly the line. ``needs_torch``: it can't be done without PyTorch, so not
    in the browser's Python. ``numbers``, one tuple a case, are the expected ones where none were recorded.
    """

    reference: Function
    result: Result
    cases: tuple[Arguments, ...]
    mistakes: tuple[Mistake, ...]
    tensors: tuple[str, ...]
    source: str
    hints: tuple[str, ...]
    needs_torch: bool = False
    numbers: tuple[tuple[float, ...], ...] | None = None

    @property
    def name(self) -> str:
        """The name of the function that readers write."""
        return str(self.reference.__name__)

    @property
    def parameters(self) -> tuple[str, ...]:
        """The names of its arguments, in order."""
        return tuple(signature(self.reference).parameters)

    @cached_property
    def expected(self) -> tuple[tuple[float, ...], ...]:
        """The right numbers, one tuple a case: those given, or else those recorded."""
        if self.numbers is not None:
            return self.numbers
        return tuple(tuple(numbers) for numbers in recorded(self.name)["cases"])


def header(name: str, parameters: Sequence[str]) -> Function:
    """A function that only says what it is called and what it takes: the reference of a task without a solution."""

    def reference(*_: Any) -> None:
        """Nothing: the numbers of such a task come from elsewhere."""

    kind = Parameter.POSITIONAL_OR_KEYWORD
    reference.__name__ = name
    reference.__signature__ = Signature([Parameter(each, kind) for each in parameters])  # type: ignore[attr-defined]
    return reference


def known_tasks() -> tuple[str, ...]:
    """The names of all exercises."""
    return tuple(sorted(module.name for module in iter_modules(tasks.__path__)))


def find_task(name: str) -> Task | None:
    """The exercise with this name, or None."""
    if name not in known_tasks():
        return None
    task = import_module(f"{tasks.__name__}.{name}").TASK
    assert isinstance(task, Task)
    return task


def recorded(name: str) -> dict[str, Any]:
    """What ``expected/<name>.json`` holds."""
    path = files("trainloop.exercises") / "expected" / f"{name}.json"
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content
