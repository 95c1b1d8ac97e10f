"""Replay of the study of warm-up on the digits."""

import random
from typing import Any

from tests.widgets.samples import Rows
from trainloop.studies import study
from trainloop.studies.digits_warmup import digits_run
from trainloop.widgets import Panel, Replay

STUDY = study("digits_warmup")
VIEW: dict[str, Any] = {
    "panels": [
        Panel("Training loss", ["training loss"], "cross-entropy", log=True),
        Panel("Test accuracy", ["test accuracy"], "share of digits named rightly"),
    ],
    "bands": {name: (f"{name}, lowest", f"{name}, highest") for name in ("training loss", "test accuracy")},
    "band_label": "from the worst to the best of five seeds",
    "labels": {"lr": "learning rate", "warmup": "warm-up", "start": "initial weights"},
    "symbols": {"lr": "α"},
    "units": {"warmup": "steps"},
    "question": "Does warm-up let you take larger steps?",
}


def make(**settings: Any) -> Replay:
    """As the gallery shows it."""
    return Replay(STUDY, function=digits_run, **{"lr": 0.2, "start": "4 times as large", **VIEW, **settings})


def drawn(rng: random.Random) -> Replay:
    """With random settings of the grid, and some kept."""
    points = [{name: rng.choice(values) for name, values in STUDY.grid.items()} for _ in range(rng.randint(1, 4))]
    widget = make(**points[0])
    widget.kept = points[1:]
    return widget


def rows(widget: Replay) -> Rows:
    """Step, and every curve."""
    run = widget.trace()
    columns = zip(*(values.tolist() for values in run.curves.values()), strict=True)
    return [[x, *row] for x, row in zip(run.x.tolist(), columns, strict=True)]
