"""Puts a submitted notebook into the shape that nbgrader's autograder needs, whatever was done to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from classroom.nbgrader.hidden import without_hidden_tests
from classroom.nbgrader.source import OPENING

# What a browser could take for HTML, but not links such as <https://…>.
TAG = re.compile(r"<(?=[A-Za-z/!?])(?!https?://[^\s<>]*>)")
ZERO_WIDTH_SPACE = "\u200b"


@dataclass(frozen=True)
class Known:
    """A cell as the gradebook knows it since ``nbgrader generate_assignment``. ``points`` is None if it has none."""

    name: str
    kind: str
    source: str
    checksum: str
    locked: bool
    solution: bool
    points: float | None

    @property
    def is_code_answer(self) -> bool:
        """Whether a function is to be written in it."""
        return self.solution and self.points is None

    @property
    def metadata(self) -> NotebookNode:
        """What nbgrader wants to find in the cell's metadata."""
        values: dict[str, Any] = {
            "schema_version": 3,
            "grade_id": self.name,
            "grade": self.points is not None,
            "solution": self.solution,
            "locked": self.locked,
            "task": False,
            "cell_type": self.kind,
            "checksum": self.checksum,
        }
        return NotebookNode(values if self.points is None else values | {"points": self.points})


class Repair(NbGraderPreprocessor):
    """Gives each cell of the assignment its place and its metadata back, once; other cells lose theirs.

    Without it, a deleted test cell has no mark, and edited metadata stop nbgrader, some of them for the whole class.
    Code that a student wrote into a locked cell is kept in a cell of its own, since functions count wherever they are.
    """

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The repaired notebook, and in its metadata why it couldn't be read, if so."""
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            known = known_cells(gradebook.find_notebook(about["notebook"], about["assignment"]))
        nb.cells = repaired(nb.cells, known)
        nb.metadata = NotebookNode(trainloop=NotebookNode(resources["trainloop"]))
        return nb, resources


def known_cells(notebook: Any) -> dict[str, Known]:
    """The cells of a notebook in nbgrader's gradebook, by name."""
    points = {cell.name: float(cell.max_score) for cell in notebook.grade_cells}
    solutions = {cell.name for cell in notebook.solution_cells}
    return {
        cell.name: Known(
            name=cell.name,
            kind=cell.cell_type,
            source=cell.source,
            checksum=cell.checksum,
            locked=cell.locked,
            solution=cell.name in solutions,
            points=points.get(cell.name),
        )
        for cell in notebook.source_cells
    }


def repaired(cells: list[NotebookNode], known: dict[str, Known]) -> list[NotebookNode]:
    """The cells with each known one once, in the student's order; those that were deleted stand beside their kin.

    A deleted cell in which a function was to be written stays away: as a stub it would say that it isn't written.
    """
    chosen = _chosen(cells, known)
    result: list[NotebookNode] = []
    for index, cell in enumerate(cells):
        name = chosen.get(index)
        cell.metadata = NotebookNode()
        if name is None:
            result.append(_plain(cell))
        elif known[name].locked:
            result += [*_strays(cell, known[name]), _restored(known[name])]
        else:
            cell.metadata = NotebookNode(deletable=False, nbgrader=known[name].metadata)
            result.append(_plain(cell))
    missing = known.keys() - set(chosen.values())
    for name in sorted(name for name in missing if not known[name].is_code_answer):
        result.insert(_place(result, name), _restored(known[name]))
    for index, cell in enumerate(result):
        cell["id"] = f"cell-{index}"  # ids may be doubled, and nbformat then refuses the notebook
    return result


def _chosen(cells: list[NotebookNode], known: dict[str, Known]) -> dict[int, str]:
    """Which cell, by index, counts as which known one: of several with a name, the first that was worked on."""
    candidates: dict[str, list[int]] = {}
    for index, cell in enumerate(cells):
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in known and known[name].kind == cell.cell_type:
            candidates.setdefault(name, []).append(index)
    chosen = {}
    for name, indices in candidates.items():
        worked_on = [i for i in indices if cells[i].source.strip() != known[name].source.strip()]
        chosen[(worked_on if known[name].solution and worked_on else indices)[0]] = name
    return chosen


def _strays(cell: NotebookNode, known: Known) -> list[NotebookNode]:
    """What a student wrote into a locked code cell, as a cell of its own."""
    given = without_hidden_tests(known.source)
    if cell.cell_type != "code" or cell.source.strip() in ("", given.strip(), known.source.strip()):
        return []
    return [new_code_cell(cell.source)]


def _restored(known: Known) -> NotebookNode:
    """A known cell as the gradebook has it."""
    new = new_code_cell if known.kind == "code" else new_markdown_cell
    metadata = {"deletable": False, "nbgrader": known.metadata}
    return new(known.source, metadata=metadata | ({"editable": False} if known.locked else {}))


def _place(cells: list[NotebookNode], name: str) -> int:
    """Where a deleted cell goes: after the last with the same function's name, else at the end; the opening first."""
    if name == OPENING:
        return 0
    function = name.partition("-")[0]
    kin = [
        i for i, c in enumerate(cells) if c.metadata.get("nbgrader", {}).get("grade_id", "").split("-")[0] == function
    ]
    return kin[-1] + 1 if kin else len(cells)


def _plain(cell: NotebookNode) -> NotebookNode:
    """The cell without HTML in its Markdown: an answer is shown on the grader's page, where scripts would run."""
    if cell.cell_type != "code":
        cell.source = TAG.sub("<" + ZERO_WIDTH_SPACE, cell.source)
    return cell
