"""Adam step by step, with all that a step goes through, equals the package's."""

import random
from typing import Any

from tests.widgets.draws import settings
from tests.widgets.engine.compare import close
from tests.widgets.node import ask, state
from trainloop.widgets import AdamInside

DRAWS = 60


def adam(rng: random.Random) -> AdamInside:
    """An AdamInside with random settings."""
    drawn = settings(AdamInside, rng, without=("step", "parameter"))
    return AdamInside(**drawn)


def adam_calls(widget: AdamInside, steps: int) -> tuple[list[list[Any]], list[dict[str, float]]]:
    """A call for each step and parameter, from Python's own state, and what Python got."""
    run = widget.trace(steps)
    names = ("lr", "beta1", "beta2", "eps", "corrected")
    chosen = {name: getattr(widget, name) for name in names}
    calls, expected = [], []
    for t in range(steps):
        for i in range(run.w.shape[1]):
            m, v = (0.0, 0.0) if t == 0 else (run.m[t - 1, i].item(), run.v[t - 1, i].item())
            state = {"w": run.w[t, i].item(), "m": m, "v": v, "t": t}
            calls.append(["engine/adam.adamStep", state, run.g[t, i].item(), chosen])
            row = {"w": run.w[t + 1, i], "m": run.m[t, i], "v": run.v[t, i]}
            row |= {"mHat": run.m_hat[t, i], "vHat": run.v_hat[t, i], "step": run.step[t, i]}
            expected.append({name: value.item() for name, value in row.items()})
    return calls, expected


def test_adam_step_by_step() -> None:
    rng = random.Random(0)
    calls, expected = [], []
    for _ in range(DRAWS):
        more_calls, more_expected = adam_calls(adam(rng), steps=40)
        calls += more_calls
        expected += more_expected
    for call, found, row in zip(calls, ask(calls), expected, strict=True):
        for name, value in row.items():
            assert close(found[name], value), (name, call, found, row)


def test_adam_whole_run_on_the_quadratic() -> None:
    widget = AdamInside(lr=0.1)
    run = widget.trace(200)
    [shown] = ask([["instruments/adam-inside.compute", state(widget)]])
    assert all(close(row[0]["w"], w.item(), 5.0) for row, w in zip(shown["path"], run.w, strict=False))
    assert len(shown["path"]) == 501
