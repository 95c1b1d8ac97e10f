"""The images: derived from the requirement files, made of what is in the repository, and never run as root."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from dockerfile_parse import DockerfileParser

from classroom.image import ImageError, command, derived, inside, out_of_step, write
from classroom.image.derive import SMALL_BUILD, dockerfile, sources
from classroom.image.pins import pinned, pins
from environment import pin, pytorch
from web.project import ROOT

FILES = ("pyproject.toml", "requirements.txt", "constraints.txt", "classroom/requirements.txt")
OWN = "classroom/image/requirements.txt"
TARGETS = {"worker", "tools", "hub", "hub-nbgrader"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with the requirement files alone."""
    for name in (*FILES, OWN):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.search(old, text, re.MULTILINE)
    path.write_text(re.sub(old, new, text, flags=re.MULTILINE), encoding="utf-8")


def instructions(recipe: str, tmp_path: Path) -> list[tuple[str, str]]:
    """A recipe as instructions and their values, continued lines joined."""
    path = tmp_path / "Dockerfile"
    path.write_text(recipe, encoding="utf-8")
    found = DockerfileParser(path=str(path)).structure
    return [(each["instruction"], each["value"]) for each in found if each["instruction"] != "COMMENT"]


@pytest.fixture
def recipe(tmp_path: Path) -> list[tuple[str, str]]:
    """The repository's Dockerfile."""
    return instructions((ROOT / "classroom/image/Dockerfile").read_text(encoding="utf-8"), tmp_path)


def steps(recipe: list[tuple[str, str]]) -> list[str]:
    return [value for instruction, value in recipe if instruction == "RUN"]


def test_the_files_are_what_the_requirement_files_give() -> None:
    assert out_of_step(ROOT) == [], "run `python -m classroom image`"


def test_other_versions_give_other_files(root: Path) -> None:
    assert sorted(write(root)) == sorted(derived(root))
    assert write(root) == []
    change(root / "requirements.txt", r"^torch==.*", "torch==9.8.7")
    change(root / OWN, r"^jupyterhub==.*", "jupyterhub==7.6.5")
    change(root / "pyproject.toml", r'^requires-python = ">=3\.\d+"', 'requires-python = ">=3.13"')
    texts = derived(root)
    recipe = texts["classroom/image/Dockerfile"]
    assert "torch==9.8.7" in recipe and "ARG JUPYTERHUB=7.6.5" in recipe and "FROM python:3.13-slim" in recipe
    assert "torch==9.8.7+cpu" in texts["binder/requirements.txt"]
    assert texts["binder/runtime.txt"] == "python-3.13\n"
    assert sorted(out_of_step(root)) == ["binder/requirements.txt", "binder/runtime.txt", "classroom/image/Dockerfile"]


@pytest.mark.parametrize(
    ("file", "line"),
    [("requirements.txt", "torch"), (OWN, "nbgitpuller"), ("classroom/requirements.txt", "nbgrader")],
)
def test_a_version_that_isnt_pinned_is_named(root: Path, file: str, line: str) -> None:
    change(root / file, rf"^{line}==", f"{line}>=")
    with pytest.raises(ImageError, match=re.escape(f"{file}: no line {line}==VERSION")):
        derived(root)


def test_an_open_python_is_refused(root: Path) -> None:
    change(root / "pyproject.toml", r"^requires-python.*", 'requires-python = "<4"')
    with pytest.raises(ImageError, match=r"requires-python is '<4'; allowed: >=3\.N"):
        pins(root)


def test_a_value_that_nobody_fills_in_is_refused(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Dockerfile.template").write_text("FROM python:@python@-@flavor@\n", encoding="utf-8")
    monkeypatch.setattr("classroom.image.derive.HERE", tmp_path)
    with pytest.raises(ImageError, match="@flavor@ is no value; allowed: python, "):
        dockerfile(pins(root))


def test_the_command_writes_and_checks(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    command.add_commands(parser.add_subparsers())
    check, make = parser.parse_args(["image", "--check"]), parser.parse_args(["image"])
    with pytest.raises(SystemExit, match="out of step: classroom/image/Dockerfile, "):
        check.run(check, root)
    assert not (root / "binder").exists()
    make.run(make, root)
    assert "wrote classroom/image/Dockerfile\n" in capsys.readouterr().out
    check.run(check, root)
    assert "in step: classroom/image/Dockerfile\n" in capsys.readouterr().out
    change(root / "requirements.txt", r"^torch==.*", "")
    with pytest.raises(SystemExit, match=r"requirements\.txt: no line torch==VERSION"):
        make.run(make, root)


def test_the_command_is_one_of_the_classrooms() -> None:
    order = [sys.executable, "-m", "classroom", "image", "--check"]
    done = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("in step: ") == 4


def test_what_is_copied_is_in_the_repository() -> None:
    text = (ROOT / "classroom/image/Dockerfile").read_text(encoding="utf-8")
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    for source in sources(text):
        found = subprocess.run([*listed, "--", source], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        assert found.split(), source


def test_every_copy_is_understood(recipe: list[tuple[str, str]]) -> None:
    text = (ROOT / "classroom/image/Dockerfile").read_text(encoding="utf-8")
    copied = {
        word
        for instruction, value in recipe
        if instruction == "COPY"
        for word in value.split()[:-1]
        if not word.startswith("--")
    }
    assert copied == set(sources(text))


def test_a_build_sees_nothing_but_what_is_copied() -> None:
    text = (ROOT / "classroom/image/Dockerfile").read_text(encoding="utf-8")
    _, everything, *lines = (ROOT / "classroom/image/Dockerfile.dockerignore").read_text(encoding="utf-8").split("\n")
    assert everything == "*"
    assert lines == [*(f"!{source}" for source in sources(text)), "**/__pycache__", ""]


def test_no_image_runs_as_root(recipe: list[tuple[str, str]]) -> None:
    users: dict[str, str] = {}
    stage = ""
    for instruction, value in recipe:
        if instruction == "FROM":
            below, _, stage = value.split()
            users[stage] = users.get(below, "0")
        elif instruction == "USER":
            users[stage] = value
    assert users.keys() >= TARGETS
    assert {users[target] for target in TARGETS} == {"1000"}
    assert list(users)[-1] == "hub"  # what is built where no target is named
    assert any("useradd" in step and "--uid 1000" in step for step in steps(recipe))


def test_only_pytorchs_own_address_is_named(recipe: list[tuple[str, str]]) -> None:
    values = " ".join(value for _, value in recipe)
    assert set(re.findall(r"\S+://\S+", values)) == {SMALL_BUILD} == {pytorch.SMALL_BUILD}
    stages = [value.split()[2] for instruction, value in recipe if instruction == "FROM"]
    bases = {value.split()[0] for instruction, value in recipe if instruction == "FROM"} - set(stages)
    assert bases == {f"python:{pins(ROOT).python}-slim-bookworm"}


def test_every_version_is_the_one_of_a_requirement_file(recipe: list[tuple[str, str]]) -> None:
    files = {"torch": "requirements.txt", "nbgitpuller": OWN, "nbgrader": "classroom/requirements.txt"}
    named = dict(re.findall(r"\b([a-z-]+)==([\d.]+)", " ".join(steps(recipe))))
    assert named == {name: pinned(ROOT, file, name) for name, file in files.items()}
    hub = pinned(ROOT, OWN, "jupyterhub")
    assert ("ARG", f"JUPYTERHUB={hub}") in recipe
    for step in steps(recipe):
        file = re.search(r"-r (\S+)", step)
        if file and file[1] != "packages.txt":  # made of requirements.txt, see below
            assert "-c ../constraints.txt" in (ROOT / file[1]).read_text(encoding="utf-8")
        elif "pip install" in step and not file:
            assert "--no-deps" in step or "constraints.txt" in step, step


def test_the_hubs_packages_dont_contradict_the_constraints() -> None:
    constraints = dict(inside.PIN.findall((ROOT / "constraints.txt").read_text(encoding="utf-8")))
    for name, version in inside.PIN.findall((ROOT / OWN).read_text(encoding="utf-8")):
        assert constraints.get(name, version) == version


def test_every_step_is_a_script_that_a_shell_reads(recipe: list[tuple[str, str]]) -> None:
    for step in steps(recipe):
        done = subprocess.run(["sh", "-n", "-c", step], capture_output=True, text=True, check=False)
        assert done.returncode == 0, (step, done.stderr)


def test_packages_are_installed_without_the_book_itself(root: Path, recipe: list[tuple[str, str]]) -> None:
    (step,) = (step for step in steps(recipe) if step.startswith("sed "))
    subprocess.run(["sh", "-c", step.split("&&")[0]], cwd=root, check=True)
    before = (root / "requirements.txt").read_text(encoding="utf-8").splitlines()
    after = (root / "packages.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in before if line not in after] == ["-e ."]
    assert "-c constraints.txt" in after  # beside it, so that pip finds it


def test_binder_runs_what_is_in_its_folder(root: Path) -> None:
    write(root)
    shutil.copy(ROOT / "binder/postBuild", root / "binder/postBuild")
    order = [sys.executable, "-m", "repo2docker", "--no-build", "--user-id", "1000", "--user-name", "ada", str(root)]
    shown = subprocess.run(order, capture_output=True, text=True, check=True)
    assert f"python={pins(root).python}" in shown.stderr
    lines = shown.stdout.splitlines()
    (install,) = (i for i, line in enumerate(lines) if "pip install" in line and "binder/requirements.txt" in line)
    copied = next(i for i, line in enumerate(lines) if line.startswith("COPY") and "src/ " in line)
    assert copied < install < lines.index("RUN ./binder/postBuild")  # it needs the repository's own files


def test_binders_packages_are_those_of_the_book_with_the_small_build() -> None:
    lines = (ROOT / "binder/requirements.txt").read_text(encoding="utf-8").splitlines()[1:]
    torch = pinned(ROOT, "requirements.txt", "torch")
    assert lines == [f"--extra-index-url {SMALL_BUILD}", "-r ../requirements.txt", f"torch=={torch}+cpu"]


def test_binders_last_step_runs(tmp_path: Path) -> None:
    script = ROOT / "binder/postBuild"
    assert os.access(script, os.X_OK)
    for name in ("classroom/image/inside.py", "requirements.txt", "trainloop/__init__.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tmp_path / name)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    order = ["bash", str(script)]
    done = subprocess.run(order, cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    change(tmp_path / "requirements.txt", r"^numpy==.*", "numpy==0.0.1")
    done = subprocess.run(order, cwd=tmp_path, env={**os.environ, "PATH": path}, capture_output=True, text=True)
    assert done.returncode == 1
    assert f"numpy is {pin.installed()['numpy']}; requirements.txt wants 0.0.1" in done.stderr


@pytest.mark.parametrize(
    ("here", "said"),
    [
        ({"torch": "2.0", "a-b": "1"}, []),
        ({"torch": "2.1", "a-b": "1"}, ["torch is 2.1; requirements.txt wants 2.0"]),
        ({"torch": "2.0"}, ["A_b is missing; requirements.txt wants 1"]),
        ({"torch": "2.0", "a-b": "1", "nvidia-cublas": "13", "tritonic": "1"}, ["nvidia-cublas is for graphics cards"]),
    ],
)
def test_an_image_that_isnt_the_pinned_one_is_refused(here: dict[str, str], said: list[str]) -> None:
    assert inside.faults("-c constraints.txt\n-e .\ntorch==2.0\nA_b==1  # why\n", here) == said
