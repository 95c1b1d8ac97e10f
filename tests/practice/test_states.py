"""The state that the widget shows and exports read: exactly these fields, in the order that is shown."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.practice.example import ALL, BANK, BUG, CURVES, GENERATED, LONG, MATCH, MULTIPLE, NUMERIC, ORDER, SHORT
from trainloop.questions.model import Question
from trainloop.questions.state import card_state, question_state

COMMON = {"id", "chapter", "role", "kind", "concept", "prompt", "code", "instruction", "marks", "source", "variants"}
OWN = {
    "single": {"options"},
    "multiple": {"options"},
    "numeric": {"answer", "tolerance", "unit", "why", "mistakes"},
    "order": {"steps", "order", "why"},
    "bug": {"lines", "line", "fix", "why", "others"},
    "match": {"items", "choices", "pairs", "whys"},
    "short": {"answer", "points"},
    "long": {"answer", "points"},
}


def state(index: int) -> dict[str, Any]:
    return question_state(ALL[index])


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.id)
def test_fields_are_those_of_the_kind(question: Question) -> None:
    shown = question_state(question)
    assert set(shown) == COMMON | OWN[question.kind]
    assert set(shown["source"]) == {"chapter", "heading", "citation"}
    for variant in shown["variants"]:
        assert set(variant) == {"prompt", "code"} | OWN[question.kind]
    assert json.loads(json.dumps(shown)) == shown


def test_options_stand_as_they_are_shown() -> None:
    shown = [entry.text for entry in ALL[MULTIPLE].lists[0].entries]
    assert [option["text"] for option in state(MULTIPLE)["options"]] == shown
    assert {option["text"] for option in state(MULTIPLE)["options"] if option["correct"]} == {"2", "4"}


def test_steps_lead_back_to_their_order() -> None:
    shown = state(ORDER)
    assert shown["steps"] != ["one", "two", "three", "four"]
    assert [shown["steps"][index] for index in shown["order"]] == ["one", "two", "three", "four"]


def test_lines_count_from_0() -> None:
    shown = state(BUG)
    assert shown["code"] == ""
    assert shown["lines"][shown["line"]] == "    optimizer.step()"
    assert shown["lines"][2] == ""
    assert shown["others"] == {"3": "Clearing before `backward` is right."}


def test_pairs_lead_from_items_to_choices() -> None:
    shown = state(MATCH)
    assert [shown["choices"][index] for index in shown["pairs"]] == ["longer steps", "shorter steps", "longer steps"]
    assert shown["items"][1] == {"name": "`lr` halved", "svg": "", "words": ""}
    assert shown["whys"][1] == "It multiplies too."
    assert len(shown["choices"]) == 3


def test_curves_keep_their_reason_when_they_are_shuffled() -> None:
    for shown in (state(CURVES), *state(CURVES)["variants"]):
        assert [item["name"] for item in shown["items"]] == ["Curve A", "Curve B"]
        for item, pair, why in zip(shown["items"], shown["pairs"], shown["whys"], strict=True):
            wild = "swings" in item["words"]
            assert item["words"] in item["svg"]
            assert shown["choices"][pair] == ("α = 1" if wild else "α = 0.01")
            assert why == ("It swings." if wild else "It only creeps.")


def test_marks_are_those_of_the_rubric() -> None:
    assert [state(index)["marks"] for index in (NUMERIC, SHORT, LONG)] == [1, 2, 3]
    assert state(LONG)["points"] == [
        {"text": "names the limit", "marks": 2},
        {"text": "says what changes it", "marks": 1},
    ]


def test_numbers_are_numbers() -> None:
    shown = state(GENERATED)
    assert all(isinstance(one["answer"], float) for one in (shown, *shown["variants"]))
    assert state(NUMERIC)["mistakes"] == [{"value": 1.5, "why": "The sign is missing."}]


def test_a_card_is_what_the_bank_says() -> None:
    (card,) = map(card_state, BANK.cards)
    assert set(card) == {"id", "front", "back", "concept", "chapter"}
    assert card["chapter"] == "example"
