"""EwaExplorer on the book's year of temperatures."""

import random

from tests.widgets.draws import settings
from tests.widgets.samples import Rows
from trainloop.data import temperatures
from trainloop.widgets import EwaExplorer


def make() -> EwaExplorer:
    """As the gallery shows it."""
    year = temperatures(seed=0)
    return EwaExplorer(year.value, signal=year.signal, beta=0.9)


def drawn(rng: random.Random) -> EwaExplorer:
    """With random settings and changes; every second time without a signal, with 5, 100 or 365 values."""
    year = temperatures(seed=0)
    n = rng.choice((5, 100, 365))
    chosen = settings(EwaExplorer, rng, without=("day",))
    without = rng.random() < 0.5
    if without:
        chosen["noise"] = 1.0
    widget = EwaExplorer(year.value[:n], signal=None if without else year.signal[:n], **chosen)
    widget.day = rng.randint(1, n)
    widget.changes = {str(rng.randint(1, n)): rng.uniform(-30, 30), str(widget.day): rng.uniform(-30, 30)}
    return widget


def rows(widget: EwaExplorer) -> Rows:
    """Day and value, then the average and the signal where there is one, or the three averages and the weight."""
    run = widget.trace()
    if widget.act == "echo":
        columns = [run.value.tolist(), run.average.tolist(), *([widget.signal] if widget.signal else [])]
    else:
        columns = [part.tolist() for part in (run.value, run.zero, run.corrected, run.first, run.weight)]
    return [[day, *row] for day, row in enumerate(zip(*columns, strict=True), start=1)]
