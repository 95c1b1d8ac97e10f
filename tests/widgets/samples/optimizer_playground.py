"""OptimizerPlayground in the ravine, with three optimizers."""

import random

from tests.widgets.draws import settings
from tests.widgets.samples import Rows
from trainloop.widgets import OptimizerPlayground

CALM = {"steps": 8}
SMOOTH = ("bowl", "ravine", "saddle", "beale", "himmelblau")


def make() -> OptimizerPlayground:
    """As the gallery shows it."""
    return OptimizerPlayground()


def drawn(rng: random.Random) -> OptimizerPlayground:
    """With random settings: short runs, since rounding decides where many of the long ones are."""
    chosen = settings(OptimizerPlayground, rng)
    chosen["surface"] = rng.choice(SMOOTH)
    chosen["steps"] = rng.randint(1, 12)
    chosen["noise"] = min(chosen["noise"], 2.0)
    return OptimizerPlayground(**chosen)


def rows(widget: OptimizerPlayground) -> Rows:
    """Step, and x, y and loss of each run."""
    runs = widget.trace().values()
    columns = [part.tolist() for run in runs for part in (run.w[:, 0], run.w[:, 1], run.loss)]
    return [[step, *row] for step, row in enumerate(zip(*columns, strict=True))]
