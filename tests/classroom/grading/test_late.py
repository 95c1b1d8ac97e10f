"""What lateness costs: grace, started days, extra time, the last day."""

from __future__ import annotations

from datetime import timedelta

import pytest

from classroom.grading import after_lateness
from tests.classroom.examples import assignment

GIVEN = assignment(
    due="2026-10-12 23:59 +02:00",
    late={"per_day": 0.2, "days": 3, "grace": "15 minutes"},
    extra_time={"ada": "2 days"},
)


@pytest.mark.parametrize(
    ("over", "days", "kept"),
    [
        (timedelta(days=-1), 0, 1.0),
        (timedelta(), 0, 1.0),
        (timedelta(minutes=15), 0, 1.0),
        (timedelta(minutes=16), 1, 0.8),
        (timedelta(days=1), 1, 0.8),
        (timedelta(days=1, seconds=1), 2, 0.6),
        (timedelta(days=3), 3, 0.4),
        (timedelta(days=3, seconds=1), 4, 0.0),
        (timedelta(days=400), 400, 0.0),
    ],
)
def test_each_started_day_costs_its_share(over: timedelta, days: int, kept: float) -> None:
    assert GIVEN.due is not None
    found = after_lateness(GIVEN, "bob", GIVEN.due + over)
    assert (found.days, found.kept) == (days, pytest.approx(kept))


def test_extra_time_moves_the_deadline_for_one() -> None:
    assert GIVEN.due is not None
    at = GIVEN.due + timedelta(days=2)
    assert after_lateness(GIVEN, "ada", at).kept == 1
    assert after_lateness(GIVEN, "bob", at).kept == pytest.approx(0.6)


def test_nothing_is_late_without_a_deadline() -> None:
    assert GIVEN.due is not None
    assert after_lateness(assignment(), "bob", GIVEN.due + timedelta(days=999)).kept == 1


def test_a_share_never_falls_below_nothing() -> None:
    steep = assignment(due="2026-10-12 23:59 +02:00", late={"per_day": 0.6, "days": 9})
    assert steep.due is not None
    assert after_lateness(steep, "bob", steep.due + timedelta(days=5)).kept == 0
