"""Records and what is no record, for both languages: each text with the reason for which it is refused, None if it isn't."""

from __future__ import annotations

import json
from typing import Any

NO_RECORD = "it is no record of progress in this book"
DAMAGED = "it is damaged, or no JSON file at all"
FULL: dict[str, Any] = {
    "format": "learn-the-training-loop/progress",
    "version": 1,
    "read": {"adam": "2026-11-21"},
    "exercises": {"ewa": {"tries": 3, "passed": "2026-11-20"}, "adam_step": {"tries": 1, "passed": None}},
    "answers": {
        "adam-first-step": {
            "given": "About α", "right": None, "tries": 1, "first": None, "concept": "Adam", "when": "2026-11-21",
        },
        "adam-two": {"given": 0.5, "right": False, "tries": 2, "first": False, "concept": "Adam", "when": "2026-11-21"},
        "adam-three": {
            "given": ["a", "b"], "right": True, "tries": 1, "first": True, "concept": "loss", "when": "2026-11-21",
        },
    },
    "cards": {"adam-card-unit": {"box": 5, "due": "2026-12-07", "seen": "2026-11-21"}},
    "drafts": {"ewa": {"stub": "abc", "text": "def ewa(): <script>alert(1)</script> 😀"}},
}  # fmt: skip


def changed(**parts: Any) -> str:
    """The full record with other parts, as text."""
    return json.dumps({**FULL, **parts})


def answer(**parts: Any) -> str:
    """A record with one answer, changed in parts."""
    return changed(answers={"a": {**FULL["answers"]["adam-two"], **parts}})


SAMPLES: dict[str, tuple[str, str | None]] = {
    "full": (json.dumps(FULL), None),
    "empty": ('{"format": "learn-the-training-loop/progress", "version": 1}', None),
    "more than is known": (changed(later={"x": 1}, read={"adam": "2026-11-21"}), None),
    "version 1.0": (changed(version=1.0), None),
    "longest text": (changed(drafts={"a": {"stub": "", "text": "x" * 20_000}}), None),
    "no JSON": ("{", DAMAGED),
    "nothing": ("", DAMAGED),
    "NaN": ('{"format": NaN}', DAMAGED),
    "a list": ("[]", NO_RECORD),
    "null": ("null", NO_RECORD),
    "a text": ('"x"', NO_RECORD),
    "another format": (changed(format="something"), NO_RECORD),
    "a newer version": (changed(version=2), "it was made by a newer version of the book"),
    "version 0": (changed(version=0), "its version is unknown"),
    "version below 0": (changed(version=-1), "its version is unknown"),
    "version text": (changed(version="1"), "its version is no number"),
    "version true": (changed(version=True), "its version is no number"),
    "read is a list": (changed(read=[]), "read is no table"),
    "read is a text": (changed(read="x"), "read is no table"),
    "no date": (changed(read={"adam": "yesterday"}), "read.adam isn't as it should be"),
    "no such day": (changed(read={"adam": "2026-02-30"}), "read.adam isn't as it should be"),
    "year 0": (changed(read={"adam": "0000-01-01"}), "read.adam isn't as it should be"),
    "date with more": (changed(read={"adam": "2026-11-21T00:00"}), "read.adam isn't as it should be"),
    "prototype": ('{"format": "learn-the-training-loop/progress", "version": 1, "read": {"__proto__": "2026-11-21"}}',
                  "read has a name that can't be one"),
    "constructor": (changed(read={"constructor": "2026-11-21"}), "read has a name that can't be one"),
    "markup in a name": (changed(read={"<b>": "2026-11-21"}), "read has a name that can't be one"),
    "too many": (changed(read={f"a{i}": "2026-11-21" for i in range(5001)}), "read holds more than 5000 entries"),
    "tries below 0": (changed(exercises={"ewa": {"tries": -1, "passed": None}}), "exercises.ewa isn't as it should be"),
    "tries not whole": (changed(exercises={"ewa": {"tries": 1.5, "passed": None}}), "exercises.ewa isn't as it should be"),
    "no passed": (changed(exercises={"ewa": {"tries": 1}}), "exercises.ewa isn't as it should be"),
    "box 6": (changed(cards={"a": {"box": 6, "due": "2026-11-21", "seen": "2026-11-21"}}), "cards.a isn't as it should be"),
    "given a table": (answer(given={}), "answers.a isn't as it should be"),
    "given a list of lists": (answer(given=[[1]]), "answers.a isn't as it should be"),
    "given too much": (answer(given=[1] * 101), "answers.a isn't as it should be"),
    "right a number": (answer(right=1), "answers.a isn't as it should be"),
    "concept too long": (answer(concept="x" * 101), "answers.a isn't as it should be"),
    "text too long": (changed(drafts={"a": {"stub": "", "text": "x" * 20_001}}), "drafts.a isn't as it should be"),
    "text too long in pairs": (changed(drafts={"a": {"stub": "", "text": "😀" * 10_001}}), "drafts.a isn't as it should be"),
    "half a character": (changed(drafts={"a": {"stub": "", "text": "\ud83d"}}), "drafts.a isn't as it should be"),
    "a number without end": (answer(given=10**400), "answers.a isn't as it should be"),
    "a number that Python won't read": (answer(given="N").replace('"N"', "9" * 5000), "answers.a isn't as it should be"),
    "far too large": (" " * 2_000_001, "it is far too large to be a record of progress"),
}  # fmt: skip
