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

from tests.practice.example import MULTIPLE, NUMERIC, ORDER, SHORT, SINGLE, TEXT
from trainloop.questions.fields import BankError
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
