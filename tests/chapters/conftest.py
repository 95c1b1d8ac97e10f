"""Import what a chapter defines, out of its notebook, without running the rest of it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
import torch

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
KEPT = (ast.FunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)


def definitions(chapter: str) -> SimpleNamespace:
    """Return the functions and classes of a notebook, such as `optimizers/adam`, by name.

    A name that is defined twice, such as a stub, keeps its last definition.
    """
    notebook = nbformat.read(NOTEBOOKS / f"{chapter}.ipynb", as_version=4)
    names: dict[str, object] = {}
    for cell in notebook.cells:
        if cell.cell_type != "code" or "setup" in cell.metadata.get("tags", []):
            continue
        tree = ast.parse(cell.source)
        tree.body = [node for node in tree.body if isinstance(node, KEPT)]
        exec(compile(tree, f"{chapter}: {cell.id}", "exec"), names)
    return SimpleNamespace(**{k: v for k, v in names.items() if not k.startswith("__")})


def worked_example(chapter: str) -> dict[str, object]:
    """Run the cells of a chapter's worked example up to its blanks; return what they assign, by name."""
    names = dict(vars(definitions(chapter)))
    before = set(names)
    cells = iter(nbformat.read(NOTEBOOKS / f"{chapter}.ipynb", as_version=4).cells)
    next(cell for cell in cells if "## Worked example" in cell.source)
    for cell in cells:
        if "exercise" in cell.metadata.get("tags", []):
            break
        if cell.cell_type == "code":
            exec(compile(cell.source, f"{chapter}: {cell.id}", "exec"), names)
    return {name: value for name, value in names.items() if name not in before | {"__builtins__"}}


@pytest.fixture(autouse=True)
def double_precision() -> Iterator[None]:
    """Chapters compute in float64."""
    before = torch.get_default_dtype()
    torch.set_default_dtype(torch.float64)
    yield
    torch.set_default_dtype(before)
