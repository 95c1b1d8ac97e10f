"""The code of notebook cells, as plain Python."""

from __future__ import annotations

import ast
import re

# These run the rest of their cell as Python; the others hand it to something else.
PYTHON_MAGICS = re.compile(r"%%(time|timeit|capture|prun)\b")
NOT_PYTHON = re.compile(
    r"""^(?P<indent>\s*)(
        [%!?].*               # a magic, a shell command, a question
      | [^#'"]*\?             # a question after a name
      | [\w.,\ ]+=\s*[%!].*   # the result of a magic or a command
    )\s*$""",
    re.VERBOSE,
)


def python_of(cell: str) -> str:
    """A cell without what only IPython understands. Line numbers stay as they are."""
    start = len(cell) - len(cell.lstrip())
    if cell.startswith("%%", start):
        if not PYTHON_MAGICS.match(cell, start):
            return ""
        end = cell.find("\n", start)
        cell = "" if end < 0 else "\n" * (cell.count("\n", 0, start) + 1) + cell[end + 1 :]
    if _is_python(cell):  # so a line such as `% 3)` that goes on an expression is left alone
        return cell
    return "\n".join(_without(line) for line in cell.split("\n"))


def definitions_of(source: str) -> ast.Module:
    """Only the functions, classes and imports of a cell; nothing where it isn't Python."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ast.Module(body=[], type_ignores=[])
    kept = ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom
    return ast.Module(body=[node for node in tree.body if isinstance(node, kept)], type_ignores=[])


def _is_python(source: str) -> bool:
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _without(line: str) -> str:
    found = NOT_PYTHON.match(line)
    return f"{found['indent']}pass" if found else line
