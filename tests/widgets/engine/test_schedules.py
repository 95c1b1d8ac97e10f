"""Every schedule, and what it does to the loss, equals the package's; so does the PyTorch code that is shown."""

import math
import random
import warnings
from typing import Any

import pytest
import torch

from tests.widgets.draws import settings
from tests.widgets.engine.compare import close
from tests.widgets.node import ask, state
from trainloop.widgets import ScheduleDesigner
from trainloop.widgets.schedule_designer import NAMES

DRAWS = 12


def drawn(name: str, rng: random.Random) -> ScheduleDesigner:
    """A designer with random settings of one schedule."""
    chosen = settings(ScheduleDesigner, rng, without=("schedule",))
    chosen["total"] = rng.randint(10, 400)
    for count in ("drop", "every", "warmup", "cooldown"):
        chosen[count] = max(1, chosen[count] * chosen["total"] // 2000)
    return ScheduleDesigner(schedule=name, **chosen)


@pytest.mark.parametrize("name", NAMES)
def test_rates_and_losses(name: str) -> None:
    rng = random.Random(name)
    widgets = [drawn(name, rng) for _ in range(DRAWS)]
    found = ask([["instruments/schedule-designer.compute", state(widget)] for widget in widgets])
    for widget, shown in zip(widgets, found, strict=True):
        trace = widget.trace()
        assert all(close(a, b, widget.lr) for a, b in zip(shown["lrs"], trace.rate.tolist(), strict=True))
        parts = [[row[part] for row in shown["theory"]] for part in ("distance", "noise")]
        for row, wanted in zip([*parts, shown["run"]], (trace.distance, trace.noise, trace.run), strict=True):
            assert all(close(a, b, 1e-3) for a, b in zip(row, wanted.tolist(), strict=True))


def executed(text: str, widget: ScheduleDesigner) -> list[float]:
    """The rates that the shown code gives, step by step."""
    scope: dict[str, Any] = {"torch": torch, "model": torch.nn.Linear(1, 1)}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # SequentialLR calls its own parts in a way that it warns of
        exec(text, scope)
        optimizer, scheduler = scope["optimizer"], scope["scheduler"]
        rates: list[float] = []
        for step in range(widget.total):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if widget.per == "step" or (step + 1) % widget.epoch == 0:
                scheduler.step()
    return rates


@pytest.mark.parametrize("name", NAMES)
def test_the_code_that_is_shown_gives_these_rates(name: str) -> None:
    rng = random.Random(f"code {name}")
    widgets = [drawn(name, rng) for _ in range(DRAWS)]
    # The shortest warm-ups: torch's one-cycle divides by the length of its rise.
    widgets += [
        ScheduleDesigner(schedule=name, warmup=warmup, total=total) for warmup in (0, 1, 2) for total in (10, 11)
    ]
    for widget in widgets:
        widget.lr = float(f"{widget.lr:.6g}")
    texts = ask([["instruments/schedule-designer/code.code", state(widget)] for widget in widgets])
    for widget, text in zip(widgets, texts, strict=True):
        wanted = widget.trace().rate.tolist()
        found = executed(text, widget)
        assert all(
            math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12 * widget.lr) for a, b in zip(found, wanted, strict=True)
        ), text
