"""Who may import whom: the package nothing of ours, the exercises only the standard library, nobody the pipeline."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from web.project import ROOT

OURS = {"web", "tests", "environment", "benchmarks", "classroom"}
ALLOWED = {  # what each folder may import of ours, besides trainloop and itself
    "trainloop": set(),
    "environment": {"tests.browser.chromium"},  # the one list of browsers
    "web": set(),
    "classroom": set(),
}
HEAVY = {"torch", "numpy", "pandas", "yaml", "sklearn", "matplotlib", "anywidget", "ipywidgets", "IPython"}


def imports(path: Path) -> set[str]:
    """Full names of the modules that a file imports, relative imports left out."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
    return found


@pytest.mark.parametrize("folder", sorted(ALLOWED))
def test_a_folder_imports_only_what_lies_below_it(folder: str) -> None:
    for path in (ROOT / folder).rglob("*.py"):
        foreign = {name for name in imports(path) if name.split(".")[0] in OURS - {folder}}
        assert foreign <= ALLOWED[folder], path


def test_the_pipeline_imports_nothing_of_the_package() -> None:
    for path in (ROOT / "web").rglob("*.py"):
        if "trainloop" in {name.split(".")[0] for name in imports(path)}:
            assert path.parent.name == "extensions" or path.name in {"draw.py", "answer.py"}, (
                path
            )  # that one runs on the page


def test_the_packages_top_holds_its_version_and_nothing_else() -> None:
    tree = ast.parse((ROOT / "trainloop" / "__init__.py").read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    assert names == {"__version__", "__all__"}
    assert {name.split(".")[0] for name in imports(ROOT / "trainloop" / "__init__.py")} <= {"importlib"}


def loaded_by(module: str) -> set[str]:
    """Top names of what a fresh Python has loaded after importing a module."""
    code = f"import sys, json, {module}; print(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_exercises_load_without_any_package() -> None:
    assert not HEAVY & loaded_by("trainloop.exercises")


def test_exercises_import_the_standard_library_only() -> None:
    standard = sys.stdlib_module_names | {"trainloop"}
    folders = (ROOT / "trainloop" / "exercises", ROOT / "trainloop" / "progress")
    for path in (path for folder in folders for path in folder.rglob("*.py")):
        assert {name.split(".")[0] for name in imports(path)} <= standard, path


@pytest.mark.parametrize("module", ["trainloop.arguments", "trainloop.schedules"])
def test_modules_that_need_no_tensors_load_none(module: str) -> None:
    assert "torch" not in loaded_by(module)
