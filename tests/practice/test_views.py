"""The views show questions, fold answers and escape what they show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice.example import ALL, BANK, BUG, CURVES, LONG, MATCH, NUMERIC, SHORT, SINGLE
from trainloop.questions import ask, cards, explain, predict, quiz, self_check
from trainloop.questions.kinds import Order
from trainloop.questions.loader import chapter_cards, chapter_questions, chapters
from trainloop.questions.model import Question, plain, shuffled
from trainloop.questions.views import CardList, Exercise, Explanation, Prediction, QuestionList, View


def listed(question: Question) -> list[str]:
    """The choices of a question that has one list."""
    (listing,) = question.lists
    return [entry.text for entry in listing.entries]


def test_a_prediction_shows_choices_and_no_answer() -> None:
    shown = Prediction(ALL[SINGLE])
    for text in (repr(shown), shown._repr_html_()):
        assert "Shifts them" in text
        assert "addition" not in text
        assert "Right" not in text


def test_an_explanation_judges_every_option_under_the_letter_it_was_shown_with() -> None:
    question = ALL[SINGLE]
    text = repr(Explanation(question))
    for i, choice in enumerate(listed(question)):
        assert f"{'ABC'[i]}) {choice}" in text
        assert f"{'ABC'[i]}) {choice}" in repr(Prediction(question))
    right = listed(question).index("Scales `them`")
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
    assert [entry.text for entry in order.lists(seed)[0].entries] == list(choices)
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


VIEWS: dict[str, View] = {
    "predict": Prediction(ALL[SINGLE]),
    "explain": Explanation(ALL[SINGLE]),
    "quiz": QuestionList("quiz", "Quiz", ALL),
    "exercise": Exercise(ALL[LONG]),
    "cards": CardList(BANK.cards),
}
TAGS = {"div", "p", "ol", "ul", "li", "dl", "dt", "dd", "details", "summary", "strong", "span", "code", "pre"}
DRAWING = {"svg", "path", "g", "text"}
ATTRIBUTES = {"class", "role", "aria-label", "type", "style"}
STYLES = {"list-style-type: upper-alpha", "list-style-type: decimal", "white-space: pre-wrap"}


@pytest.mark.parametrize("name", VIEWS)
def test_html_is_semantic(name: str) -> None:
    page = Page(VIEWS[name]._repr_html_())
    assert page.tags <= (TAGS | DRAWING if name == "quiz" else TAGS)
    assert "id" not in page.attributes
    assert "href" not in page.attributes
    if name != "quiz":
        assert page.attributes <= ATTRIBUTES
    assert page.styles <= STYLES


def test_html_is_escaped() -> None:
    page = Page(VIEWS["quiz"]._repr_html_())
    assert "`" not in page.text
    for text in ("<b>steps</b> & co", 'step("<script>")', "if x < 3 & y", "lr <b>doubled</b>", "rotation & more"):
        assert text in page.text
    assert "A rate & a <b>number</b>." in Page(VIEWS["cards"]._repr_html_()).text


def test_lines_of_code_are_numbered_and_keep_their_indentation() -> None:
    bug = QuestionList("quiz", "Quiz", (ALL[BUG],))
    assert "     2      loss = loss_fn(" in repr(bug)
    assert "     3\n     4      optimizer.zero_grad()" in repr(bug)
    assert "Line 5, `optimizer.step()`. It should be `loss.backward();" in " ".join(repr(bug).split())
    assert "- Line 4, `optimizer.zero_grad()`." in repr(bug)
    html = bug._repr_html_()
    lines = html.split('<ol class="trainloop-lines"')[1].split("</ol>")[0]
    assert lines.count("<li>") == 5
    assert ">    optimizer.step()</code>" in lines
    assert "if x &lt; 3 &amp; y" in lines


def test_letters_and_numbers_of_a_match_lead_to_each_other() -> None:
    question = ALL[MATCH]
    text = repr(Explanation(question))
    items, choices = question.lists
    shown = [entry.text for entry in choices.entries]
    assert sorted(shown) == ["a rotation & more", "longer steps", "shorter steps"]
    first, second, third = (shown.index(f"{way} steps") + 1 for way in ("longer", "shorter", "longer"))
    assert f"Answer: A {first}, B {second}, C {third}\n" in text
    assert f"A) `lr` <b>doubled</b>: longer steps ({first})" in text
    assert f"{first}) longer steps" in repr(Prediction(question))
    assert [entry.text for entry in items.entries][1] == "`lr` halved"


def test_curves_are_pictures_with_words_made_from_their_numbers() -> None:
    html = Prediction(ALL[CURVES])._repr_html_()
    assert html.count('<svg class="trainloop-curve" viewBox="0 0 200 90"') == 2
    for name in "AB":
        assert f'role="img" aria-label="Curve {name}: falls' in html
    text = " ".join(repr(Prediction(ALL[CURVES])).split())
    assert "swings, turning 59 times" in text
    assert "falls steadily on a logarithmic axis; loss" in text
    assert "slow" not in text.replace("slowly", "")  # the bank's names would tell


def test_a_rubric_shows_its_marks_behind_the_fold() -> None:
    exercise = Exercise(ALL[LONG])
    page = Page(exercise._repr_html_())
    assert "Answer in a paragraph. 3 marks." in page.unfolded
    assert "names the limit (2 marks)" in page.text
    assert "(2 marks)" not in page.unfolded
    assert "- says what changes it (1 mark)" in repr(exercise)
    assert "mark" not in repr(QuestionList("quiz", "Quiz", (ALL[SHORT],)))


def test_cards_show_both_sides() -> None:
    assert repr(CardList(BANK.cards)) == "What is `lr` < 1?\n   A rate & a <b>number</b>."
    assert "<dt>What is <code>lr</code> &lt; 1?</dt><dd>A rate" in CardList(BANK.cards)._repr_html_()


def test_answers_are_folded_with_summaries_that_differ() -> None:
    html = QuestionList("quiz", "Quiz", ALL)._repr_html_()
    page = Page(html)
    for secret in ("Because.", "It multiplies the gradient.", "Right."):
        assert secret in page.text
        assert secret not in page.unfolded
    for i in range(1, len(ALL) + 1):
        assert html.count(f"<summary>Answer to question {i}</summary>") == 1


@pytest.mark.parametrize("chapter", chapters())
def test_the_chapters_views_show_the_bank(chapter: str) -> None:
    by_role = Counter(question.role for question in chapter_questions(chapter))
    assert len(quiz(chapter).questions) == by_role["quiz"]
    assert len(self_check(chapter).questions) == by_role["self-check"]
    assert [card["id"] for card in cards(chapter).cards] == [card.id for card in chapter_cards(chapter)]
    for question in chapter_questions(chapter):
        views = {"predict": (predict, explain), "exercise": (ask,)}.get(question.role, ())
        for show in views:
            assert [shown["id"] for shown in show(question.id).questions] == [question.id]


@pytest.mark.parametrize("show", [predict, explain, ask])
def test_an_unknown_id_lists_the_known_ones(show: Callable[[str], object]) -> None:
    with pytest.raises(ValueError, match=r"id is 'adam-nothing'; allowed: .*adam-"):
        show("adam-nothing")


def test_an_ask_is_one() -> None:
    with pytest.raises(ValueError, match="'adam-first-step', whose role is predict; allowed: the id of an exercise"):
        ask("adam-first-step")


@pytest.mark.parametrize("show", [quiz, self_check, cards])
def test_an_unknown_chapter_lists_the_known_ones(show: Callable[[str], object]) -> None:
    with pytest.raises(ValueError, match="chapter is 'astrology'; allowed: adagrad-and-rmsprop, adam"):
        show("astrology")
