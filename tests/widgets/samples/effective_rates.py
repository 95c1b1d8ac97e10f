"""EffectiveRates with all four optimizers, nothing scaled."""

import random

from tests.widgets.draws import settings
from tests.widgets.samples import Rows
from trainloop.widgets import EffectiveRates


def make() -> EffectiveRates:
    """As the gallery shows it."""
    return EffectiveRates()


def drawn(rng: random.Random) -> EffectiveRates:
    """With random settings: short runs, since where a coordinate crosses its minimum rounding grows."""
    chosen = settings(EffectiveRates, rng)
    chosen["steps"] = rng.randint(1, 60)
    return EffectiveRates(**chosen)


def rows(widget: EffectiveRates) -> Rows:
    """Step, and x, y and both rates of each run; no rates at the start."""
    runs = [(run.w.tolist(), [["", ""], *run.rate.tolist()]) for run in widget.trace().values()]
    return [[t, *(cell for w, rate in runs for cell in (*w[t], *rate[t]))] for t in range(widget.steps + 1)]
