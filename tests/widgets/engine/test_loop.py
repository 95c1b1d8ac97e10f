"""The browser's loop equals PyTorch's, line by line."""

import random

from tests.widgets.engine.compare import close
from tests.widgets.node import ask
from tests.widgets.samples.loop_stepper import drawn
from trainloop.widgets.loop_stepper import LEFT_OUT

DRAWS = 40
NAMES = ("w", "b", "prediction", "loss", "gradW", "gradB")


def test_every_line_of_the_loop() -> None:
    rng = random.Random(7)
    widgets = [drawn(rng) for _ in range(DRAWS)]
    calls = []
    for widget in widgets:
        left_out = LEFT_OUT[widget.broken]
        start = {name: getattr(widget, name) for name in ("x", "y", "w", "b", "lr")}
        calls.append(["engine/loop.loopRows", start | {"leftOut": -1 if left_out is None else left_out, "lines": 200}])
    for widget, found in zip(widgets, ask(calls), strict=True):
        run = [part.tolist() for part in widget.trace()]
        assert len(found) == len(run[0])
        for values, name in zip(run, NAMES, strict=True):
            scale = max((abs(value) for value in values if value == value), default=0.0)
            for row, value in zip(found, values, strict=True):
                # What isn't there is NaN in Python, and null once JavaScript wrote it as JSON.
                same = value != value if row[name] is None else close(row[name], value, scale)
                assert same, (name, row[name], value)


def test_what_each_line_writes() -> None:
    start = {"x": [0.0, 1.0], "y": [1.0, 3.0], "w": 0.0, "b": 0.0, "lr": 0.1, "leftOut": -1, "lines": 10}
    [rows] = ask([["engine/loop.loopRows", start]])
    gradients, parameters = ["gradW", "gradB"], ["w", "b"]
    iteration = [["prediction"], ["loss"], gradients, parameters]
    assert [row["changed"] for row in rows] == [[], [], *iteration, gradients, *iteration]


def test_the_loop_ends_before_infinity() -> None:
    start = {"x": [0.0, 1e90], "y": [1.0, 3.0], "w": 1.0, "b": 0.0, "lr": 2.0, "leftOut": -1, "lines": 200}
    [rows] = ask([["engine/loop.loopRows", start]])
    assert len(rows) == 8  # the second loss is no longer finite
