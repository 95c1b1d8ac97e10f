"""What Python on the page is made of: Pyodide's core from npm, and our checks in one small archive."""

from __future__ import annotations

import ast
import hashlib
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from web.project import ROOT

SOURCE = ROOT / "node_modules" / "pyodide"
# What Pyodide is without packages. Its lock file only names packages; the worker brings an empty one.
FILES = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
PRACTICE = ROOT / "web" / "practice"
SCRIPTS = ("editor.js", "python.js")
ANSWER = PRACTICE / "exercises" / "answer.py"
LICENSE = """\
Pyodide {version}, as npm publishes it. Copyright (C) Pyodide contributors and Mozilla.
License: Mozilla Public License 2.0, https://mozilla.org/MPL/2.0/
Source: https://github.com/pyodide/pyodide
It contains CPython, under the PSF license: https://docs.python.org/3/license.html
"""


def packed_modules(root: Path) -> dict[str, Path]:
    """The modules that the checks are made of, by their names: `trainloop.exercises`, all below it, and what they import."""
    waiting = [
        ".".join(path.relative_to(root).with_suffix("").parts) for path in root.glob("trainloop/exercises/**/*.py")
    ]
    found: dict[str, Path] = {}
    while waiting:
        name = waiting.pop().removesuffix(".__init__")
        path = module_path(root, name)
        if name in found or path is None:
            continue
        found[name] = path
        waiting += [name.rpartition(".")[0], *imported(path)]
    return found


def module_path(root: Path, name: str) -> Path | None:
    """The file of a module of ours; None for what isn't ours, or no module."""
    if name.partition(".")[0] != "trainloop":
        return None
    base = root.joinpath(*name.split("."))
    return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()), None)


def imported(path: Path) -> Iterator[str]:
    """What a module imports; of ``from a import b`` both ``a`` and ``a.b``, which may be a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def checks() -> bytes:
    """The checks as a zip file, the same bytes for the same code."""
    files = {path.relative_to(ROOT).as_posix(): path for path in packed_modules(ROOT).values()}
    files |= {path.relative_to(ROOT).as_posix(): path for path in ROOT.glob("trainloop/exercises/**/*.json")}
    files[ANSWER.name] = ANSWER
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, path in sorted(files.items()):
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr, entry.create_system, entry.compress_type = 0o644 << 16, 3, zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes(), compresslevel=9)
    return target.getvalue()


def checks_name() -> str:
    """The name of that file, which changes with its content."""
    return f"checks-{hashlib.sha256(checks()).hexdigest()[:12]}.zip"


def write(static: Path) -> None:
    """Put everything into a site's static files. Raises FileNotFoundError where Pyodide isn't installed."""
    folder = static / "pyodide"
    folder.mkdir(parents=True, exist_ok=True)
    for name in FILES:
        content = (SOURCE / name).read_bytes()
        if name.endswith(".mjs"):  # its map isn't served
            content = re.sub(rb"\n//# sourceMappingURL=\S+", b"", content)
        if not (folder / name).exists() or (folder / name).read_bytes() != content:
            (folder / name).write_bytes(content)
    version = json.loads((SOURCE / "package.json").read_text(encoding="utf-8"))["version"]
    (folder / "LICENSE.txt").write_text(LICENSE.format(version=version), encoding="utf-8")
    for script in SCRIPTS:
        shutil.copyfile(PRACTICE / "static" / script, static / script)
    for old in static.glob("checks-*.zip"):
        old.unlink()
    (static / checks_name()).write_bytes(checks())
