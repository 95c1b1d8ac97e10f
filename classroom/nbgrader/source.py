"""The source notebook of an assignment, from which nbgrader makes what is handed out."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from textwrap import dedent, indent

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from classroom.assignment import Assignment, AssignmentError
from classroom.nbgrader.hidden import hidden_tests
from classroom.notebooks import student_notebook
from classroom.variants import GradedItem

UNWRITTEN = "return ..."  # what nbgrader is set to put in the place of a solution
BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
OPENING = "opening"


def source_notebook(assignment: Assignment, graded: Sequence[GradedItem]) -> NotebookNode:
    """The students' notebook with nbgrader's metadata, solutions and hidden tests in it."""
    notebook = student_notebook(assignment, graded)
    given = iter(notebook.cells)
    cells = [_marked(next(given), OPENING, locked=True)]
    for item in graded:
        cells += _cells(item, given)
    notebook.cells = cells
    notebook.metadata["language_info"] = {"name": "python"}
    return notebook


def solution_cell(name: str, stub: str, solution: str) -> str:
    """The stub with the solution's body between nbgrader's marks, so that taking that out leaves the stub.

    What the solution defines beside the function goes into the function too.

    Raises:
        AssignmentError: the stub isn't a function of this name that ends in ``return ...``.
    """
    head = _head(name, stub)
    tree = ast.parse(solution)
    function = _function(name, tree)
    beside = [ast.get_source_segment(solution, node) or "" for node in tree.body if node is not function]
    inside = "\n".join([*beside, _body(function, solution)])
    cell = "\n".join([head, f"    {BEGIN}", indent(inside, "    "), f"    {END}"])
    released = ast.dump(ast.parse(f"{head}\n    {UNWRITTEN}"))
    if released != ast.dump(ast.parse(stub)) or ast.dump(_function(name, ast.parse(cell)).args) != ast.dump(
        function.args
    ):
        raise AssignmentError(f"{name}: the stub and the solution don't fit together")
    return cell


def _head(name: str, stub: str) -> str:
    """The stub without its last line, ``return ...``."""
    last = _function(name, ast.parse(stub)).body[-1]
    lines = stub.rstrip().split("\n")
    before = lines[: last.lineno - 1]
    first = lines[last.lineno - 1].encode()[: last.col_offset].decode().rstrip()
    return "\n".join([*before, first] if first else before)


def _body(function: ast.FunctionDef, solution: str) -> str:
    """The statements of a function without its docstring, and with their comments."""
    lines = solution.split("\n")
    statements = function.body[1:] if ast.get_docstring(function) is not None else function.body
    first = statements[0]
    header = function.body[0].end_lineno if statements is not function.body else None
    if first.lineno == function.lineno:  # def f(): return 1
        return "\n".join(map(ast.unparse, statements))
    start = header or first.lineno - 1
    while header is None and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    return dedent("\n".join(lines[start : function.end_lineno])).strip("\n")


def _function(name: str, tree: ast.Module) -> ast.FunctionDef:
    found = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == name]
    if not found:
        raise AssignmentError(f"{name}: there is no function of this name in its stub or its solution")
    return found[-1]


def _cells(graded: GradedItem, given: Iterator[NotebookNode]) -> list[NotebookNode]:
    """An item's cells: the statement, the answer, and the test, whose name is the function's, as the gradebook shows."""
    name, points = graded.item.function, graded.item.points
    statement = _marked(next(given), f"{name}-statement", locked=True)
    answer = next(given)
    if graded.request is None:
        answer.source = f"{graded.solution}\n\n{graded.notes}"
        return [statement, _marked(answer, name, solution=True, points=points)]
    answer.source = solution_cell(name, graded.stub, graded.solution)
    test = next(given) if graded.examples else new_code_cell(f"{name}()", id=f"{answer.id}-test")
    test.source += f"\n{hidden_tests(graded)}"
    return [
        statement,
        _marked(answer, f"{name}-answer", solution=True),
        _marked(test, name, locked=True, points=points),
    ]


def _marked(
    cell: NotebookNode, name: str, *, locked: bool = False, solution: bool = False, points: float | None = None
) -> NotebookNode:
    """The cell with the metadata that nbgrader wants."""
    values = {"schema_version": 3, "grade_id": name, "locked": locked, "solution": solution, "task": False}
    values |= {"grade": False} if points is None else {"grade": True, "points": points}
    cell.metadata["nbgrader"] = values
    return cell
