"""The attempts at each exercise, right and wrong, as readers write them: ``attempts/<name>.yml``.

They are source text, so that every place where the check runs can be held to the same attempts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from trainloop.exercises import Report, check

ATTEMPTS = Path(__file__).parent / "attempts"


@dataclass(frozen=True)
class Wrong:
    """A wrong attempt and what the report must say; ``message`` None where it depends on Python or on the limit."""

    name: str
    code: str
    mistake: str | None
    message: str | None


def right_attempts() -> list[tuple[str, str]]:
    """Every exercise's name with each attempt that must pass."""
    return [(path.stem, code) for path in _files() for code in _content(path)["right"]]


def wrong_attempts() -> list[Wrong]:
    """Every attempt that must fail."""
    return [
        Wrong(path.stem, wrong["code"], wrong["mistake"], wrong.get("message"))
        for path in _files()
        for wrong in _content(path)["wrong"]
    ]


def written(name: str, code: str) -> Callable[..., Any]:
    """The function that an attempt defines."""
    namespace: dict[str, Any] = {}
    exec(compile(code, name, "exec", dont_inherit=True), namespace)  # the attempts are ours
    function: Callable[..., Any] = namespace[name]
    return function


def _files() -> list[Path]:
    return sorted(ATTEMPTS.glob("*.yml"))


def _content(path: Path) -> Mapping[str, Any]:
    content: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def attempt(body: str) -> Report:
    """The report on an `ewa` with this body; `right` is the reference."""
    code = f"from trainloop.exercises.tasks.ewa import ewa as right\ndef ewa(values, beta):\n    {body}"
    return check(written("ewa", code))
