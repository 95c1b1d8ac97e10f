"""The views show questions, fold answers and escape what they show."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice.example import ALL, NUMERIC, SINGLE
from trainloop.questions import explain, predict, quiz, self_check
from trainloop.questions.loader import chapter_questions, chapters
from trainloop.questions.model import Order, plain, shuffled
from trainloop.questions.views import Explanation, Prediction, QuestionList


def test_a_prediction_shows_choices_and_no_answer() -> None:
    shown = Prediction(ALL[SINGLE])
    for text in (repr(shown), shown._repr_html_()):
        assert "Shifts them" in text
        assert "addition" not in text
        assert "Right" not in text


def test_an_explanation_judges_every_option_under_the_letter_it_was_shown_with() -> None:
    question = ALL[SINGLE]
    text = repr(Explanation(question))
    for i, choice in enumerate(question.choices):
        assert f"{'ABC'[i]}) {choice}" in text
        assert f"{'ABC'[i]}) {choice}" in repr(Prediction(question))
    right = question.choices.index("Scales `them`")
    assert f"Answer: {'ABC'[right]}\n" in text
    assert text.count("Wrong: ") == 2
    assert "Right: It multiplies the gradient." in text


def test_plain_text_asks_everything_before_it_answers_and_fits_a_terminal() -> None:
    text = repr(QuestionList("quiz", "Quiz", ALL))
    asked, answered = text.split("\n\nAnswers\n\n")
    assert "Why?" in asked
    assert "Because." not in asked
    assert "Because." in answered
    assert max(map(len, text.splitlines())) <= 79


def test_numbers_are_written_as_people_write_them() -> None:
    text = repr(QuestionList("quiz", "Quiz", (ALL[NUMERIC],)))
    assert "Answer with a number, in °C." in text
    assert "−1.5 °C (± 0.00001)" in text
    assert "- 1.5 °C\n      Wrong: The sign is missing." in text
    assert [plain(v) for v in (0.0, 44.0, 1e6, 1e-7)] == [
        "0",
        "44",
        "1000000",
        "0.0000001",
    ]


@given(st.lists(st.text(), min_size=3, max_size=8, unique=True), st.text())
def test_shuffles_keep_everything_and_never_show_the_right_order(items: list[str], seed: str) -> None:
    steps = tuple(items)
    assert sorted(shuffled(steps, seed)) == sorted(steps)
    assert shuffled(steps, seed) == shuffled(steps, seed)
    order = Order(steps, "why")
    choices = order.choices(seed)
    assert choices != steps
    letters = order.answer(seed).summary.split(", ")
    assert tuple(choices[ord(name) - ord("A")] for name in letters) == steps


def test_shuffles_are_the_same_on_every_machine() -> None:
    assert shuffled(("a", "b", "c", "d"), "adam-first-step") == ("a", "c", "d", "b")


class Page(HTMLParser):
    """Tags, attributes and text of a view; tags must close in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.styles: set[str] = set()
        self.text = ""
        self.unfolded = ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.styles.update(value or "" for name, value in attrs if name == "style")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if "details" not in self.open:
            self.unfolded += data


VIEWS = [
    Prediction(ALL[SINGLE]),
    Explanation(ALL[SINGLE]),
    QuestionList("quiz", "Quiz", ALL),
]


@pytest.mark.parametrize("view", VIEWS, ids=["predict", "explain", "quiz"])
def test_html_is_escaped_and_semantic(
    view: Prediction | Explanation | QuestionList,
) -> None:
    page = Page(view._repr_html_())
    allowed = {
        "div",
        "p",
        "ol",
        "ul",
        "li",
        "details",
        "summary",
        "strong",
        "span",
        "code",
        "pre",
    }
    assert page.tags <= allowed
    assert page.attributes <= {"class", "role", "aria-label", "type", "style"}
    assert page.styles <= {"list-style-type: upper-alpha"}
    assert "<b>steps</b> & co" in page.text
    assert 'step("<script>")' in page.text
    assert "`" not in page.text


def test_answers_are_folded_with_summaries_that_differ() -> None:
    page = Page(QuestionList("quiz", "Quiz", ALL)._repr_html_())
    for secret in ("Because.", "It multiplies the gradient.", "Right."):
        assert secret in page.text
        assert secret not in page.unfolded
    for i in range(1, 6):
        assert page.text.count(f"Answer to question {i}") == 1


@pytest.mark.parametrize("chapter", chapters())
def test_the_chapters_views_show_the_bank(chapter: str) -> None:
    assert len(quiz(chapter).questions) == 6
    assert len(self_check(chapter).questions) == 2
    for question in chapter_questions(chapter):
        if question.role == "predict":
            assert predict(question.id).question is question
            assert explain(question.id).question is question


@pytest.mark.parametrize("show", [predict, explain])
def test_an_unknown_id_lists_the_known_ones(show: Callable[[str], object]) -> None:
    with pytest.raises(ValueError, match=r"id is 'adam-nothing'; allowed: .*adam-"):
        show("adam-nothing")


@pytest.mark.parametrize("show", [quiz, self_check])
def test_an_unknown_chapter_lists_the_known_ones(show: Callable[[str], object]) -> None:
    with pytest.raises(ValueError, match="chapter is 'astrology'; allowed: adam"):
        show("astrology")
