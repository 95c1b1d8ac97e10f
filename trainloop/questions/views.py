"""What is shown of questions and cards: as text, as HTML that needs no script, as a widget's content."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from trainloop.questions import page, text
from trainloop.questions.model import Card, Question


class View(ABC):
    """Questions or cards with a name, which scripts and style sheets know, and a label for readers."""

    name: str
    label: str
    questions: tuple[Question, ...] = ()
    cards: tuple[Card, ...] = ()

    @abstractmethod
    def content(self) -> str:
        """What it shows, as HTML."""

    def _repr_html_(self) -> str:
        return page.group(self.name, self.label, self.content())


@dataclass(frozen=True, repr=False)
class OneQuestion(View):
    """A view of one question."""

    question: Question

    @property
    def questions(self) -> tuple[Question, ...]:  # type: ignore[override]
        """The question."""
        return (self.question,)


@dataclass(frozen=True, repr=False)
class Prediction(OneQuestion):
    """A question that asks for a commitment: nothing of its answer is shown."""

    name = "predict"
    label = "Prediction"

    def __repr__(self) -> str:
        return text.question_text(self.question)

    def content(self) -> str:
        """The question alone."""
        return page.question_html(self.question)


@dataclass(frozen=True, repr=False)
class Explanation(OneQuestion):
    """A question that the chapter comes back to: every option with its reason."""

    name = "explain"
    label = "The prediction explained"

    def __repr__(self) -> str:
        return f"{text.prompt_text(self.question)}\n\n{text.answer_text(self.question)}"

    def content(self) -> str:
        """The prompt and its answer, open."""
        return page.prompt_html(self.question) + page.answer_html(self.question)


@dataclass(frozen=True, repr=False)
class Exercise(OneQuestion):
    """A question that stands among the exercises of a chapter."""

    name = "exercise"
    label = "Exercise"

    def __repr__(self) -> str:
        return f"{text.question_text(self.question)}\n\n{text.answer_text(self.question)}"

    def content(self) -> str:
        """The question with its folded answer."""
        answer = page.folded("Answer", page.answer_html(self.question))
        return page.question_html(self.question) + answer


@dataclass(frozen=True, repr=False)
class QuestionList(View):
    """Questions with folded answers; in plain text the answers stand after all questions."""

    name: str
    label: str
    questions: tuple[Question, ...]

    def __repr__(self) -> str:
        numbered = [(str(i), question) for i, question in enumerate(self.questions, start=1)]
        asked = [text.question_text(question, number) for number, question in numbered]
        answered = [text.answer_text(question, number) for number, question in numbered]
        return "\n\n".join([*asked, "Answers", *answered])

    def content(self) -> str:
        """Each question with its folded answer."""
        items = [
            f'<div class="trainloop-question">{page.question_html(question, f"Question {i}")}'
            f"{page.folded(f'Answer to question {i}', page.answer_html(question))}</div>"
            for i, question in enumerate(self.questions, start=1)
        ]
        return "".join(items)


@dataclass(frozen=True, repr=False)
class CardList(View):
    """Cards to learn by, both sides open."""

    cards: tuple[Card, ...]

    name = "cards"
    label = "Cards"

    def __repr__(self) -> str:
        return "\n\n".join(map(text.card_text, self.cards))

    def content(self) -> str:
        """The cards as a list of definitions."""
        return page.cards_html(self.cards)
