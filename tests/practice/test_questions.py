"""The loader refuses what the schema refuses; the views show questions and fold answers."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from trainloop.questions import explain, predict, quiz, self_check
from trainloop.questions.fields import BankError
from trainloop.questions.loader import chapter_questions, chapters, parse
from trainloop.questions.model import Order, plain, shuffled
from trainloop.questions.views import Explanation, Prediction, QuestionList

TEXT = (Path(__file__).parent / "example.yml").read_text(encoding="utf-8")
SINGLE, MULTIPLE, NUMERIC, ORDER, SHORT = range(5)
SCHEMA = Draft202012Validator(json.loads((files("trainloop.questions") / "schema.json").read_text(encoding="utf-8")))

Change = Callable[[Any], object]
BAD: dict[str, tuple[Change, str]] = {
    "no list": (lambda c: c.update(questions={}), "questions is {}; allowed: a list"),
    "no questions": (lambda c: c.update(questions=[]), "questions is '0 long'"),
    "unknown top field": (lambda c: c.update(extra=1), "unknown field 'extra'"),
    "number for id": (
        lambda c: c["questions"][SINGLE].update(id=3),
        "id is 3; allowed: a text",
    ),
    "missing role": (lambda c: c["questions"][SINGLE].pop("role"), "role is missing"),
    "unknown role": (
        lambda c: c["questions"][SINGLE].update(role="exam"),
        "role is 'exam'",
    ),
    "unknown kind": (
        lambda c: c["questions"][SINGLE].update(kind="yes"),
        "kind is 'yes'",
    ),
    "unknown bloom": (
        lambda c: c["questions"][SINGLE].update(bloom="know"),
        "bloom is 'know'",
    ),
    "difficulty 4": (
        lambda c: c["questions"][SINGLE].update(difficulty=4),
        "difficulty is 4",
    ),
    "difficulty true": (
        lambda c: c["questions"][SINGLE].update(difficulty=True),
        "difficulty is True",
    ),
    "blank prompt": (
        lambda c: c["questions"][SINGLE].update(prompt=" "),
        "prompt is ' '",
    ),
    "field of another kind": (
        lambda c: c["questions"][SINGLE].update(answer=1),
        "unknown field 'answer'",
    ),
    "one option": (
        lambda c: c["questions"][SINGLE].update(options=c["questions"][SINGLE]["options"][:1]),
        "options is '1 long'; allowed: 2 to 6 entries",
    ),
    "option without why": (
        lambda c: c["questions"][SINGLE]["options"][1].pop("why"),
        "options[1]: why is missing",
    ),
    "option is a text": (
        lambda c: c["questions"][SINGLE]["options"].append("no"),
        "options[3] is 'no'; allowed: a mapping",
    ),
    "two right": (
        lambda c: c["questions"][SINGLE]["options"][1].update(correct=True),
        "'2 correct'; allowed: exactly one correct",
    ),
    "none right": (
        lambda c: c["questions"][MULTIPLE].update(options=c["questions"][MULTIPLE]["options"][2:] * 2),
        "'0 correct'; allowed: at least one correct",
    ),
    "correct as text": (
        lambda c: c["questions"][SINGLE]["options"][1].update(correct="no"),
        "correct is 'no'; allowed: true or false",
    ),
    "answer as text": (
        lambda c: c["questions"][NUMERIC].update(answer="1"),
        "answer is '1'",
    ),
    "negative tolerance": (
        lambda c: c["questions"][NUMERIC].update(tolerance=-1),
        "tolerance is -1.0; allowed: a number ≥ 0",
    ),
    "two steps": (
        lambda c: c["questions"][ORDER].update(steps=["a", "b"]),
        "steps is '2 long'",
    ),
    "same steps": (
        lambda c: c["questions"][ORDER].update(steps=["a", "b", "a"]),
        "steps is 'two alike'",
    ),
    "no points": (lambda c: c["questions"][SHORT].pop("points"), "points is missing"),
    "no source": (
        lambda c: c["questions"][SHORT].update(source={}),
        "give chapter and heading",
    ),
    "half a source": (
        lambda c: c["questions"][SHORT].update(source={"chapter": "adam"}),
        "a chapter needs its heading",
    ),
}


def example() -> Any:
    return yaml.safe_load(TEXT)


def test_the_example_keeps_to_the_schema() -> None:
    SCHEMA.validate(example())
    assert len(parse(TEXT, "example", "example.yml")) == 5


@pytest.mark.parametrize("fault", BAD)
def test_loader_and_schema_refuse_the_same_and_say_where(fault: str) -> None:
    content = copy.deepcopy(example())
    change, message = BAD[fault]
    change(content)
    assert not SCHEMA.is_valid(content)
    with pytest.raises(BankError) as caught:
        parse(yaml.safe_dump(content), "example", "example.yml")
    assert message in str(caught.value)
    assert str(caught.value).startswith("example.yml")


def test_what_a_schema_cannot_say_is_refused_too() -> None:
    for change, message in (
        (
            lambda c: c["questions"][1].update(id="example-single"),
            "'example-single' stands twice",
        ),
        (
            lambda c: c["questions"][1].update(id="adam-x"),
            "an id that starts with 'example-'",
        ),
        (lambda c: c.update(chapter="adam"), "chapter is 'adam'; allowed: example"),
        (
            lambda c: c["questions"][NUMERIC].update(answer=float("nan")),
            "a finite number",
        ),
    ):
        content = example()
        change(content)
        with pytest.raises(BankError) as caught:
            parse(yaml.safe_dump(content), "example", "example.yml")
        assert message in str(caught.value)
    with pytest.raises(BankError, match=r"example\.yml is not YAML"):
        parse("a: [", "example", "example.yml")


ALL = parse(TEXT, "example", "example.yml")


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
        self.text = ""
        self.unfolded = ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

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
    assert page.attributes <= {"class", "role", "aria-label", "type"}
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
