"""MomentumPhase in its ravine."""

import random

from tests.widgets.draws import settings
from tests.widgets.samples import Rows
from trainloop.widgets import MomentumPhase


def make() -> MomentumPhase:
    """As the gallery shows it."""
    return MomentumPhase()


def drawn(rng: random.Random) -> MomentumPhase:
    """With random settings, half of them near what is stable and early in the run."""
    widget = MomentumPhase(**settings(MomentumPhase, rng))
    if rng.random() < 0.5:
        widget.lr = min(400.0, max(0.0001, rng.uniform(0.02, 1.1) * widget.limit()))
        widget.step = rng.randint(0, 40)
    return widget


def rows(widget: MomentumPhase) -> Rows:
    """Step, x and y, the gradient there, and the velocity that led there."""
    run = widget.trace()
    parts = (part.tolist() for part in (run.w, run.g, run.u))
    return [[step, *w, *g, *u] for step, (w, g, u) in enumerate(zip(*parts, strict=True))]
