"""What an instrument says is the same sentence from Python and from the browser's code."""

import math
import random
from typing import Any

import pytest

from tests.widgets.draws import settings
from tests.widgets.node import ask
from trainloop.data import line, temperatures
from trainloop.widgets import AdamInside, EwaExplorer, LineFit
from trainloop.widgets.instrument import Instrument
from trainloop.widgets.words import number

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
    found = ask([["number", value, n] for value in values for n in digits])
    assert found == [number(value, n) for value in values for n in digits]


def state(widget: Instrument) -> dict[str, Any]:
    """What the browser gets of a widget."""
    return {name: value for name, value in widget.get_state().items() if not name.startswith("_") and name != "layout"}


def same(name: str, widgets: list[Instrument]) -> None:
    """Compare the sentences of several widgets."""
    found = ask([[name, state(widget)] for widget in widgets])
    for widget, text in zip(widgets, found, strict=True):
        assert text == widget.summary()


def test_line_fit() -> None:
    rng = random.Random(1)
    widgets: list[Instrument] = []
    for _ in range(DRAWS):
        drawn = settings(LineFit, rng)
        step = drawn.pop("step")
        widget = LineFit(*line(n=40, noise=0.5, seed=rng.randrange(9)), **drawn)
        widget.step = step
        widgets.append(widget)
    same("lineFit", widgets)


def test_ewa_explorer() -> None:
    rng = random.Random(2)
    year = temperatures(seed=0)
    widgets: list[Instrument] = []
    for i in range(DRAWS):
        drawn = settings(EwaExplorer, rng, without=("day",))
        if i % 2:
            drawn["noise"] = 1.0
        widget = EwaExplorer(year.value, signal=None if i % 2 else year.signal, **drawn)
        widget.day = rng.randint(1, 365)
        widget.changes = {str(rng.randint(1, 365)): rng.uniform(-30, 30), str(widget.day): rng.uniform(-30, 30)}
        widgets.append(widget)
    same("ewaExplorer", widgets)


def test_adam_inside() -> None:
    rng = random.Random(3)
    widgets: list[Instrument] = []
    for _ in range(DRAWS):
        drawn = settings(AdamInside, rng)
        parameter = drawn.pop("parameter")
        # Far into a run on Rosenbrock's function rounding decides where it is.
        drawn["step"] = min(drawn["step"], 25)
        widget = AdamInside(**drawn)
        widget.parameter = parameter
        widgets.append(widget)
    same("adamInside", widgets)
