"""Which questions are meant, and that a seed's numbers aren't the page's."""

from __future__ import annotations

import re
from typing import Any

import pytest

from classroom.bank.choose import ChoiceError, drawn, questions, some
from classroom.bank.outline import place
from trainloop.questions.loader import chapters
from trainloop.questions.model import Question


def numbers(question: Question) -> str:
    return f"{question.prompt} {question.task}"


def test_all_questions_are_chosen_by_default() -> None:
    assert len({question.id for question in questions()}) == len(questions()) > 200
    assert {question.chapter for question in questions()} == set(chapters())


def test_what_is_asked_for_fits_at_once() -> None:
    found = questions(chapters=["momentum", "adam"], roles=["quiz", "exercise"], kinds=["numeric", "bug"])
    assert {question.chapter for question in found} == {"momentum", "adam"}
    assert found[0].chapter == "momentum"
    assert {question.role for question in found} == {"quiz", "exercise"}
    assert {question.kind for question in found} == {"numeric", "bug"}


def test_ids_come_in_their_order() -> None:
    ids = ["gradients-link", "adam-first-step"]
    assert [question.id for question in questions(ids=ids)] == ids


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"chapters": ["adamw"]}, "chapter is 'adamw'; allowed: adagrad-and-rmsprop, adam,"),
        ({"roles": ["test"]}, "role is 'test'; allowed: predict, self-check, quiz, exercise"),
        ({"kinds": ["essay"]}, "kind is 'essay'; allowed: single, multiple,"),
        ({"ids": ["adam-x"]}, "id is 'adam-x', which isn't in the bank; there are: adam-start-too-low,"),
        ({"ids": ["gradients-link"], "chapters": ["adam"]}, "which isn't in adam;"),
        ({"ids": ["adam-first-step"] * 2}, "'adam-first-step' is asked for twice"),
        ({"chapters": ["adam"], "kinds": ["order"]}, "no question fits"),
    ],
)
def test_what_there_is_not_is_said(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(ChoiceError, match=re.escape(message)):
        questions(**asked)


def test_a_seed_gives_each_question_once_and_the_same_again() -> None:
    found = questions(chapters=["momentum-in-depth"], seed="s")
    assert [question.id for question in found] == [
        question.id for question in questions(chapters=["momentum-in-depth"])
    ]
    assert not any(question.variants for question in found)
    assert found == questions(chapters=["momentum-in-depth"], seed="s")


def test_generated_questions_are_drawn_beyond_those_of_the_page() -> None:
    for question in questions():
        if not question.variants or question.id == "bias-correction-one-percent":  # which has five draws in all
            continue
        page = {numbers(one) for one in (question, *question.variants)}
        assert any(numbers(drawn(question.id, str(seed))) not in page for seed in range(12)), question.id


def test_orders_depend_on_the_seed() -> None:
    orders = {str(drawn("adam-first-step", str(seed)).lists) for seed in range(10)}
    assert len(orders) > 3


def test_some_are_drawn_by_seed_in_their_order() -> None:
    every = questions(chapters=["adam"])
    picked = some(every, 5, "1")
    assert [question for question in every if question in picked] == picked
    assert len(picked) == 5
    assert picked == some(every, 5, "1")
    assert any(some(every, 5, str(seed)) != picked for seed in range(2, 6))
    for count in (0, 13):
        with pytest.raises(ChoiceError, match="allowed: 1 to 12"):
            some(every, count, "1")


def test_chapters_have_their_module_and_title() -> None:
    assert (place("adam").module, place("adam").title) == ("Optimizers beyond SGD", "Adam")
    assert place("what-is-a-training-loop").title == "What is a training loop?"
    assert place("not-yet-written").title == "Not yet written"
