"""The record's JavaScript, asked from Python."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from tests.widgets.node import ROOT, run

FOLDER = ROOT / "trainloop" / "progress" / "js"


def evaluate(module: str, names: str, code: str, data: object) -> Any:
    """What ``code``, an expression of ``names`` of the module and of ``data``, gives."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "ask.mjs")
        script.write_text(
            f"import {{ {names} }} from {json.dumps((FOLDER / module).as_uri())};\n"
            f"const data = {json.dumps(data)};\nconsole.log(JSON.stringify({code}));\n",
            encoding="utf-8",
        )
        done = run(script)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
