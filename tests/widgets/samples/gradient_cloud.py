"""GradientCloud on the book's patients."""

import random

from tests.widgets.draws import settings
from tests.widgets.samples import Rows
from trainloop.data import diabetes, line
from trainloop.widgets import GradientCloud


def make() -> GradientCloud:
    """As the gallery shows it."""
    return GradientCloud(*diabetes())


def drawn(rng: random.Random) -> GradientCloud:
    """With random settings, every second time on a line whose x is not standardized."""
    patients = rng.random() < 0.5
    x, y = diabetes() if patients else line(n=60, noise=0.5, seed=rng.randrange(9))
    chosen = settings(GradientCloud, rng, without=("batch_size",))
    size = round(len(x) ** rng.choice((0, rng.random(), rng.random(), 1)))
    return GradientCloud(x if patients else x + 0.3, y, batch_size=size, **chosen)


def rows(widget: GradientCloud) -> Rows:
    """Batch size, and the variance and its root, measured and by theory."""
    run = widget.trace()
    columns = (run.measured, run.variance, run.measured.sqrt(), run.variance.sqrt())
    return [list(row) for row in zip(run.sizes.tolist(), *(part.tolist() for part in columns), strict=True)]
