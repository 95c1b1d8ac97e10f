"""Exercises on the page: a container with the stub and its check, which a script of ours brings to life.

The container holds what is shown without scripts and on paper, and as JSON what the script needs. Python
itself, Pyodide's core, is served from the site with our checks beside it, and loaded when the reader first
runs something. An exercise that needs tensors stays as it is, with a way to the notebook: PyTorch isn't
made for browsers.
"""

import ast
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri
from sphinx.writers.html5 import HTML5Translator

from trainloop.exercises.filling import find_given
from trainloop.exercises.task import find_task
from trainloop.markup import inline_html
from web import pyodide
from web.extensions.cells import code_cells, part
from web.extensions.launch import FOLDER as NOTEBOOKS

NEEDS_TENSORS = "This exercise needs tensors: do it in the notebook."


@dataclass(frozen=True)
class Checked:
    """What a check cell checks: a function, or the blanks of a chapter."""

    kind: str
    name: str


class Exercise(nodes.General, nodes.Element):
    """The place of an exercise; `name` and `task` say which, its children are stub and check."""


def read_check(source: str) -> Checked | None:
    """What the source of a check cell checks; None if it is no plain call of `check` or `check_blanks`."""
    try:
        call = ast.parse(source, mode="eval").body
    except SyntaxError:
        return None
    match call:
        case ast.Call(func=ast.Name(id="check"), args=[ast.Name(id=name)], keywords=[]):
            return Checked("function", name)
        case ast.Call(func=ast.Name(id="check_blanks"), args=[ast.Constant(value=str(chapter))]):
            return Checked("blanks", chapter)
    return None


def task_of(test: Checked, stub: str, check: str) -> dict[str, Any] | None:
    """What the page's script needs to know of an exercise; None if the exercise needs tensors."""
    hints: tuple[str, ...] = ()
    given: dict[str, Any] = {}
    if test.kind == "function":
        task = find_task(test.name)
        if task is None or task.needs_torch:
            return None
        hints = task.hints
    else:
        given = dict(find_given(test.name))
    version = hashlib.sha256(stub.encode()).hexdigest()[:12]
    shown = [inline_html(hint) for hint in hints]
    return {
        "name": test.name, "kind": test.kind, "stub": stub, "version": version, "check": check,
        "hints": shown, "given": given, "checks": pyodide.checks_name(),
    }  # fmt: skip


class ExercisesOnThePage(SphinxPostTransform):
    """Put each stub and its check into one container."""

    default_priority = 4  # after the cells were labeled and stripped
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Walk the page once."""
        for stub, tags in code_cells(self.document):
            check = stub.next_node(descend=False, siblings=True)
            if "exercise" not in tags or not is_check(check):
                continue
            stub_source, check_source = source_of(stub), source_of(check)
            test = read_check(check_source)
            if test is None:
                continue
            exercise = Exercise(name=test.name, task=task_of(test, stub_source, check_source))
            stub.parent.replace(stub, exercise)
            check.parent.remove(check)
            exercise.extend([stub, check])


def is_check(cell: nodes.Node | None) -> bool:
    """Whether a node is the cell with an exercise's check."""
    return isinstance(cell, nodes.container) and "check" in cell.get("cell_metadata", {}).get("tags", [])


def source_of(cell: nodes.container) -> str:
    """The code in a cell."""
    source = part(cell, "cell_code_source")
    return source.astext().strip("\n") if source is not None else ""


def visit_exercise(translator: HTML5Translator, node: Exercise) -> None:
    """Open the container."""
    translator.body.append(f'<div class="exercise-host" id="exercise-{node["name"]}" data-exercise="{node["name"]}">\n')


def depart_exercise(translator: HTML5Translator, node: Exercise) -> None:
    """Close the container, its data or the way to the notebook at its end."""
    builder = translator.builder
    page = builder.current_docname
    notebook = relative_uri(builder.get_target_uri(page), f"{NOTEBOOKS}/{page}.ipynb")
    if node["task"] is None:
        translator.body.append(
            f'<p class="exercise-elsewhere">{NEEDS_TENSORS} <a href="{notebook}" download>Download the notebook</a></p>'
        )
    else:
        task = json.dumps({**node["task"], "notebook": notebook}, ensure_ascii=False, separators=(",", ":"))
        escaped = task.replace("<", "\\u003c")
        translator.body.append(f'<script type="application/json">{escaped}</script>\n')
    translator.body.append("</div>\n")


def write(app: Sphinx, exception: Exception | None) -> None:
    """Put Python and our checks beside the pages."""
    if exception is not None:
        return
    if not pyodide.SOURCE.is_dir():
        raise ExtensionError("Pyodide isn't in node_modules; run `python3 environment/prepare.py site` first")
    pyodide.write(Path(app.outdir, "_static"))


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform and the hook; pages are written again when the checks change."""
    app.add_node(Exercise, html=(visit_exercise, depart_exercise))
    app.add_post_transform(ExercisesOnThePage)
    app.add_config_value("exercise_checks", pyodide.checks_name(), "html")
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
