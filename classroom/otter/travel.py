"""What travels in the zip besides the tests: the plugin, and the packages that it needs.

Nothing of it must be downloaded: ``trainloop`` isn't in any package index. It goes without what needs PyTorch.
"""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import classroom
import trainloop

# Otter puts this folder below `files` in the zip. In a container `run_otter.py` lies beside `files`, so Python finds
# `files.judge.load` there; here it does with the master notebook's folder on its path.
NAME = "judge"
PLUGIN = f"files.{NAME}.load.Judge"
LOAD = '''\
"""Loads the plugin that travels with this autograder."""

import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "private"))
if find_spec("trainloop") is None:  # where the book is installed, that one is used
    sys.path.append(str(HERE / "public"))

from classroom.otter.plugin import Judge  # noqa: E402

__all__ = ["Judge"]
'''
BESIDE = '''\
"""Stands for the folder of this name in the zip: what lies below it there lies beside it here."""

from pathlib import Path

__path__ = [str(Path(__file__).parents[1])]
'''
CLASSROOM = ("__init__.py", "assignment", "book", "otter", "sandbox", "variants")
TRAINLOOP = ("__init__.py", "markup.py", "exercises", "progress", "questions")


def write_travelers(folder: Path) -> Path:
    """Write ``judge`` into a folder, anew, and give back where the assignment's own file belongs."""
    judge = folder / NAME
    shutil.rmtree(judge, ignore_errors=True)
    _copy(Path(str(files(classroom))), CLASSROOM, judge / "private" / "classroom")
    # Apart, because submissions must be able to read this one, and nothing of the other.
    _copy(Path(str(files(trainloop))), TRAINLOOP, judge / "public" / "trainloop")
    (judge / "load.py").write_text(LOAD, encoding="utf-8")
    (folder / "files").mkdir(exist_ok=True)
    (folder / "files" / "__init__.py").write_text(BESIDE, encoding="utf-8")
    return judge / "private"


def _copy(source: Path, parts: tuple[str, ...], target: Path) -> None:
    target.mkdir(parents=True)
    for part in parts:
        if (source / part).is_dir():
            shutil.copytree(source / part, target / part, ignore=shutil.ignore_patterns("__pycache__", "js"))
        else:
            shutil.copy(source / part, target / part)
