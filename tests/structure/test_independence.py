"""No cell depends on a reader's exercise or on its solution: an assignment leaves both out."""

from __future__ import annotations

import ast
from collections.abc import Iterable

import pytest

from tests.structure.book import PROJECT
from web import derive
from web.manuscript import Cell

OPEN = {"exercise", "check", "solution"}
NOTEBOOKS = {name: page for name, page in derive.sources(PROJECT).items() if list(page.cells)}


def names(cell: Cell, context: type[ast.expr_context]) -> set[str]:
    """The names that a cell binds (``Store``) or uses (``Load``)."""
    tree = ast.parse(cell.source)
    found = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, context)}
    if context is ast.Store:
        found |= {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        found |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
        found |= {node.asname or node.name for node in ast.walk(tree) if isinstance(node, ast.alias)}
    return found


def dependent(cells: Iterable[Cell]) -> list[str]:
    """The cells that use a name which only a reader's exercise or its solution binds."""
    kept: set[str] = set()
    left_out: set[str] = set()
    found = []
    for cell in cells:
        if "setup" in cell.tags:
            continue
        if OPEN & set(cell.tags):
            left_out |= names(cell, ast.Store)
            continue
        kept |= names(cell, ast.Store)
        if names(cell, ast.Load) & (left_out - kept):
            found.append(str(cell))
    return found


@pytest.mark.parametrize("name", sorted(NOTEBOOKS))
def test_no_cell_needs_what_an_assignment_leaves_out(name: str) -> None:
    assert dependent(NOTEBOOKS[name].cells) == []


def test_a_dependence_is_seen() -> None:
    solution = Cell(1, 1, "Exercises", "a = b = 1", {"tags": ["solution"]})
    uses, has_its_own = (Cell(n, n, "Myths", text, {}) for n, text in ((2, "print(a)"), (3, "b = 2\nprint(b)")))
    assert dependent([solution, uses, has_its_own]) == [str(uses)]
