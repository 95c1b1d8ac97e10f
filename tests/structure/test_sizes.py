"""Files that fit a screen or two, functions that fit one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from web.project import ROOT

MOST_LINES, MOST_FUNCTION_LINES = 300, 40
FOLDERS = ("trainloop", "web", "environment", "tests", "benchmarks")
SKIPPED = {"node_modules", "__pycache__", "vendor", "static"}


def files(*suffixes: str) -> list[Path]:
    found = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.suffix in suffixes)
    return sorted(path for path in found if not SKIPPED & set(path.parts))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", files(".py", ".js", ".css"), ids=named)
def test_file_is_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) < MOST_LINES


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring left out."""
    assert node.end_lineno is not None
    first = node.body[0]
    if ast.get_docstring(node) is None or first.end_lineno is None:
        return node.end_lineno - node.lineno + 1
    return node.end_lineno - node.lineno - (first.end_lineno - first.lineno)


@pytest.mark.parametrize("path", files(".py"), ids=named)
def test_functions_are_short(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    assert {node.name: length(node) for node in functions if length(node) >= MOST_FUNCTION_LINES} == {}
