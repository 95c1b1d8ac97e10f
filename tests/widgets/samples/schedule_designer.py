"""ScheduleDesigner with a drop."""

import random

from tests.widgets.draws import settings
from tests.widgets.samples import Rows
from trainloop.widgets import ScheduleDesigner


def make() -> ScheduleDesigner:
    """As the gallery shows it."""
    return ScheduleDesigner()


def drawn(rng: random.Random) -> ScheduleDesigner:
    """With random settings."""
    return ScheduleDesigner(**settings(ScheduleDesigner, rng))


def rows(widget: ScheduleDesigner) -> Rows:
    """Step, rate, expected loss, the run's, the constant rate's, and the part without noise."""
    run = widget.trace()
    return [[step, *row] for step, row in enumerate(zip(*(part.tolist() for part in run), strict=True))]
