"""What an assignment's file may say, and what is said of one that may not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from classroom.assignment import AssignmentError, Item, Late, load, parse
from tests.classroom.examples import assignment, text


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "week-3.yml"
    more = {"due": "2026-10-12 23:59 +02:00", "late": {"per_day": 0.2, "days": 3, "grace": "15 minutes"}}
    path.write_text(text(**more, extra_time={"ada": "2 days"}, vary="student"), encoding="utf-8")
    found = load(path)
    assert (found.name, found.title, found.points, found.seed, found.vary) == (
        *("week-3", "Averages and momentum", 15, "first", "student"),
    )
    assert found.items[:2] == (Item("function", "ewa", 4), Item("function", "momentum_step", 4))
    assert found.items[2].function == "momentum_convert"
    assert found.due == datetime(2026, 10, 12, 21, 59, tzinfo=UTC)
    assert found.late == Late(0.2, 3, timedelta(minutes=15))
    assert found.extra_time == {"ada": timedelta(days=2)}


def test_what_may_be_left_out() -> None:
    found = assignment(seed=None, questions=None, points=8)
    assert (found.seed, found.vary, found.due, found.late) == ("0", "class", None, Late())


@pytest.mark.parametrize("due", ["2026-10-12 23:59 +02:00", "2026-10-12T21:59:00Z", "2026-10-12T23:59:00+02:00"])
def test_deadlines_are_moments(due: str) -> None:
    assert assignment(due=due).due == datetime(2026, 10, 12, 21, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "span"),
    [("15 minutes", timedelta(minutes=15)), ("1.5 hours", timedelta(hours=1.5)), ("1 day", timedelta(1))],
)
def test_times(given: str, span: timedelta) -> None:
    assert assignment(late={"grace": given}).late.grace == span


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"points": 12}, "points is 12, and the items add up to 15"),
        ({"points": None}, "points is None; allowed: a number above 0"),
        ({"points": True}, "points is True"),
        ({"title": " "}, "title is ' '; allowed: a text"),
        ({"chapters": []}, "chapters is []; allowed: a list of one name or more"),
        ({"chapters": "momentum"}, "chapters is 'momentum'"),
        ({"exercises": None, "questions": None}, "nothing is asked"),
        ({"exercises": ["ewa"]}, "exercises is ['ewa']; allowed: names with a value each"),
        ({"exercises": {"ewa": 0}}, "exercises: ewa is 0; allowed: a number above 0"),
        ({"exercises": {"ewa": float("inf")}}, "exercises: ewa is inf"),
        ({"due": "2026-10-12 23:59"}, "due is '2026-10-12 23:59'; allowed: a date, a time and an offset"),
        ({"due": "next week"}, "due is 'next week'"),
        ({"late": {"per_day": 2}}, "late: per_day is 2; allowed: a share of the points, from 0 to 1"),
        ({"late": {"days": -1}}, "late: days is -1"),
        ({"late": {"weeks": 1}}, "late is 'weeks'; allowed: per_day, days and grace"),
        ({"extra_time": {"ada": "soon"}}, "extra_time: ada is 'soon'; allowed: a time such as 15 minutes"),
        ({"vary": "room"}, "vary is 'room'; allowed: class or student"),
        ({"deadline": "today"}, "there is no key 'deadline'; allowed: title, chapters"),
    ],
)
def test_what_is_refused(changes: dict[str, object], said: str) -> None:
    with pytest.raises(AssignmentError) as refused:
        assignment(**changes)
    assert said in str(refused.value)


@pytest.mark.parametrize("content", ["[", "a", "- 1"])
def test_what_is_no_file_of_an_assignment(content: str) -> None:
    with pytest.raises(AssignmentError, match="week: "):
        parse(content, "week")


@pytest.mark.parametrize("name", ["", "Week 3", "../key", "-x"])
def test_names_stay_in_their_folder(name: str) -> None:
    with pytest.raises(AssignmentError, match="the assignment's name is"):
        parse(text(), name)
