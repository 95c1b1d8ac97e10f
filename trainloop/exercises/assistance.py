"""``hint(fn)`` and ``solution(fn)``: what an exercise gives a reader who is stuck."""

from __future__ import annotations

import ast
from collections import Counter
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from textwrap import wrap

from trainloop.exercises.lookup import meant_task
from trainloop.exercises.report import WIDTH, Report
from trainloop.exercises.task import Task
from trainloop.markup import inline_html

_hints_given: Counter[str] = Counter()


@dataclass(frozen=True, repr=False)
class Hint:
    """One hint, shown as plain text or HTML. ``title`` says which of how many it is."""

    name: str
    title: str
    text: str

    def __repr__(self) -> str:
        lines = wrap(f"{self.name}: {self.title}", WIDTH)
        return "\n".join(lines + wrap(self.text, WIDTH, break_long_words=False))

    def _repr_html_(self) -> str:
        return (
            f'<div class="trainloop-report trainloop-hint" role="status">'
            f'<p class="trainloop-verdict"><strong>{escape(f"{self.name}: {self.title}")}</strong></p>'
            f'<p class="trainloop-message">{inline_html(self.text)}</p></div>'
        )


@dataclass(frozen=True, repr=False)
class Solution:
    """One way to write a function, shown as plain text or HTML; ``code`` runs as it stands."""

    name: str
    code: str

    def __repr__(self) -> str:
        return f"{self._title}\n\n{self.code}"

    def _repr_html_(self) -> str:
        return (
            f'<div class="trainloop-solution"><p class="trainloop-verdict"><strong>{escape(self._title)}</strong></p>'
            f'<pre tabindex="0"><code>{escape(self.code)}</code></pre></div>'
        )

    @property
    def _title(self) -> str:
        return f"{self.name}: one way to write it."


def hint(fn: object) -> Hint | Report:
    """Give the next hint for an exercise, one more with each call.

    ``fn`` is the reader's function or its name. How many were given is remembered for as long as
    this Python runs. Never raises; an exercise that doesn't exist is answered with a report.
    """
    task = meant_task(fn, "hint", name_will_do=True)
    if isinstance(task, Report):
        return task
    given, count = _hints_given[task.name], len(task.hints)
    if given == count:
        return Hint(
            task.name, "No more hints.", f'There were {count}. `solution("{task.name}")` shows one way to write it.'
        )
    _hints_given[task.name] += 1
    return Hint(task.name, f"Hint {given + 1} of {count}.", task.hints[given])


def solution(fn: object) -> Solution | Report:
    """Show one way to write an exercise's function, given it or its name.

    Never raises; an exercise that doesn't exist is answered with a report.
    """
    task = meant_task(fn, "solution", name_will_do=True)
    return task if isinstance(task, Report) else Solution(task.name, _code_of(task))


def _code_of(task: Task) -> str:
    """The source of the exercise's reference, with the imports that it needs."""
    path = files("trainloop.exercises") / "tasks" / f"{task.name}.py"
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    function = next(node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == task.name)
    used = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
    imports = []
    for node in tree.body:
        if isinstance(node, ast.ImportFrom):
            names = [alias.name for alias in node.names if alias.name in used]
            imports += [f"from {node.module} import {', '.join(names)}"] if names else []
    code = ast.get_source_segment(source, function) or ""
    return "\n".join([*imports, "", "", code] if imports else [code])
