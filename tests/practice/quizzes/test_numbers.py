"""Numbers as readers write them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.widgets.node import run

# What was typed, with which unit, and the number in it; None where there is none.
TYPED: list[tuple[str, str, float | None]] = [
    ("3.3", "", 3.3),
    ("3,3", "", 3.3),
    (" 3.3 °C", "°C", 3.3),
    ("3.3°c", "°C", 3.3),
    ("≈ 3.3", "", 3.3),
    ("+4", "", 4),
    (".5", "", 0.5),
    ("5.", "", 5),
    ("-2", "", -2),
    ("\N{MINUS SIGN}2", "", -2),
    ("\N{EN DASH}2", "", -2),
    ("1e-3", "", 1e-3),
    ("1E\N{MINUS SIGN}3", "", 1e-3),
    ("1,5e3", "", 1500),
    ("1.5·10⁻³", "", 1.5e-3),
    ("1.5 × 10^-3", "", 1.5e-3),
    ("2*10^4", "", 2e4),
    ("10^-3", "", 1e-3),
    ("-10⁻³", "", -1e-3),
    ("20 %", "", 0.2),
    ("20 %", "%", 20),
    ("20", "%", 20),
    ("12 steps", "steps", 12),
    ("10 000", "", 10_000),
    ("10\N{NARROW NO-BREAK SPACE}000", "", 10_000),
    ("10,000.5", "", 10_000.5),
    ("1,000,000", "", 1_000_000),
    ("0,125", "", 0.125),
    ("12,3456", "", 12.3456),
    ("1,000", "", None),
    ("", "", None),
    ("a lot", "", None),
    ("1.2.3", "", None),
    ("1,2,3", "", None),
    ("3.3 °C", "", None),
    ("1/4", "", 0.25),
    ("1e999", "", None),
    ("Infinity", "", None),
    ("0x10", "", None),
    ("1 2", "", None),
]
SHOWN = [(0.1 + 0.2, "", "0.3"), (-1.5, "°C", "\N{MINUS SIGN}1.5 °C"), (1e-7, "", "1e\N{MINUS SIGN}7"), (2.0, "", "2")]


def answers(name: str, calls: list[list[Any]]) -> list[Any]:
    """What a function of number.js gives for each list of arguments."""
    script = (
        f"import {{ {name} }} from './trainloop/questions/js/number.js';"
        f"console.log(JSON.stringify({json.dumps(calls)}.map((call) => {name}(...call))))"
    )
    done = run("--input-type=module", "--eval", script)
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)  # JSON has no NaN: it is null
    return found


def test_what_readers_type_is_read() -> None:
    read = answers("read", [[text, unit] for text, unit, _ in TYPED])
    expected = [None if value is None else pytest.approx(value, rel=1e-12) for *_, value in TYPED]
    assert dict(zip(TYPED, read, strict=True)) == dict(zip(TYPED, expected, strict=True))


def test_numbers_are_shown_as_the_book_writes_them() -> None:
    assert answers("show", [[value, unit] for value, unit, _ in SHOWN]) == [text for *_, text in SHOWN]


def test_a_comma_before_three_digits_can_mean_two_things() -> None:
    texts = ["1,000", "\N{MINUS SIGN}12,500", "0,125", "1,00", "1,0000", "1,000.0", "1000"]
    assert answers("isAmbiguous", [[text] for text in texts]) == [True, True, False, False, False, False, False]
