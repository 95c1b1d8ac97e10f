"""LineFit on the book's line."""

import random

from tests.widgets.draws import settings
from tests.widgets.samples import Rows
from trainloop.data import line
from trainloop.widgets import LineFit


def make() -> LineFit:
    """As the gallery shows it."""
    return LineFit(*line(seed=42))


def drawn(rng: random.Random) -> LineFit:
    """With random settings."""
    return LineFit(*line(n=40, noise=0.5, seed=rng.randrange(9)), **settings(LineFit, rng))


def rows(widget: LineFit) -> Rows:
    """Step, w, b and loss."""
    run = widget.trace()
    return [[step, *row] for step, row in enumerate(zip(*(part.tolist() for part in run), strict=True))]
