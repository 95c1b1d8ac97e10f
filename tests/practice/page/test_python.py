"""What Python on the page is made of, without a browser: our checks alone, and the answer to one run."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.practice.cases import right_attempts
from web import pyodide
from web.extensions import exercises
from web.project import ROOT

RIGHT = dict(reversed(right_attempts()))


def test_the_checks_are_the_same_bytes_for_the_same_code() -> None:
    first = pyodide.checks()
    pyodide.checks.cache_clear()
    assert pyodide.checks() == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        names = archive.namelist()
    assert names == sorted(names)
    assert {"answer.py", "trainloop/__init__.py", "trainloop/exercises/expected/ewa.json"} <= set(names)
    assert not [name for name in names if "static" in name or "widgets" in name]


def test_the_checks_need_nothing_that_a_browser_has_not(tmp_path: Path) -> None:
    archive = tmp_path / "checks.zip"
    archive.write_bytes(pyodide.checks())
    code = (
        f"import sys; sys.path.insert(0, {str(archive)!r})\n"
        f"from answer import answer; print(answer('ewa', {RIGHT['ewa']!r}, 'check(ewa)', {{}}))\n"
        f"assert not {{'torch', 'numpy', 'yaml', 'IPython'}} & set(sys.modules)"
    )
    command = [sys.executable, "-I", "-S", "-c", code]  # the standard library and nothing else
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["passed"]


def test_a_module_s_imports_are_followed(tmp_path: Path) -> None:
    package = tmp_path / "trainloop"
    for name, text in {
        "__init__": "",
        "exercises/__init__": "from trainloop import words\nimport json",
        "words": "def f():\n    from trainloop.more.deep import x",
        "more/__init__": "",
        "more/deep": "x = 1",
        "unused": "",
    }.items():
        path = package / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = pyodide.packed_modules(tmp_path)
    short = sorted(name.removeprefix("trainloop").removeprefix(".") for name in found)
    assert short == ["", "exercises", "more", "more.deep", "words"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("check(ewa)", ("function", "ewa")),
        ('check_blanks("adam", m_2=m_2)', ("blanks", "adam")),
        ("check(ewa)\nprint(1)", None),
        ("report = check(ewa)", None),
        ("check(*functions)", None),
        ("check(", None),
    ],
)
def test_which_checks_the_page_can_run(source: str, expected: tuple[str, str] | None) -> None:
    found = exercises.read_check(source)
    assert (found and (found.kind, found.name)) == expected


def test_another_stub_is_another_version() -> None:
    test = exercises.Checked("function", "ewa")
    one, two = (exercises.task_of(test, stub, "check(ewa)") for stub in ("a", "b"))
    assert one is not None and two is not None
    assert one["version"] != two["version"]
    assert one["checks"] == two["checks"] == pyodide.checks_name()


def test_python_comes_with_its_license(tmp_path: Path) -> None:
    pyodide.write(tmp_path)
    assert "Mozilla Public License 2.0" in (tmp_path / "pyodide" / "LICENSE.txt").read_text(encoding="utf-8")
    assert sorted(p.name for p in (tmp_path / "pyodide").iterdir()) == sorted([*pyodide.FILES, "LICENSE.txt"])
    assert b"sourceMappingURL" not in (tmp_path / "pyodide" / "pyodide.mjs").read_bytes()
    assert "MPL-2.0" in (ROOT / "web" / "vendor" / "README.md").read_text(encoding="utf-8")
