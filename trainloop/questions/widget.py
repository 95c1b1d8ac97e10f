"""Questions and cards as a widget, which checks answers and keeps them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar
from weakref import WeakSet

import anywidget
import traitlets
from anywidget._util import repr_mimebundle

from trainloop.questions import keeping
from trainloop.questions.loader import chapter_cards, chapter_questions, find
from trainloop.questions.model import Question
from trainloop.questions.state import card_state, question_state
from trainloop.questions.views import CardList, Exercise, Explanation, Prediction, QuestionList, View

STATIC = Path(__file__).parent / "static"


class Quiz(anywidget.AnyWidget):
    """A view of questions or cards; without scripts and on paper it is the view's HTML, in a terminal its text.

    Args:
        shown: what it shows.

    In a person's notebook ``record`` is what they have answered so far. Changes to it that come from
    the browser are validated, kept in the record's file and told to the other widgets; where that
    fails, ``notice`` says why. Nothing else can be changed from the browser.
    """

    _esm = STATIC / "quiz.js"
    _css = STATIC / "quiz.css"
    _living: ClassVar[WeakSet[Quiz]] = WeakSet()

    view = traitlets.Unicode(read_only=True).tag(sync=True)
    label = traitlets.Unicode(read_only=True).tag(sync=True)
    questions: traitlets.List[dict[str, Any]] = traitlets.List(read_only=True).tag(sync=True)
    cards: traitlets.List[dict[str, Any]] = traitlets.List(read_only=True).tag(sync=True)
    record = traitlets.Dict(default_value=None, allow_none=True, read_only=True).tag(sync=True)
    notice = traitlets.Unicode(read_only=True).tag(sync=True)

    def __init__(self, shown: View) -> None:
        super().__init__()
        self.shown = shown
        self.set_trait("view", shown.name)
        self.set_trait("label", shown.label)
        self.set_trait("questions", [question_state(question) for question in shown.questions])
        self.set_trait("cards", [card_state(card) for card in shown.cards])
        self._kept = keeping.load()
        if self._kept is not None:
            self._show(self._kept)
            self._living.add(self)

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Take from the browser what it may change, which is the record."""
        if self._kept is None or "record" not in sync_data:
            return
        sent = sync_data["record"]
        kept = keeping.keep(self._kept, sent)
        super().set_state({"record": kept.record})
        if kept.record != sent:  # refused, or changed elsewhere in the meantime
            self.send_state("record")
        for one in set(self._living):
            one._show(kept)

    def _show(self, kept: keeping.Kept) -> None:
        self._kept = kept
        self.set_trait("record", kept.record)
        self.set_trait("notice", kept.notice)

    def __repr__(self) -> str:
        return repr(self.shown)

    def _repr_html_(self) -> str:
        return self.shown._repr_html_()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = repr_mimebundle(model_id=self.model_id, repr_text=repr(self))
        return data | {"text/html": self._repr_html_()}, metadata


def predict(question_id: str) -> Quiz:
    """The question to commit to before the instrument; its HTML and text don't hold the answer.

    Raises ValueError for an id that isn't in the bank.
    """
    return Quiz(Prediction(find(question_id)))


def explain(question_id: str) -> Quiz:
    """The question again, after the instrument: every option, right or wrong, with its reason.

    Raises ValueError for an id that isn't in the bank.
    """
    return Quiz(Explanation(find(question_id)))


def quiz(chapter: str) -> Quiz:
    """The quiz of a chapter, each question with its folded answer.

    Raises ValueError for a chapter that has no questions.
    """
    return Quiz(QuestionList("quiz", "Quiz", _with_role(chapter, "quiz")))


def self_check(chapter: str) -> Quiz:
    """The questions that tell a reader whether a chapter's prerequisites sit.

    Raises ValueError for a chapter that has no questions.
    """
    return Quiz(QuestionList("self-check", "Self-check", _with_role(chapter, "self-check")))


def cards(chapter: str) -> Quiz:
    """The cards of a chapter: its own, then the terms that it introduces.

    Raises ValueError for a chapter that has no questions.
    """
    return Quiz(CardList(chapter_cards(chapter)))


def ask(question_id: str) -> Quiz:
    """A question that stands among the exercises: a line at fault, curves to match, an answer in words.

    Raises ValueError for an id that isn't in the bank, or not that of an exercise.
    """
    question = find(question_id)
    if question.role != "exercise":
        raise ValueError(f"id is {question_id!r}, whose role is {question.role}; allowed: the id of an exercise")
    return Quiz(Exercise(question))


def _with_role(chapter: str, role: str) -> tuple[Question, ...]:
    return tuple(question for question in chapter_questions(chapter) if question.role == role)
