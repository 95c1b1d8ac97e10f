"""The right marks, found out without the grader: plain calls and a plain comparison."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from math import isclose
from typing import Any


def share(source: str, right: str, name: str, cases: Iterable[Mapping[str, Any]]) -> float:
    """In what share of the cases the function in a source gives what the one in ``right`` gives."""
    found = [_agrees(_call(source, name, case), _call(right, name, case)) for case in cases]
    return sum(found) / len(found)


def _call(source: str, name: str, case: Mapping[str, Any]) -> Any:
    namespace: dict[str, Any] = {}
    exec(source, namespace)  # the tests' own submissions, and only those that mean well
    try:
        return namespace[name](**deepcopy(dict(case)))
    except ArithmeticError:
        return None


def _agrees(given: Any, right: Any) -> bool:
    if isinstance(right, list | tuple):
        same = isinstance(given, list | tuple) and len(given) == len(right)
        return same and all(map(_agrees, given, right))
    return given is not None and isclose(given, right, rel_tol=1e-5, abs_tol=1e-6)
