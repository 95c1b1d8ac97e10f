"""Reads what came out of a sandbox: nothing of it is believed before its kind and size are right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from trainloop.exercises.outcome import Outcome, Problem
from trainloop.exercises.values import LARGEST

LONGEST_TEXT = 500
IDENTIFIER = re.compile(r"[a-z]{1,20}(-[a-z]{1,20}){0,4}")
ERROR_NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]{0,60}|")
UNREADABLE = {"failed": "its answer couldn't be read"}


@dataclass(frozen=True)
class CellOutput:
    """What a cell printed, cut where it is long, and its error: "NameError: …", a reason, or an empty text."""

    text: str
    error: str


def read_answer(request: Mapping[str, Any], given: object) -> dict[str, Any]:
    """An answer with the kinds and the counts that the request asks for, or ``failed`` with a reason."""
    try:
        if not isinstance(given, dict):
            return dict(UNREADABLE)
        if "failed" in given:
            return {"failed": read_text(given["failed"])}
        if request["kind"] != "function":
            return _question_answer(given)
        outcomes, counts = given["outcomes"], request["counts"]
        if not isinstance(outcomes, list) or len(outcomes) != len(counts):
            return dict(UNREADABLE)
        parameters = tuple(request["parameters"])
        return {"outcomes": [_outcome(o, c, parameters) for o, c in zip(outcomes, counts, strict=True)]}
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError):
        return dict(UNREADABLE)


def read_output(message: Mapping[str, Any], most: int) -> CellOutput:
    """What is told of a cell, with at most this many characters of what it printed."""
    return CellOutput(read_text(message.get("text"), most + 100, lines=True), read_text(message.get("error")))


def read_text(given: object, most: int = LONGEST_TEXT, *, lines: bool = False) -> str:
    """A text without control characters (but for line feeds and tabs, where ``lines``), cut after ``most``."""
    text = given[:most] if isinstance(given, str) else ""
    allowed = "\n\t" if lines else ""
    return "".join(c if c.isprintable() or c in allowed else "\ufffd" for c in text)


def outcomes_in(answer: Mapping[str, Any]) -> list[Outcome]:
    """The outcomes of an answer that :func:`read_answer` gave, as ``trainloop.exercises`` compares them."""
    return [
        Outcome(tuple(o["values"]), Problem(**o["problem"]) if o["problem"] else None, o["changed"])
        for o in answer.get("outcomes", [])
    ]


def _outcome(given: Any, count: int, parameters: tuple[str, ...]) -> dict[str, Any]:
    values = [_number(value) for value in given["values"]]
    problem = given["problem"]
    if len(values) > LARGEST or (problem is None and len(values) != count):
        raise ValueError
    if problem is not None:
        problem = {
            "mistake": _matching(IDENTIFIER, problem["mistake"]),
            "found": read_text(problem["found"]),
            "pointer": read_text(problem["pointer"]),
            "error": _matching(ERROR_NAME, problem["error"]),
        }
    changed = given["changed"]
    if changed not in ("", *parameters):
        raise ValueError
    return {"values": values, "problem": problem, "changed": changed}


def _question_answer(given: Mapping[str, Any]) -> dict[str, Any]:
    answer, problem = given["answer"], given["problem"]
    if isinstance(answer, str):
        answer = read_text(answer)
    elif answer is not None:
        answer = _number(answer)
    return {"answer": answer, "problem": None if problem is None else read_text(problem)}


def _number(given: object) -> float:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise TypeError
    return float(given)


def _matching(pattern: re.Pattern[str], given: object) -> str:
    if not isinstance(given, str) or not pattern.fullmatch(given):
        raise ValueError
    return given
