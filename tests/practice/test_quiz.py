"""The widget: its state, its three faces, and the record that it keeps through the file of trainloop.progress."""

from __future__ import annotations

import sys
from copy import deepcopy
from types import ModuleType
from typing import Any

import pytest

from tests.practice.example import ALL, BANK, NUMERIC, SINGLE
from trainloop.questions import Quiz, predict
from trainloop.questions.views import CardList, Prediction, QuestionList

RIGHT = {"given": 0, "right": True, "tries": 1, "first": True, "concept": "learning rate", "when": "2026-11-21"}
VIEW = "application/vnd.jupyter.widget-view+json"
Record = dict[str, Any]


class Refused(ValueError):
    """What a validator raises."""


def empty() -> Record:
    return {"format": "learn-the-training-loop/progress", "version": 1, "answers": {}, "exercises": {}, "cards": {}}


def validated(value: Any) -> Record:
    if not isinstance(value, dict) or value.keys() != empty().keys():
        raise Refused("it isn't a record of this book.")
    return deepcopy(value)


class Disk:
    """Stands in for the file of the record; `fault` is raised by whoever reads or writes."""

    def __init__(self) -> None:
        self.record: Record = empty()
        self.fault: Exception | None = None

    def live(self) -> bool:
        return True

    def load(self) -> Record:
        if self.fault:
            raise self.fault
        return deepcopy(self.record)

    def update(self, change: Any) -> None:
        if self.fault:
            raise self.fault
        change(self.record)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """A person's notebook."""
    disk = Disk()
    record = ModuleType("record")
    vars(record).update(Refused=Refused, empty=empty, validated=validated)
    package = ModuleType("progress")
    vars(package).update(file=disk, record=record)
    for name, module in {"": package, ".file": disk, ".record": record}.items():
        monkeypatch.setitem(sys.modules, f"trainloop.progress{name}", module)
    return disk


def quiz() -> Quiz:
    return Quiz(QuestionList("quiz", "Quiz", ALL))


def answered(record: Record, **answers: object) -> Record:
    """What a browser sends: all of the record, with more answers in it."""
    return deepcopy(record) | {"answers": {**record["answers"], **answers}}


def test_a_view_is_its_state() -> None:
    widget = Quiz(Prediction(ALL[SINGLE]))
    assert (widget.view, widget.label) == ("predict", "Prediction")
    assert [question["id"] for question in widget.questions] == ["example-single"]
    assert Quiz(CardList(BANK.cards)).cards[0]["id"] == "example-card"


def test_it_shows_itself_in_three_ways() -> None:
    widget = predict("adam-first-step")
    data, _ = widget._repr_mimebundle_()
    assert set(data) == {"text/plain", "text/html", VIEW}
    assert data[VIEW]["model_id"] == widget.model_id
    assert data["text/plain"] == repr(widget)
    assert data["text/plain"].startswith("Leave out both bias corrections")
    assert data["text/html"].startswith('<div class="trainloop-questions trainloop-predict"')
    assert "m shrinks 10 times" not in data["text/plain"] + data["text/html"]


def test_an_answer_is_kept_and_told_to_the_others(disk: Disk) -> None:
    one, other = quiz(), Quiz(CardList(BANK.cards))
    one.set_state({"record": answered(one.record, q=RIGHT)})
    assert disk.record["answers"] == {"q": RIGHT}
    assert one.record == other.record == disk.record
    assert quiz().record == disk.record


def test_what_changed_elsewhere_survives(disk: Disk) -> None:
    one = quiz()
    disk.record["exercises"]["sgd-step"] = {"tries": 1, "passed": None}
    disk.record["answers"]["old"] = RIGHT
    one.set_state({"record": answered(one.record, q=RIGHT)})
    assert disk.record["exercises"] == {"sgd-step": {"tries": 1, "passed": None}}
    assert set(disk.record["answers"]) == {"q", "old"}
    assert one.record == disk.record


def test_what_is_taken_out_is_forgotten(disk: Disk) -> None:
    disk.record["answers"] = {"q": RIGHT, "r": RIGHT}
    one = quiz()
    one.set_state({"record": one.record | {"answers": {"r": RIGHT}}})
    assert set(disk.record["answers"]) == {"r"}


@pytest.mark.parametrize("sent", [3, [], {}, {"format": "other"}, {"answers": 1}], ids=repr)
def test_what_is_no_record_is_refused_with_a_word(disk: Disk, sent: object) -> None:
    one = quiz()
    before = deepcopy(one.record)
    one.set_state({"record": sent})
    assert one.record == disk.record == before
    assert one.notice.startswith("This answer wasn't kept: ")
    one.set_state({"record": answered(one.record, q=RIGHT)})
    assert one.notice == ""


@pytest.mark.parametrize("name", ["questions", "view", "label", "notice"])
def test_a_browser_changes_nothing_else(disk: Disk, name: str) -> None:
    one = quiz()
    before = deepcopy(getattr(one, name))
    forged = {name: [] if name == "questions" else "x"}
    one.set_state(forged)
    one.set_state({"record": answered(one.record, q=RIGHT), **forged})
    assert getattr(one, name) == before


def test_outside_a_persons_notebook_nothing_is_taken(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "live", lambda: False)
    one = quiz()
    one.set_state({"record": answered(empty(), q=RIGHT)})
    assert one.record is None
    assert disk.record == empty()


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (OSError(28, "No space left on device"), "no space left on device"),
        (PermissionError(13, "Permission denied"), "permission denied"),
        (ValueError("the file is damaged."), "the file is damaged"),
    ],
)
def test_a_fault_is_a_notice_and_the_answer_stays_on_the_page(disk: Disk, fault: Exception, reason: str) -> None:
    one, other = quiz(), Quiz(QuestionList("quiz", "Quiz", (ALL[NUMERIC],)))
    disk.fault = fault
    one.set_state({"record": answered(one.record, q=RIGHT)})
    assert one.record["answers"] == {"q": RIGHT}
    assert one.notice == f"Your progress can't be kept: {reason}."
    assert other.notice == one.notice
    late = quiz()
    assert late.record == empty()
    assert late.notice == f"Your progress can't be read: {reason}."
    disk.fault = None
    one.set_state({"record": answered(one.record, r=RIGHT)})
    assert one.notice == ""
    assert set(disk.record["answers"]) == {"q", "r"}


def test_a_browser_learns_what_became_of_its_record(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    one, sent = quiz(), []
    monkeypatch.setattr(one, "send_state", lambda key=None: sent.append(key))
    one.set_state({"record": answered(one.record, q=RIGHT)})
    assert "record" not in sent  # it knows
    disk.record["answers"]["elsewhere"] = RIGHT
    one.set_state({"record": answered(one.record, r=RIGHT)})
    one.set_state({"record": "nonsense"})
    assert sent.count("record") == 2
