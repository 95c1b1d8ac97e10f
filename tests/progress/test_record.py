"""The record in both languages: the same is taken, the same refused, the same concluded."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from tests.progress.module import evaluate
from tests.progress.samples import FULL, SAMPLES
from trainloop.progress.figures import by_concept, due_cards, judged, to_revisit
from trainloop.progress.record import Refused, empty, parsed, validated

Result = tuple[dict[str, Any] | None, str | None]


def in_python(text: str) -> Result:
    try:
        return parsed(text), None
    except Refused as why:
        return None, str(why)


@pytest.fixture(scope="module")
def in_javascript() -> dict[str, Result]:
    code = """data.map((text) => {
        try { return [parsed(text), null]; }
        catch (error) { if (!(error instanceof Refused)) throw error; return [null, error.message]; }
    })"""
    results = evaluate("record.js", "parsed, Refused", code, [text for text, _ in SAMPLES.values()])
    return {name: tuple(result) for name, result in zip(SAMPLES, results, strict=True)}


@pytest.mark.parametrize("name", SAMPLES)
def test_both_languages_take_and_refuse_the_same(name: str, in_javascript: dict[str, Result]) -> None:
    text, why = SAMPLES[name]
    assert in_python(text)[1] == why
    assert in_javascript[name] == in_python(text)


def test_what_is_taken_is_a_copy_without_what_is_not_known() -> None:
    given = deepcopy(FULL) | {"later": 1}
    given["read"]["adam"] = "2026-11-21"
    clean = validated(given)
    assert clean == FULL
    clean["read"]["loss"] = "2026-11-21"
    assert "loss" not in given["read"]


def answers(*entries: tuple[str, bool | None, bool | None]) -> dict[str, Any]:
    """A record with answers: concept, right, right at the first try."""
    record = empty()
    for i, (concept, right, first) in enumerate(entries):
        entry = {"given": 1, "right": right, "tries": 1, "first": first, "concept": concept, "when": "2026-11-21"}
        record["answers"][f"q{i}"] = entry
    return record


RECORDS = {
    "empty": empty(),
    "full": FULL,
    "too few": answers(("a", False, False), ("b", True, True), ("c", False, False), ("d", True, True)),
    "enough": answers(
        ("a", True, False), ("a", True, True), ("b", False, False), ("c", True, True), ("c", True, True), ("d", None, None)
    ),
    "six weak": answers(*((concept, False, False) for concept in "fedcba")),
}  # fmt: skip


@pytest.mark.parametrize("name", RECORDS)
def test_both_languages_conclude_the_same(name: str) -> None:
    record = RECORDS[name]
    code = (
        "[[...byConcept(data)], judged(data), toRevisit(data), "
        "dueCards(data, [...Object.keys(data.cards), 'never-turned'], '2026-12-07')]"
    )
    found = evaluate("figures.js", "byConcept, judged, toRevisit, dueCards", code, record)
    scores = [[concept, {"asked": s.asked, "right": s.right}] for concept, s in by_concept(record).items()]
    assert found == [scores, judged(record), to_revisit(record), due_cards(record, "2026-12-07")]


def test_the_weakest_concepts_come_first_and_one_slip_weighs_little() -> None:
    assert to_revisit(RECORDS["too few"]) == []
    assert to_revisit(RECORDS["enough"]) == ["b", "a"]
    assert to_revisit(RECORDS["six weak"]) == ["a", "b", "c", "d", "e"]


def test_of_two_records_the_later_and_fuller_entries_stay() -> None:
    other = deepcopy(FULL)
    other["read"] = {"adam": "2026-11-20", "momentum": "2026-11-22"}
    other["exercises"] = {"ewa": {"tries": 5, "passed": None}, "adam_step": {"tries": 2, "passed": "2026-11-23"}}
    other["answers"]["adam-two"] = {**FULL["answers"]["adam-two"], "when": "2026-11-22", "right": True}
    other["cards"]["adam-card-unit"] = {"box": 2, "due": "2026-11-25", "seen": "2026-11-23"}
    other["drafts"] = {"ewa": {"stub": "abc", "text": "theirs"}, "new": {"stub": "x", "text": "new"}}
    both = evaluate("record.js", "merged", "merged(...data)", [FULL, other])
    assert both["read"] == {"adam": "2026-11-21", "momentum": "2026-11-22"}
    assert both["exercises"] == {
        "ewa": {"tries": 5, "passed": "2026-11-20"},
        "adam_step": {"tries": 2, "passed": "2026-11-23"},
    }
    assert both["answers"]["adam-two"]["right"] is True
    assert both["cards"]["adam-card-unit"]["box"] == 5
    assert both["drafts"]["ewa"]["text"].startswith("def ewa")
    assert both["drafts"]["new"]["text"] == "new"
    assert validated(both) == both
