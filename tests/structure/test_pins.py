"""Every dependency is pinned, and the environment that the tests run in is the pinned one."""

from __future__ import annotations

import re

import pytest

from environment import pin
from environment.pytorch import wanted_version
from web.project import ROOT

EXACT = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==([0-9][\w.!]*)$")
REQUIREMENTS = ["requirements.txt", "requirements-dev.txt", "classroom/requirements.txt"]
OPTIONS = {"-c constraints.txt", "-e .", "-r requirements.txt", "-c ../constraints.txt", "-r ../requirements.txt"}


def lines(name: str) -> list[str]:
    stripped = (line.split("#")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    return [line for line in stripped if line]


def pinned(name: str) -> dict[str, str]:
    found = (EXACT.match(line) for line in lines(name))
    return {re.sub(r"[_.]+", "-", match[1]).lower(): match[2] for match in found if match}


@pytest.mark.parametrize("name", [*REQUIREMENTS, "constraints.txt"])
def test_every_line_is_an_exact_pin(name: str) -> None:
    assert [line for line in lines(name) if not EXACT.match(line) and line not in OPTIONS] == []
    assert pinned(name)


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_requirements_agree_with_the_constraints(name: str) -> None:
    constraints = pinned("constraints.txt")
    assert {k: v for k, v in pinned(name).items() if constraints.get(k) != v} == {}


def test_the_environment_is_the_pinned_one() -> None:
    here = {k: v.split("+")[0] for k, v in pin.installed().items() if k not in pin.UNPINNED}
    constraints = pinned("constraints.txt")
    assert {k: v for k, v in here.items() if constraints.get(k) != v} == {}, "run `make constraints`"


def test_torch_is_pinned_without_a_build() -> None:
    assert wanted_version((ROOT / "requirements.txt").read_text(encoding="utf-8")) == pinned("constraints.txt")["torch"]
