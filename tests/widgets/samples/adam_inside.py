"""AdamInside on the parabola and on Rosenbrock's function."""

import random

from tests.widgets.draws import settings
from tests.widgets.samples import Rows
from trainloop.widgets import AdamInside


def make() -> AdamInside:
    """As the gallery shows it."""
    return AdamInside()


def drawn(rng: random.Random) -> AdamInside:
    """With random settings; far into a run on Rosenbrock's function rounding decides where it is."""
    chosen = settings(AdamInside, rng)
    chosen["step"] = min(chosen["step"], 25)
    return AdamInside(**chosen)


def rows(widget: AdamInside) -> Rows:
    """Step, and g, m, v, m̂, v̂, the step and the parameter after it; 40 steps, before rounding decides."""
    run = widget.trace(40)
    i = 1 if widget.problem == "rosenbrock" and widget.parameter == "y" else 0
    parts = [part[:, i].tolist() for part in (run.g, run.m, run.v, run.m_hat, run.v_hat, run.step, run.w[1:])]
    return [[t, *row] for t, row in enumerate(zip(*parts, strict=True), start=1)]
