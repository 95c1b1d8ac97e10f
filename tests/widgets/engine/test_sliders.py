"""Sliders stop at numbers that a reader would type, and reach their ends."""

import pytest

from tests.widgets.node import ask


@pytest.mark.parametrize(
    ("kind", "limits"),
    [
        ("logarithmic", (0.0005, 3)),
        ("logarithmic", (0.001, 1000)),
        ("logarithmic", (1e-12, 1)),
        ("doubling", (1, 442)),
        ("decay", (0.999,)),
        ("decay", (0.9999,)),
        ("linear", (-20, 20, 0.1)),
        ("linear", (1, 365, 1)),
    ],
)
def test_sliders_reach_their_ends_and_never_jam(kind: str, limits: tuple[float, ...]) -> None:
    [reached] = ask([["kit/scales.positions", kind, limits]])
    low, high = (0, limits[0]) if kind == "decay" else limits[:2]
    assert (reached[0][0], reached[-1][0]) == (low, high)
    values = [value for value, _ in reached]
    assert values == sorted(values)
    # One press of an arrow key must always lead to another position.
    assert all(abs(position - i) <= 0.5 for i, (_, position) in enumerate(reached))
