"""The loader refuses what the schema refuses, and says where."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tests.practice.example import (
    BANK,
    BUG,
    CURVES,
    GENERATED,
    GENERATORS,
    LONG,
    MATCH,
    MULTIPLE,
    NUMERIC,
    ORDER,
    SHORT,
    SINGLE,
    TEXT,
)
from trainloop.questions.fields import BankError
from trainloop.questions.kinds import KINDS
from trainloop.questions.loader import parse

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
    "no line": (lambda c: c["questions"][BUG].pop("line"), "line is missing"),
    "line 0": (
        lambda c: c["questions"][BUG].update(line=0),
        "line is 0; allowed: a whole number from 1 to 5",
    ),
    "line as text": (
        lambda c: c["questions"][BUG].update(line="5"),
        "line is '5'; allowed: a whole number",
    ),
    "bug without code": (lambda c: c["questions"][BUG].pop("code"), "code is missing"),
    "fix of two lines": (
        lambda c: c["questions"][BUG].update(fix="a\nb"),
        "allowed: one line that differs from line 5",
    ),
    "other line without why": (
        lambda c: c["questions"][BUG]["others"][0].pop("why"),
        "others[0]: why is missing",
    ),
    "one pair": (
        lambda c: c["questions"][MATCH].update(pairs=c["questions"][MATCH]["pairs"][:1]),
        "pairs is '1 long'; allowed: 2 to 6 entries",
    ),
    "pair without choice": (
        lambda c: c["questions"][MATCH]["pairs"][1].pop("choice"),
        "pairs[1]: choice is missing",
    ),
    "curve among texts": (
        lambda c: c["questions"][MATCH]["pairs"][0].update(curve="slow"),
        "pairs[0]: unknown field 'item'",
    ),
    "axis without curves": (
        lambda c: c["questions"][MATCH].update(x_label="step"),
        "x_label is 'step'; allowed: only where pairs have curves",
    ),
    "curves without axis": (lambda c: c["questions"][CURVES].pop("y_label"), "y_label is missing"),
    "curves that nobody draws": (
        lambda c: c["questions"][CURVES].pop("generated"),
        "pairs[0]: curve is 'slow'; allowed: one of []",
    ),
    "five extras": (
        lambda c: c["questions"][MATCH].update(extra=list("abcde")),
        "extra is '5 long'; allowed: 1 to 4 entries",
    ),
    "marks 0": (
        lambda c: c["questions"][LONG]["points"][0].update(marks=0),
        "points[0]: marks is 0; allowed: a whole number from 1 to 20",
    ),
    "point is a number": (
        lambda c: c["questions"][LONG].update(points=[3]),
        "points[0] is 3; allowed: a mapping",
    ),
    "prediction in words": (
        lambda c: c["questions"][LONG].update(role="predict"),
        "kind is 'long'; allowed: a kind that can be judged, because the role is predict",
    ),
    "template without a function": (
        lambda c: c["questions"][GENERATED].pop("generated"),
        "answer is '{answer}'; allowed: a number",
    ),
    "template with more around it": (
        lambda c: c["questions"][GENERATED].update(answer="{a} + {b}"),
        "answer is '{a} + {b}'; allowed: a number",
    ),
    "card without back": (lambda c: c["cards"][0].pop("back"), "cards[0] (example-card): back is missing"),
    "card with more": (lambda c: c["cards"][0].update(hint="no"), "unknown field 'hint'"),
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
    assert len(BANK.questions) == 10
    assert {question["kind"] for question in example()["questions"]} == set(KINDS)


@pytest.mark.parametrize("fault", BAD)
def test_loader_and_schema_refuse_the_same_and_say_where(fault: str) -> None:
    content = copy.deepcopy(example())
    change, message = BAD[fault]
    change(content)
    assert not SCHEMA.is_valid(content)
    with pytest.raises(BankError) as caught:
        parse(yaml.safe_dump(content), "example", "example.yml", GENERATORS)
    assert message in str(caught.value)
    assert str(caught.value).startswith("example.yml")


UNSEEN: dict[str, tuple[Change, str]] = {
    "id twice": (lambda c: c["questions"][1].update(id="example-single"), "'example-single' stands twice"),
    "card with a question's id": (lambda c: c["cards"][0].update(id="example-long"), "'example-long' stands twice"),
    "id of another chapter": (lambda c: c["questions"][1].update(id="adam-x"), "an id that starts with 'example-'"),
    "other chapter": (lambda c: c.update(chapter="adam"), "chapter is 'adam'; allowed: example"),
    "not a number": (lambda c: c["questions"][NUMERIC].update(answer=float("nan")), "a finite number"),
    "mistake that is right": (
        lambda c: c["questions"][NUMERIC]["mistakes"][0].update(value=-1.500001),
        "value is -1.500001; allowed: a number that isn't taken for −1.5 ± 0.00001",
    ),
    "same mistake twice": (
        lambda c: c["questions"][NUMERIC]["mistakes"].append({"value": 1.5, "why": "Again."}),
        "mistakes[1]: value is 1.5; allowed: a number that no mistake before has",
    ),
    "same option twice": (
        lambda c: c["questions"][SINGLE]["options"][2].update(text="Nothing <i>"),
        "options is 'two alike'",
    ),
    "line beyond the code": (lambda c: c["questions"][BUG].update(line=6), "line is 6"),
    "empty line": (lambda c: c["questions"][BUG].update(line=3), "line is 3; allowed: a line that isn't empty"),
    "other line is the one": (
        lambda c: c["questions"][BUG]["others"][0].update(line=5),
        "others[0]: line is 5; allowed: a line that isn't named before",
    ),
    "fix changes nothing": (
        lambda c: c["questions"][BUG].update(fix="  optimizer.step()"),
        "allowed: one line that differs from line 5",
    ),
    "one line of code": (lambda c: c["questions"][BUG].update(code="x"), "code is 'x'; allowed: two lines or more"),
    "same item twice": (
        lambda c: c["questions"][MATCH]["pairs"][1].update(item="`lr` tenfold"),
        "pairs is 'two items alike'",
    ),
    "extra that fits": (
        lambda c: c["questions"][MATCH].update(extra=["longer steps"]),
        "extra is ['longer steps']; allowed: choices that fit no item",
    ),
    "one choice for all": (
        lambda c: (
            [pair.update(choice="steps") for pair in c["questions"][MATCH]["pairs"]]
            and c["questions"][MATCH].pop("extra")
        ),
        "pairs is 'one choice for all'",
    ),
    "unknown function": (
        lambda c: c["questions"][GENERATED].update(generated="sum"),
        "generated is 'sum'; allowed: curves, product",
    ),
    "unknown curve": (
        lambda c: c["questions"][CURVES]["pairs"][0].update(curve="low"),
        "pairs[0]: curve is 'low'; allowed: one of ['slow', 'wild']",
    ),
    "unknown name in a text": (
        lambda c: c["questions"][GENERATED].update(prompt="What is {c}?"),
        "prompt is 'What is {c}?'; allowed: {name} of ['a', 'b', 'answer', 'sum']",
    ),
    "brace in a text": (lambda c: c["questions"][GENERATED].update(prompt="What is {a?"), "is written twice"),
    "unknown name for a number": (
        lambda c: c["questions"][GENERATED].update(answer="{c}"),
        "answer is '{c}'; allowed: a number, or {name} of ['a', 'b', 'answer', 'sum']",
    ),
}


@pytest.mark.parametrize("fault", UNSEEN)
def test_what_a_schema_cannot_say_is_refused_too(fault: str) -> None:
    content = example()
    change, message = UNSEEN[fault]
    change(content)
    with pytest.raises(BankError) as caught:
        parse(yaml.safe_dump(content), "example", "example.yml", GENERATORS)
    assert message in str(caught.value)
    assert str(caught.value).startswith("example.yml")


def test_what_is_not_yaml_is_refused() -> None:
    with pytest.raises(BankError, match=r"example\.yml is not YAML"):
        parse("a: [", "example", "example.yml")
