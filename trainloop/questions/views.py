"""What the chapters' cells show: a prediction, its explanation, a self-check, a quiz."""

from __future__ import annotations

from dataclasses import dataclass

from trainloop.questions import page, text
from trainloop.questions.loader import chapter_questions, find
from trainloop.questions.model import Question


@dataclass(frozen=True, repr=False)
class Prediction:
    """A question that asks for a commitment: nothing of its answer is shown."""

    question: Question

    def __repr__(self) -> str:
        return text.question_text(self.question)

    def _repr_html_(self) -> str:
        content = page.question_html(self.question)
        return page.group("predict", "Prediction", content)


@dataclass(frozen=True, repr=False)
class Explanation:
    """A question that the chapter comes back to: every option with its reason."""

    question: Question

    def __repr__(self) -> str:
        return f"{text.prompt_text(self.question)}\n\n{text.answer_text(self.question)}"

    def _repr_html_(self) -> str:
        content = page.prompt_html(self.question) + page.answer_html(self.question)
        return page.group("explain", "The prediction explained", content)


@dataclass(frozen=True, repr=False)
class QuestionList:
    """Questions with folded answers; in plain text the answers stand after all questions."""

    name: str
    label: str
    questions: tuple[Question, ...]

    def __repr__(self) -> str:
        numbered = [(str(i), question) for i, question in enumerate(self.questions, start=1)]
        asked = [text.question_text(question, number) for number, question in numbered]
        answered = [text.answer_text(question, number) for number, question in numbered]
        return "\n\n".join([*asked, "Answers", *answered])

    def _repr_html_(self) -> str:
        items = [
            f'<div class="trainloop-question">{page.question_html(question, f"Question {i}")}'
            f"{page.folded(f'Answer to question {i}', page.answer_html(question))}</div>"
            for i, question in enumerate(self.questions, start=1)
        ]
        return page.group(self.name, self.label, "".join(items))


def predict(question_id: str) -> Prediction:
    """The question to commit to before the instrument, without its answer.

    Raises ValueError for an id that isn't in the bank.
    """
    return Prediction(find(question_id))


def explain(question_id: str) -> Explanation:
    """The question again, after the instrument: every option, right or wrong, with its reason.

    Raises ValueError for an id that isn't in the bank.
    """
    return Explanation(find(question_id))


def quiz(chapter: str) -> QuestionList:
    """The quiz of a chapter, each question with its folded answer.

    Raises ValueError for a chapter that has no questions.
    """
    return QuestionList("quiz", "Quiz", _with_role(chapter, "quiz"))


def self_check(chapter: str) -> QuestionList:
    """The questions that tell a reader whether a chapter's prerequisites sit.

    Raises ValueError for a chapter that has no questions.
    """
    return QuestionList("self-check", "Self-check", _with_role(chapter, "self-check"))


def _with_role(chapter: str, role: str) -> tuple[Question, ...]:
    return tuple(question for question in chapter_questions(chapter) if question.role == role)
