"""Setting up: old Pythons are told, PyTorch comes in its small build, finished steps aren't repeated."""

from __future__ import annotations

import ast
import os
import subprocess
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

import pytest

from environment import browser, pin, prepare, pytorch, stamps, steps
from environment.pytorch import Build
from web.project import ROOT


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 0), (3, 10, 13)])
def test_old_pythons_are_refused(version: tuple[int, int, int]) -> None:
    message = prepare.refusal(version)
    assert "needs Python 3.11 or newer" in message
    assert f"this is Python {version[0]}.{version[1]} (" in message
    assert "make book PYTHON=python3.11" in message


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_new_pythons_are_welcome(version: tuple[int, int, int]) -> None:
    assert prepare.refusal(version) is None


def test_old_pythons_can_read_the_file_that_refuses_them() -> None:
    text = (ROOT / "environment" / "prepare.py").read_text(encoding="ascii")
    ast.parse(text, feature_version=(3, 4))
    nodes = list(ast.walk(ast.parse(text)))
    assert not any(isinstance(node, ast.JoinedStr | ast.NamedExpr | ast.AnnAssign) for node in nodes)


def report(*names: str) -> dict[str, Any]:
    return {"install": [{"metadata": {"name": name}} for name in names]}


def never() -> dict[str, Any]:
    raise AssertionError("pip was asked although the answer doesn't matter")


@pytest.mark.parametrize("installed", ["2.13.0", "2.13.0+cpu", "2.13.0+cu130"])
def test_the_wanted_pytorch_is_kept_whatever_its_build(installed: str) -> None:
    assert pytorch.decide(installed, "2.13.0", never) is Build.KEEP


@pytest.mark.parametrize("installed", [None, "2.12.0+cpu"])
@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("torch", "sympy", "filelock"), Build.DEFAULT),
        (("torch", "nvidia-cublas-cu12"), Build.SMALL),
        (("torch", "nvidia_cudnn_cu13"), Build.SMALL),
        (("torch", "cuda-bindings"), Build.SMALL),
        (("torch", "triton"), Build.SMALL),
        (("torch", "nvidiazoo", "barracuda-x"), Build.DEFAULT),
    ],
)
def test_the_small_build_is_taken_where_the_default_is_large(
    installed: str | None, names: tuple[str, ...], expected: Build
) -> None:
    assert pytorch.decide(installed, "2.13.0", lambda: report(*names)) is expected


def test_what_pip_is_told() -> None:
    assert pytorch.pip_arguments(Build.KEEP, "2.13.0") == []
    assert pytorch.pip_arguments(Build.DEFAULT, "2.13.0") == ["--no-deps", "torch==2.13.0"]
    assert pytorch.pip_arguments(Build.SMALL, "2.13.0")[-2:] == ["--index-url", pytorch.SMALL_BUILD]


def test_the_version_stands_in_the_requirements_alone() -> None:
    assert pytorch.wanted_version("numpy==1.0\ntorch==2.13.0\n") == "2.13.0"
    with pytest.raises(ValueError, match="no line torch==VERSION"):
        pytorch.wanted_version("torchvision==1.0\ntorch>=2\n")


def test_stamps_notice_a_change(tmp_path: Path) -> None:
    file, stamp = tmp_path / "requirements.txt", tmp_path / "stamps" / "x"
    file.write_text("a==1\n")
    before = stamps.digest([file])
    assert not stamps.is_fresh(stamp, before)
    stamps.leave(stamp, before)
    assert stamps.is_fresh(stamp, stamps.digest([file]))
    file.write_text("a==2\n")
    assert not stamps.is_fresh(stamp, stamps.digest([file]))


def test_finished_steps_are_not_repeated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[str] = []
    for name in ("provide_python", "provide_pytorch"):
        monkeypatch.setattr(steps, name, lambda: None)
    monkeypatch.setattr(steps, "provide_node_packages", lambda level: None)
    monkeypatch.setattr(steps, "pip_install", lambda *arguments: asked.append(arguments[-1]))
    monkeypatch.setattr(steps, "STAMPS", tmp_path)
    monkeypatch.setattr(steps, "PYTHON", tmp_path)
    assert steps.main(["notebooks"]) == 0
    assert steps.main(["site"]) == 0
    assert steps.main(["site"]) == 0
    assert steps.main(["notebooks"]) == 0  # the site's packages hold the notebooks'
    assert asked == ["requirements.txt", "requirements-dev.txt"]


def test_a_failed_step_leaves_no_stamp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(*arguments: str) -> None:
        raise RuntimeError("pip install failed")

    monkeypatch.setattr(steps, "provide_python", lambda: None)
    monkeypatch.setattr(steps, "provide_pytorch", lambda: None)
    monkeypatch.setattr(steps, "pip_install", fail)
    monkeypatch.setattr(steps, "provide_node_packages", lambda level: None)
    monkeypatch.setattr(steps, "STAMPS", tmp_path)
    assert steps.main(["site"]) == "pip install failed"
    assert list(tmp_path.iterdir()) == []


def npm_orders(monkeypatch: pytest.MonkeyPatch, folder: Path, levels: list[str], status: int = 0) -> list[str]:
    """What npm is asked for when these levels are set up one after the other; it empties the folder, as `ci` does."""
    asked: list[str] = []

    def npm(*arguments: str) -> int:
        for stamp in folder.iterdir():
            stamp.unlink()
        asked.append(" ".join(arguments[:2]))
        return status

    monkeypatch.setattr(steps, "npm", npm)
    monkeypatch.setattr(steps, "NODE_MODULES", folder)
    for level in levels:
        steps.provide_node_packages(level)
    return asked


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (["site", "site"], ["ci --omit=dev"]),
        (["tests", "tests", "site"], ["ci --no-audit"]),  # the site must not remove what the tests need
        (["site", "tests", "site", "tests"], ["ci --omit=dev", "ci --no-audit"]),
    ],
)
def test_the_site_takes_its_share_from_npm_and_tests_take_all(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, levels: list[str], expected: list[str]
) -> None:
    assert npm_orders(monkeypatch, tmp_path, levels) == expected


def test_a_failed_npm_leaves_no_stamp(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="npm ci failed"):
        npm_orders(monkeypatch, tmp_path, ["site"], status=1)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [[], ["everything"], ["site", "tests"]])
def test_unknown_levels_are_refused(arguments: list[str]) -> None:
    assert "allowed: notebooks, classroom, site, tests" in str(steps.main(arguments))


def test_a_missing_browser_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "executable", lambda: None)
    monkeypatch.setattr(browser, "playwrights_own", lambda python: False)
    monkeypatch.setattr(browser, "may_install", lambda: False)
    with pytest.raises(RuntimeError, match="Install one from your system's packages"):
        browser.provide(Path("python"))


def test_pins_leave_builds_open_and_skip_ourselves() -> None:
    text = pin.pins({"torch": "2.13.0+cpu", "numpy": "2.0", "trainloop": "0.1", "pip": "26"})
    assert text == pin.HEADER + "numpy==2.0\ntorch==2.13.0\n"


def test_every_command_has_a_line_of_help() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = (line.removeprefix(".PHONY:").split() for line in text.splitlines() if line.startswith(".PHONY:"))
    environment = {**os.environ, "MAKEFLAGS": ""}
    done = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True, env=environment)
    assert [line.split()[1] for line in done.stdout.splitlines()] == phony


def test_what_is_only_on_the_path_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "carried-1.0.dist-info").mkdir()
    (tmp_path / "carried-1.0.dist-info" / "METADATA").write_text("Name: carried\nVersion: 1.0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert "carried" in {found.metadata["Name"] for found in distributions()}
    assert "carried" not in pin.installed()
    assert "torch" in pin.installed()
