"""The blanks of the worked examples."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
import torch

from tests.practice.record import recordings
from trainloop.exercises import check_blanks
from trainloop.exercises.blank import FOUR_DIGITS, Blank
from trainloop.exercises.filling import find_blanks, known_blanks

RIGHT: Mapping[str, Mapping[str, float]] = recordings()["blanks"]["chapters"]


def filled(chapter: str, **changes: Any) -> dict[str, Any]:
    return {**RIGHT[chapter], **changes}


def rounded(blank: Blank, value: float) -> str:
    """The value with as few digits as the blank allows."""
    return f"{value:.{4 if blank.tolerance == FOUR_DIGITS else 6}g}"


@pytest.mark.parametrize("chapter", known_blanks())
def test_right_values_pass_as_numbers_and_tensors(chapter: str) -> None:
    for form in (float, torch.tensor, lambda value: torch.tensor([value])):
        given = {name: form(value) for name, value in filled(chapter).items()}
        report = check_blanks(chapter, **given)
        assert report.passed, report


@pytest.mark.parametrize("chapter", known_blanks())
def test_right_values_pass_rounded(chapter: str) -> None:
    values = {b.name: float(rounded(b, RIGHT[chapter][b.name])) for b in find_blanks(chapter)}
    report = check_blanks(chapter, **values)
    assert report.passed, report


@pytest.mark.parametrize("chapter", known_blanks())
def test_every_wrong_value_is_named_and_the_right_one_kept_back(chapter: str) -> None:
    for blank in find_blanks(chapter):
        assert len(blank.wrong) >= 5
        for wrong in blank.wrong:
            report = check_blanks(chapter, **filled(chapter, **{blank.name: wrong.value}))
            assert (report.passed, report.mistake) == (False, wrong.id)
            assert report.message.startswith(f"{blank.label} isn't ")
            assert report.message.endswith(f": {wrong.pointer}.")
            shown = [part.strip(":.,") for part in repr(report).split()]
            assert rounded(blank, RIGHT[chapter][blank.name]) not in shown


@pytest.mark.parametrize("chapter", known_blanks())
def test_wrong_values_can_be_told_apart(chapter: str) -> None:
    for blank in find_blanks(chapter):
        values = [RIGHT[chapter][blank.name], *(wrong.value for wrong in blank.wrong)]
        for i, value in enumerate(values):
            for other in values[:i]:
                assert abs(value - other) > blank.tolerance * max(abs(value), abs(other))


@pytest.mark.parametrize("empty", [..., None])
def test_empty_blanks_are_asked_for(empty: object) -> None:
    report = check_blanks("adam", m_2=empty, w_2=empty)
    assert (report.passed, report.mistake) == (False, "not-written")
    assert report.message.startswith("m₂ is empty: fill in the average of the gradients")


@pytest.mark.parametrize("odd", ["4.8", [4.8], float, {}, object(), torch.zeros(3)])
def test_what_is_not_a_number_is_refused_kindly(odd: object) -> None:
    report = check_blanks("adam", **filled("adam", w_2=odd))
    assert (report.passed, report.mistake) == (False, "wrong-type")
    assert report.message == "w₂ isn't a number: fill in w after the second step."


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 10**400, 0.0])
def test_odd_numbers_are_wrong_without_a_name(number: float) -> None:
    report = check_blanks("adam", **filled("adam", m_2=number))
    assert (report.passed, report.mistake) == (False, None)


def test_missing_and_unknown_blanks_are_explained() -> None:
    for values in ({}, {"m_2": 1.88}, {"m_2": 1.88, "w_2": 4.8, "v_2": 1.0}):
        report = check_blanks("adam", **values)
        assert (report.passed, report.mistake) == (False, "wrong-blanks")
        assert "check_blanks('adam', m_2=…, w_2=…)" in report.message


def test_an_unknown_chapter_lists_the_known_ones() -> None:
    report = check_blanks("astrology", w=1.0)
    assert (report.passed, report.mistake) == (False, "unknown-blanks")
    for chapter in known_blanks():
        assert f"`{chapter}`" in report.message


def test_a_second_full_stride_of_adam_is_near_and_wrong() -> None:
    report = check_blanks("adam", **filled("adam", w_2=4.8))
    assert report.mistake == "full-stride"
    assert check_blanks("adam", **filled("adam", w_2=4.80006)).passed
