"""The words for a curve say what a person sees."""

from __future__ import annotations

from math import cos, exp
from xml.etree import ElementTree

import pytest

from trainloop.questions.curves import Axes, described, drawn

STEPS = range(61)
SHAPES: dict[str, tuple[list[float], str]] = {
    "line": ([10 - step / 10 for step in STEPS], "falls steadily; loss 10 at the start, 4 after 60."),
    "climb": ([1 + step / 10 for step in STEPS], "rises steadily; loss 1 at the start, 7 after 60."),
    "decay": (
        [10 * exp(-step / 10) for step in STEPS],
        "falls fast, then slowly; loss 10 at the start, 0.025 after 60.",
    ),
    "drop": ([10 - (step / 20) ** 2 for step in STEPS], "falls slowly, then fast; loss 10 at the start, 1 after 60."),
    "level": ([5 + 0.001 * step for step in STEPS], "stays level; loss 5 at the start, 5.1 after 60."),
    "bounce": ([abs(10 - step / 3) for step in STEPS], "falls steadily, then turns once;"),
    "swing": (
        [10 * exp(-step / 30) * (1 + cos(step / 3)) for step in STEPS],
        "falls steadily, then swings, turning 6 times;",
    ),
    "noise too small to see": ([10 - step / 10 + 0.05 * (-1) ** step for step in STEPS], "falls steadily;"),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_shapes_have_words(shape: str) -> None:
    values, words = SHAPES[shape]
    assert described(values, Axes("step", "loss", 0, 20)).startswith(words)


def test_a_logarithmic_axis_makes_decay_a_line() -> None:
    decay = [10 * exp(-step / 10) for step in STEPS]
    assert described(decay, Axes("step", "loss", min(decay), 10, log=True)).startswith(
        "falls steadily on a logarithmic axis; loss 10 at"
    )


def test_the_picture_stays_in_its_frame_and_is_labeled() -> None:
    values = [10 * exp(-step / 10) for step in STEPS]
    svg = ElementTree.fromstring(drawn(values, Axes("step & more", "loss", 0, 10), 'Curve A: "<x>"'))
    assert svg.attrib["viewBox"] == "0 0 200 90"
    assert svg.attrib["aria-label"] == 'Curve A: "<x>"'
    line = svg.findall("path")[1].attrib["d"].removeprefix("M")
    points = [tuple(map(float, point.split())) for point in line.split("L")]
    assert len(points) == len(values)
    assert all(0 < x < 200 and 0 < y < 90 for x, y in points)
    assert [text.text for text in svg.iter("text")] == ["step & more", "loss"]
    heights = [y for _, y in points]
    assert heights == sorted(heights)  # down the picture as the loss falls
