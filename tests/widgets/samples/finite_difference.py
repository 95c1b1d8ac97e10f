"""FiniteDifference on eˣ at 1."""

import random

from tests.widgets.draws import settings
from tests.widgets.samples import Rows
from trainloop.widgets import FiniteDifference


def make() -> FiniteDifference:
    """As the gallery shows it."""
    return FiniteDifference()


def drawn(rng: random.Random) -> FiniteDifference:
    """With random settings: every rounding is the same in both languages, so none is left out."""
    return FiniteDifference(**settings(FiniteDifference, rng))


def rows(widget: FiniteDifference) -> Rows:
    """The step, both estimates, and their errors."""
    return [list(row) for row in zip(*(part.tolist() for part in widget.trace()), strict=True)]
