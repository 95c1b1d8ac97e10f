"""A function exercise of the book in a graded variant."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from math import isfinite
from textwrap import indent
from typing import Any

from classroom.assignment.spec import AssignmentError, Item
from classroom.book import Exercise
from classroom.sandbox.requests import request_of
from classroom.sandbox.results import outcomes_in
from classroom.variants.cases import AS_IN_BOOK, examples_and_hidden, numbers_of
from classroom.variants.draw import Draw
from classroom.variants.mark import GradedItem, Mark, Verdict
from classroom.variants.source import call_with, examples_source, literal, numbers_in, spelled
from classroom.variants.twist import Twisted, drawn
from classroom.variants.twists import FAMILIES
from classroom.variants.words import known, reason, said
from trainloop.exercises.recognise import recognise, right
from trainloop.exercises.task import Task, find_task
from trainloop.exercises.values import all_close

FEWEST_DIGITS = 5  # of arguments that can be told from others


@dataclass(frozen=True)
class FunctionItem(GradedItem):
    """A function with a twist. ``shown`` has the cases of the public check, ``hidden`` those that are graded."""

    exercise: Exercise
    twisted: Twisted
    shown: Task
    hidden: Task

    @property
    def statement(self) -> str:
        """The chapter's text, then the change that this assignment asks for."""
        text = f"{self.exercise.text}\n\n" if self.exercise.text else ""
        return f"{text}**In this assignment:** {self.twisted.statement}"

    @property
    def stub(self) -> str:
        """The chapter's."""
        return self.exercise.stub

    @property
    def examples(self) -> str:
        """Two calls with their results."""
        return examples_source(self.shown)

    @cached_property
    def solution(self) -> str:
        """The chapter's solution with the twist's lines at its top."""
        function = ast.parse(self.exercise.solution).body[0]
        assert isinstance(function, ast.FunctionDef)
        first = function.body[1] if ast.get_docstring(function) else function.body[0]
        lines = self.exercise.solution.splitlines()
        twist = indent(self.twisted.lines, "    ").splitlines()
        code = "\n".join([*lines[: first.lineno - 1], *twist, *lines[first.lineno - 1 :]])
        return f"import math\n\n\n{code}" if "math." in code else code

    @property
    def notes(self) -> str:
        """How it is marked, and which mistakes are told by name."""
        known = ", ".join(f"`{mistake.id}`" for mistake in self.hidden.mistakes)
        return (
            f"{len(self.hidden.cases)} hidden cases; the points are shared among them. The book's version, unchanged, "
            f"earns nothing. Told by name: {known}."
        )

    @property
    def request(self) -> dict[str, Any]:
        """The hidden cases' arguments."""
        return request_of(self.hidden)

    @property
    def answer_texts(self) -> tuple[str, ...]:
        """The lines that the twist adds to the book's solution."""
        return tuple(line.strip() for line in self.twisted.lines.splitlines())

    @property
    def test_texts(self) -> tuple[str, ...]:
        """Each hidden case as a call, by name and by position, and as a dict.

        Arguments of a few digits, such as a half-life of 2, are met anywhere; their results give such a case away.
        """
        return tuple(
            text
            for case in self.hidden.cases
            if sum(map(str.isdigit, literal(list(case.values())))) >= FEWEST_DIGITS
            for text in spelled(self.hidden.name, case)
        )

    @property
    def test_numbers(self) -> tuple[tuple[float, ...], ...]:
        """Each hidden case's arguments, results, both; then the arguments and the results of all cases."""
        given = [tuple(numbers_in(dict(case))) for case in self.hidden.cases]
        results = [tuple(n for n in numbers if isfinite(n)) for numbers in self.hidden.expected]
        both = [(*a, *b) for a, b in zip(given, results, strict=True)]
        return (*given, *results, *both, tuple(chain(*given)), tuple(chain(*results)))

    def mark(self, answer: Mapping[str, Any] | None) -> Mark:
        """Points for the share of hidden cases that agree, none for the book's version."""
        if answer is None:
            return self.marked(0, "missing", "missing", f"There is no function `{self.item.function}`.")
        if "failed" in answer:
            return self.marked(0, "wrong", "failed", f"Calling it gave no result: {reason(answer)}.")
        outcomes = outcomes_in(answer)
        if len(outcomes) != len(self.hidden.cases):
            return self.marked(0, "wrong", "failed", "It gave no results to compare.")
        finding = recognise(self.hidden, outcomes)
        if finding is None:
            return self.marked(1, "right", "", f"All {len(outcomes)} hidden cases agree.")
        good = sum(right(self.hidden, i, o) and not o.changed for i, o in enumerate(outcomes))
        if finding.mistake == AS_IN_BOOK:
            good = 0
        outcome: Verdict = "missing" if finding.mistake == "not-written" else "partly" if good else "wrong"
        return self.marked(good / len(outcomes), outcome, known(finding, self.hidden), said(finding, outcomes, good))


def function_item(item: Item, exercise: Exercise, seed: str) -> FunctionItem:
    """The item, drawn from a seed.

    Raises:
        AssignmentError: the exercise can't be graded, or its own solution fails.
    """
    task = find_task(item.name)
    if task is None or not exercise.checked:
        raise AssignmentError(f"{item.name} of {exercise.chapter} has no check, so it can't be graded")
    if item.name not in FAMILIES:
        raise AssignmentError(f"{item.name} of {exercise.chapter} has no graded variants")
    if not exercise.solution:
        raise AssignmentError(f"{item.name} of {exercise.chapter} has no solution to hold the check against")
    draw = Draw(seed)
    twisted = drawn(FAMILIES[item.name], task.parameters, draw)
    made = FunctionItem(
        item, exercise.title, seed, exercise, twisted, *examples_and_hidden(task, FAMILIES[item.name], twisted, draw)
    )
    _refuse_failing(made)
    return made


def _refuse_failing(made: FunctionItem) -> None:
    """The chapter's solution, with the twist in it, must give the numbers that the package's reference gives."""
    namespace: dict[str, Any] = {}
    try:
        exec(
            compile(made.solution, f"<solution of {made.item.name}>", "exec"), namespace
        )  # the book's, not a student's
        fn: Callable[..., Any] = namespace[made.item.name]
        for task in (made.shown, made.hidden):
            for case, expected in zip(task.cases, task.expected, strict=True):
                if not all_close(numbers_of(fn(**case), task.result), expected):
                    raise ValueError(f"it fails on {call_with(task.name, case)}")
    except Exception as error:
        where = f"{made.exercise.chapter}: the chapter's own solution of {made.item.name}"
        raise AssignmentError(f"{where} fails, so nothing can be graded by it: {error}") from error
