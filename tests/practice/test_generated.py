"""Generated questions: valid for any seed, the same everywhere, never twice the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random

import pytest
import yaml

from tests.practice.example import ALL, CURVES, GENERATED, GENERATORS, TEXT
from trainloop.questions.fields import BankError, Value
from trainloop.questions.generated import generators_of, pick, several
from trainloop.questions.kinds import Match, Number
from trainloop.questions.loader import VARIANTS, chapter_questions, chapters, parse
from trainloop.questions.model import Question
from trainloop.questions.state import question_state

BANK = [question for chapter in chapters() for question in chapter_questions(chapter) if question.variants]
EACH = pytest.mark.parametrize("question", [ALL[CURVES], ALL[GENERATED], *BANK], ids=lambda q: q.id)


def renamed(index: int, name: str) -> Question:
    """The example's generated question under another id, which is another seed."""
    content = yaml.safe_load(TEXT)
    question = content["questions"][index] | {"id": name}
    (built,) = parse(yaml.safe_dump(content | {"questions": [question]}), "example", "x.yml", GENERATORS).questions
    return built


def test_numbers_fill_texts_and_fields() -> None:
    question = ALL[GENERATED]
    assert isinstance(question.task, Number)
    assert question.prompt == "What is 4 · −0.7? (A {brace} stays.)"
    assert question.task.value == -2.8
    assert question.task.mistakes == ((3.3, "That is 4 + −0.7."),)
    assert question.task.why == "4 times −0.7 is −2.8."


def test_numbers_have_six_digits_and_no_rounding_errors() -> None:
    def function(rng: Random) -> Mapping[str, Value]:
        return {"a": rng.random(), "b": -1e-17, "answer": 0.1 + 0.2, "sum": 12345678}

    question = parse(TEXT, "example", "example.yml", {**GENERATORS, "product": function}).questions[GENERATED]
    assert re.fullmatch(r"What is 0\.\d{1,6} · 0\? .*", question.prompt)
    assert isinstance(question.task, Number)
    assert question.task.value == 0.3
    assert question.task.mistakes[0][0] == 12345700


@EACH
def test_variants_are_the_same_question_with_other_numbers(question: Question) -> None:
    assert len(question.variants) == VARIANTS
    for variant in question.variants:
        assert (variant.id, variant.kind, variant.source) == (question.id, question.kind, question.source)
    assert len({str(question_state(one)) for one in (question, *question.variants)}) == 1 + VARIANTS


def test_other_questions_have_no_variants() -> None:
    assert {q.id for q in ALL if q.variants} == {ALL[CURVES].id, ALL[GENERATED].id}


@pytest.mark.parametrize("index", [CURVES, GENERATED])
def test_fifty_seeds_give_valid_questions(index: int) -> None:
    for k in range(10):  # with four variants each
        for question in (renamed(index, f"example-seed-{k}"), *renamed(index, f"example-seed-{k}").variants):
            task = question.task
            if isinstance(task, Number):
                assert f"is {task.answer('').summary}." in task.why
                assert all(abs(value - task.value) > task.tolerance for value, _ in task.mistakes)
            else:
                assert isinstance(task, Match)
                assert sorted(task.state(question.seed)["pairs"]) == [0, 1]


def test_curves_stand_in_an_order_of_each_variant() -> None:
    states = [v.task.state(v.seed) for k in range(5) for v in renamed(CURVES, f"example-{k}").variants]
    assert {"swings" in state["items"][0]["words"] for state in states} == {True, False}
    assert {tuple(state["pairs"]) for state in states} == {(0, 1), (1, 0)}


def test_a_seed_draws_the_same_in_every_python() -> None:
    rng = Random("example/0")
    assert [pick(rng, "abcdef") for _ in range(8)] == list("febaaaee")


def test_an_id_draws_nothing_twice() -> None:
    def coin(rng: Random) -> Mapping[str, Value]:
        return {"side": pick(rng, ("heads", "tails"))}

    drawn = several(coin, "coin", 5)
    assert sorted(values["side"] for values in drawn.values() if isinstance(values["side"], str)) == ["heads", "tails"]
    assert next(iter(drawn)) == "coin/0"
    with pytest.raises(BankError, match="generated is 'product'; allowed: a function that draws 5 different"):
        parse(TEXT, "example", "example.yml", {**GENERATORS, "product": coin})


def test_curves_must_be_drawable() -> None:
    def drawn(**curves: list[float]) -> None:
        def function(rng: Random) -> Mapping[str, Value]:
            return {"low": rng.random(), "high": 1, "name": "x", **curves}

        parse(TEXT, "example", "example.yml", {**GENERATORS, "curves": function})

    drawn(slow=[3, 2], wild=[3, 1])
    for curves, message in (
        ({"slow": [1.0], "wild": [1.0]}, "curve is 'slow'; allowed: one of"),
        ({"slow": [3.0, 2.0], "wild": [3.0, float("inf")]}, "a curve of finite numbers"),
        ({"slow": [3.0, 2.0], "wild": [3.0, 2.0, 1.0]}, "allowed: curves of one length"),
        ({"slow": [3.0, 2.0], "wild": [3.0, 0.0]}, "log is True; allowed: no logarithm"),
        ({"slow": [3.0, 3.0], "wild": [3.0, 3.0]}, "allowed: curves that differ"),
    ):
        with pytest.raises(BankError, match=message):
            drawn(**curves)


def test_a_chapter_without_a_module_generates_nothing() -> None:
    assert generators_of("astrology") == {}
    with pytest.raises(BankError, match=r"generated is 'curves'; allowed: a function in generated/example\.py"):
        parse(TEXT, "example", "example.yml")
