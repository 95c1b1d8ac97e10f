"""What an instrument says is the same sentence from Python and from the browser's code."""

import math
import random

import pytest

from tests.widgets.node import ask, state
from tests.widgets.samples import SAMPLES
from trainloop.widgets.words import number
from web.extensions.widgets import dashed

DRAWS = 40


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (-0.0, "0"),
        (1, "1"),
        (0.7886, "0.789"),
        (-0.775, "−0.775"),
        (999.6, "1000"),
        (123456, "123000"),
        (1234567, "1.23 × 10⁶"),
        (1e-8, "10⁻⁸"),
        (-2.5e-7, "−2.5 × 10⁻⁷"),
        (0.0001, "0.0001"),
        (1.125, "1.13"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "not a number"),
    ],
)
def test_numbers(value: float, text: str) -> None:
    assert number(value) == text


def test_numbers_are_written_alike() -> None:
    rng = random.Random(0)
    values = [rng.choice((-1, 1)) * 10 ** rng.uniform(-12, 12) for _ in range(500)]
    values += [0.5 * n for n in range(-50, 50)] + [n / 16 for n in range(100)]
    digits = (1, 3, 6)
    found = ask([["kit/words.number", value, n] for value in values for n in digits])
    assert found == [number(value, n) for value in values for n in digits]


@pytest.mark.parametrize("kind", list(SAMPLES))
def test_sentences_are_the_same(kind: str) -> None:
    rng = random.Random(1)
    widgets = [SAMPLES[kind].make(), *(SAMPLES[kind].drawn(rng) for _ in range(DRAWS))]
    found = ask([[f"instruments/{dashed(kind)}.words", state(widget)] for widget in widgets])
    for widget, text in zip(widgets, found, strict=True):
        assert text == widget.summary(), state(widget)
