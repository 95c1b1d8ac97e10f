"""ScheduleDesigner with one drop."""

import random

from tests.widgets.draws import settings
from tests.widgets.samples import Rows
from trainloop.widgets import ScheduleDesigner


def make() -> ScheduleDesigner:
    """As the gallery shows it."""
    return ScheduleDesigner()


def drawn(rng: random.Random) -> ScheduleDesigner:
    """With random settings; runs that explode do so at the same step."""
    return ScheduleDesigner(**settings(ScheduleDesigner, rng))


def rows(widget: ScheduleDesigner) -> Rows:
    """Steps made, the next rate, both parts of the expected loss, the loss of the run."""
    trace = widget.trace()
    length = widget.total + 1
    columns = [part.tolist() for part in trace]
    padded = [column + [""] * (length - len(column)) for column in columns]
    return [[t, *row] for t, row in enumerate(zip(*padded, strict=True))]
