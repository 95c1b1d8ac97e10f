"""Questions of the bank in an assignment: generated numeric ones, and open ones that are marked by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import isfinite
from typing import Any, cast

from classroom.assignment.spec import AssignmentError, Item
from classroom.book import Setting
from classroom.sandbox.requests import question_request
from classroom.variants.mark import WAITING, GradedItem, Mark
from classroom.variants.words import reason
from trainloop.questions.kinds.number import Number
from trainloop.questions.kinds.opened import Open
from trainloop.questions.loader import find, varied
from trainloop.questions.model import Question, plain

OPEN = ("short", "long")
ATTEMPTS = 200
FEWEST = 5
MARKS = re.compile(r" \(\d+ marks\)$")


@dataclass(frozen=True)
class QuestionItem(GradedItem):
    """What all questions have."""

    question: Question

    @property
    def statement(self) -> str:
        """The prompt, its code, and what to answer."""
        code = f"```python\n{self.question.code.rstrip()}\n```\n\n" if self.question.code else ""
        return f"{self.question.prompt}\n\n{code}{self.question.instruction}"


@dataclass(frozen=True)
class NumberItem(QuestionItem):
    """A generated question, answered by a function that returns a number."""

    @property
    def task(self) -> Number:
        """The number and the mistakes that are known."""
        return cast(Number, self.question.task)

    @property
    def stub(self) -> str:
        """A function without arguments."""
        return f'def {self.item.function}():\n    """Return the answer, a number."""\n    return ...'

    @property
    def solution(self) -> str:
        """The function, with its answer."""
        return self.stub.replace("...", repr(self.task.value))

    @property
    def notes(self) -> str:
        """The answer, its reason and the known mistakes."""
        answer = self.question.answer
        wrong = "".join(f"\n- {part.text}: {part.why}" for part in answer.parts)
        return f"Right: {answer.summary}. {answer.why}{wrong}"

    @property
    def request(self) -> dict[str, Any]:
        """Call the function."""
        return question_request(self.item.function)

    @property
    def answer_texts(self) -> tuple[str, ...]:
        """The function with its answer, with and without its docstring, and the answer as the notes say it.

        The reason alone is no secret: it stands on the book's page, where it belongs to other numbers.
        """
        head = f"def {self.item.function}():"
        said = f"Right: {self.question.answer.summary}. {self.task.why}"
        return (
            self.solution,
            f"{head} return {self.task.value!r}",
            f"{self.item.function}() == {self.task.value!r}",
            said,
        )

    @property
    def unpublished(self) -> tuple[str, ...]:
        """The question with these numbers: pages show a question with its answer."""
        return (self.question.prompt,)

    def mark(self, answer: Mapping[str, Any] | None) -> Mark:
        """All points within the tolerance, none outside."""
        if answer is None:
            return self.marked(0, "missing", "missing", f"There is no function `{self.item.function}`.")
        if "failed" in answer:
            return self.marked(0, "wrong", "failed", f"Calling it gave no result: {reason(answer)}.")
        value, problem = answer.get("answer"), answer.get("problem")
        if problem in ("not-written", "nothing-returned"):
            return self.marked(0, "missing", problem, "It isn't answered.")
        if problem or value is None:
            return self.marked(0, "wrong", "failed", "Calling the function gave no answer.")
        if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
            return self.marked(0, "wrong", "wrong-type", "The answer isn't a number.")
        if abs(value - self.task.value) <= max(self.task.tolerance, 1e-9 * abs(self.task.value)):
            return self.marked(1, "right", "", "Right.")
        for index, (wrong, why) in enumerate(self.task.mistakes, start=1):
            if abs(value - wrong) <= max(self.task.tolerance, 1e-6 * abs(wrong)):
                return self.marked(0, "wrong", f"{self.item.name}-mistake-{index}", why)
        return self.marked(0, "wrong", "", f"{plain(float(f'{value:.6g}'))} isn't right.")


@dataclass(frozen=True)
class OpenItem(QuestionItem):
    """A short or long answer, written into a Markdown cell and marked by hand.

    ``setting`` is what the chapter says before it asks.
    """

    setting: str = ""

    @property
    def statement(self) -> str:
        """The chapter's task, the prompt, and how long an answer should be."""
        code = f"```python\n{self.question.code.rstrip()}\n```" if self.question.code else ""
        prompt = MARKS.sub("", self.question.prompt)  # the bank's own marks; here the assignment's points count
        length = "Answer in a paragraph." if self.question.kind == "long" else "Answer in a sentence or two."
        return "\n\n".join(filter(None, (self.setting, prompt, code, length)))

    @property
    def stub(self) -> str:
        """There is nothing to run."""
        return ""

    @property
    def solution(self) -> str:
        """The model answer."""
        return cast(Open, self.question.task).model

    @property
    def notes(self) -> str:
        """The marking points."""
        scale = self.item.points / self.question.task.marks
        points = cast(Open, self.question.task).points
        lines = "".join(f"\n- {point.text}: {point.marks * scale:.4g}" for point in points)
        return f"Points, as the book has readers judge their own answers:\n{lines}"

    @property
    def answer_texts(self) -> tuple[str, ...]:
        """None: the model answer of an open question stands on its page, and what is marked is the student's words."""
        return ()

    def mark(self, answer: Mapping[str, Any] | None) -> Mark:
        """Waits for a person."""
        return self.marked(0, "by-hand", "", WAITING)


def question_item(item: Item, settings: Mapping[str, Setting], chapters: tuple[str, ...], seed: str) -> QuestionItem:
    """The item, drawn from a seed. ``settings``: what ``chapters`` say before their questions, by id.

    Raises:
        AssignmentError: there is no such question in these chapters, or its answer is public or can't be judged.
    """
    try:
        question = find(item.name)
    except ValueError as error:
        raise AssignmentError(f"questions: there is no {item.name!r} in the bank") from error
    if question.chapter not in chapters:
        raise AssignmentError(f"{item.name} belongs to {question.chapter}; allowed: questions of {', '.join(chapters)}")
    if question.kind in OPEN:
        setting = settings.get(item.name, Setting(f"Open question: {question.concept}", ""))
        return OpenItem(item, setting.title, seed, varied(item.name, seed), setting.text)
    if not question.variants:
        raise AssignmentError(
            f"{item.name}: its answer stands on the book's page; allowed: generated or open questions"
        )
    if question.kind != "numeric":
        raise AssignmentError(f"{item.name} is answered by looking at pictures; allowed: numeric or open questions")
    if not varies(item.name):
        raise AssignmentError(f"{item.name} has too few numbers to draw besides those on its page")
    return NumberItem(item, f"Question: {question.concept}", seed, _unlike_the_page(question, seed))


@cache
def varies(question_id: str) -> bool:
    """Whether a generated question asks for enough that its page doesn't, so that two classes get different ones."""
    question = find(question_id)
    drawn = {varied(question_id, f"graded/{question_id}/{k}").prompt for k in range(ATTEMPTS)}
    return len(drawn - {page.prompt for page in (question, *question.variants)}) >= FEWEST


def _unlike_the_page(question: Question, seed: str) -> Question:
    """The question with numbers that its page doesn't ask for, and where it can be with an answer of its own."""
    pages = (question, *question.variants)
    prompts = {page.prompt for page in pages}
    answers = {page.answer.summary for page in pages}
    other = None
    for attempt in range(ATTEMPTS):
        made = varied(question.id, f"{seed}/{attempt}")
        if made.prompt in prompts:
            continue
        if made.answer.summary not in answers:
            return made
        other = other or made
    if other is None:
        raise AssignmentError(f"{question.id}: {ATTEMPTS} draws gave only numbers that stand on the book's page")
    return other
