"""NoiseBall as plain SGD, and with everything else."""

import random

from tests.widgets.draws import settings
from tests.widgets.samples import Rows
from trainloop.widgets import NoiseBall


def make() -> NoiseBall:
    """As the gallery shows it."""
    return NoiseBall()


def drawn(rng: random.Random) -> NoiseBall:
    """With random settings, some of them plain."""
    chosen = settings(NoiseBall, rng)
    for name in ("mu", "decay", "power"):
        if rng.random() < 0.4:
            chosen[name] = 0.0
    chosen["batch_size"] = round(4096 ** rng.random())
    return NoiseBall(**chosen)


def rows(widget: NoiseBall) -> Rows:
    """Step, and the loss of the runs, by theory, without noise, and from noise."""
    run = widget.trace()
    columns = (run.simulated, run.bias + run.variance, run.bias, run.variance)
    return [[step, *row] for step, row in enumerate(zip(*(part.tolist() for part in columns), strict=True))]
