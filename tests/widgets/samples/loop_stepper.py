"""LoopStepper on its twelve points."""

import random

from tests.widgets.draws import settings
from tests.widgets.samples import Rows
from trainloop.data import line
from trainloop.widgets import LoopStepper
from trainloop.widgets.loop_stepper import CODE

NOT_YET = ("", "", "None", "None")  # prediction, loss and the two gradients, where there is none


def make() -> LoopStepper:
    """As the gallery shows it."""
    return LoopStepper()


def drawn(rng: random.Random) -> LoopStepper:
    """With random settings, every second time on other points."""
    chosen = settings(LoopStepper, rng)
    return LoopStepper(*(line(n=9, noise=0.5, seed=rng.randrange(9)) if rng.random() < 0.5 else ()), **chosen)


def rows(widget: LoopStepper) -> Rows:
    """Lines executed, the last of them, w, b, prediction, loss and the gradients."""
    found: list[list[float | str]] = []
    for position, row in enumerate(zip(*(part.tolist() for part in widget.trace()), strict=True)):
        told = [value if value == value else text for value, text in zip(row[2:], NOT_YET, strict=True)]
        found.append([position, CODE[(position - 1) % 5] if position else "start", *row[:2], *told])
    return found
