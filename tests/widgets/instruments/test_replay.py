"""Replay in Python: the grid, what lies off it, files, and what is refused; the study that comes with the package."""

import math
from pathlib import Path
from typing import Any

import pytest
import torch

from tests.widgets.node import ask, state
from tests.widgets.samples.replay import make
from trainloop.studies import Results, evaluate, study
from trainloop.studies.digits_warmup import SEEDS, STEPS, network, ramp, train
from trainloop.widgets import Panel, Replay

GRID: dict[str, Any] = {"rate": [0.1, 0.5, 2.5], "kind": ["down", "up"], "delay": [0, 5]}


def descent(rate: float, kind: str, delay: int) -> dict[str, list[float]]:
    """A bowl's loss, by hand."""
    if rate == 1.0:
        raise ZeroDivisionError("no such rate")
    factor = 1 - rate if kind == "down" else 1 + rate
    losses = [factor ** (2 * max(0, step - delay)) + 1e-3 for step in range(12)]
    return {
        "loss": [loss if loss < 1e3 else math.inf for loss in losses],
        "error": [min(loss, 10) - 1 for loss in losses],
    }


def replay(**settings: Any) -> Replay:
    """A small one."""
    return Replay(descent, GRID, **settings)


def test_a_point_of_the_grid_is_what_the_function_gave() -> None:
    widget = replay(rate=0.5, kind="up", delay=5)
    run = widget.trace()
    assert run.x.tolist() == list(range(12))
    exact = {name: torch.tensor(values, dtype=torch.float64) for name, values in descent(0.5, "up", 5).items()}
    torch.testing.assert_close(run.curves["loss"], exact["loss"], rtol=0.004, atol=0)  # a share of the value
    torch.testing.assert_close(run.curves["error"], exact["error"], rtol=0, atol=0.004 * 10)  # of the range
    assert widget.point() == {"rate": 0.5, "kind": "up", "delay": 5}
    assert "loss 130 at step 11" in widget.summary()


def test_divergence_is_a_result_and_its_step_is_said() -> None:
    widget = replay(rate=2.5, kind="up")
    assert math.isinf(widget.trace().curves["loss"][-1].item())
    assert "no longer finite at step 3" in widget.summary()


def test_off_the_grid_the_function_computes_and_the_browser_gets_it() -> None:
    widget = replay()
    widget.set_state({"rate": 0.3})  # as a browser does
    assert widget.answer["at"] == {"rate": 0.3, "kind": "down", "delay": 0}
    exact = torch.tensor(descent(0.3, "down", 0)["loss"], dtype=torch.float64)
    assert torch.equal(widget.trace().curves["loss"], exact)
    [shown], [words] = (
        ask([["instruments/replay.compute", state(widget)]]),
        ask([["instruments/replay.words", state(widget)]]),
    )
    assert shown["curves"]["loss"] == exact.tolist()
    assert words == widget.summary()
    assert "off the grid" in words
    waiting = ask([["instruments/replay.words", {**state(widget), "rate": 0.31}]])
    assert "Python is computing this" in waiting[0]


def test_an_error_of_the_function_is_told() -> None:
    widget = replay()
    widget.rate = 1.0
    assert widget.answer["error"] == "ZeroDivisionError: no such rate"
    assert widget.summary().endswith("Python could not compute this. ZeroDivisionError: no such rate")
    assert ask([["instruments/replay.words", state(widget)]]) == [widget.summary()]
    with pytest.raises(RuntimeError, match="no such rate"):
        widget.trace()
    widget.rate = 0.5
    assert "loss" in widget.summary()


def test_without_a_function_only_the_grid_is_allowed(tmp_path: Path) -> None:
    replay().save(tmp_path / "kept.json")
    widget = Replay.load(tmp_path / "kept.json", rate=0.1)
    assert not widget.computes
    with pytest.raises(ValueError, match=r"rate must be one of 0.1, 0.5, 2.5, not 0.3: there is no function"):
        widget.rate = 0.3
    with pytest.raises(ValueError, match="kind must be one of 'down', 'up', not 'left'"):
        widget.kind = "left"


def test_a_file_keeps_everything(tmp_path: Path) -> None:
    results = evaluate(descent, GRID, x=[2 * i for i in range(12)], about={"seed": 3})
    results.save(tmp_path / "one.json")
    again = Results.load(tmp_path / "one.json")
    again.save(tmp_path / "two.json")
    assert (tmp_path / "one.json").read_text() == (tmp_path / "two.json").read_text()
    assert again.header() == results.header()
    assert (again.name, again.about, again.grid) == ("descent", {"seed": 3}, GRID)
    for name, values in results.curves.items():
        assert torch.equal(again.curves[name].nan_to_num(), values.nan_to_num())
    (tmp_path / "other.json").write_text('{"format": "another"}')
    with pytest.raises(ValueError, match="format must be one of 'trainloop study 1', not 'another'"):
        Results.load(tmp_path / "other.json")


def test_what_was_computed_is_not_computed_again(tmp_path: Path) -> None:
    asked: list[float] = []

    def slow(rate: float) -> dict[str, list[float]]:
        if len(asked) == 2:
            raise KeyboardInterrupt
        asked.append(rate)
        return {"loss": [rate, math.nan, math.inf]}

    grid: dict[str, Any] = {"rate": [1.0, 2.0, 3.0]}
    with pytest.raises(KeyboardInterrupt):
        evaluate(slow, grid, partial=tmp_path)
    asked[:] = [0.0]
    results = evaluate(slow, grid, partial=tmp_path)
    assert asked == [0.0, 3.0]
    found = results.at({"rate": 1.0})
    assert found is not None
    assert found["loss"].isnan().tolist() == [False, True, False]
    assert found["loss"].isinf().tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("grid", "given", "error", "words"),
    [
        ({}, {}, ValueError, "grid must not be empty"),
        ({"rate": [0.5, 0.1]}, {}, ValueError, "must hold rising numbers"),
        ({"rate": [0.1, "x"]}, {}, TypeError, "must be rising finite numbers, or words"),
        ({"rate": []}, {}, ValueError, r"grid\['rate'\] must not be empty"),
        ({"a b": [1]}, {}, ValueError, "must have the names of the function's arguments, not 'a b'"),
        ({"view": [1]}, {}, ValueError, "must not have the name 'view'"),
        ({"rate": [1]}, {"rate": 2}, ValueError, "rate must be"),
        ({"rate": [1, 2]}, {"speed": 2}, TypeError, "speed is no setting of Replay; allowed: rate"),
        ({"rate": [1, 2]}, {"x": [1, 2]}, ValueError, "x must be rising numbers, as many as the curves have, 3"),
        ({"rate": [1, 2]}, {"panels": [Panel("P", ["nothing"], "y")]}, ValueError, "panels' curves must be one of"),
        ({"rate": [1, 2]}, {"labels": {"los": "loss"}}, ValueError, "labels must be one of 'rate', 'loss', not 'los'"),
        ({"rate": [1, 2]}, {"sweep": "loss"}, ValueError, "sweep must be one of"),
    ],
)
def test_what_is_refused(grid: Any, given: dict[str, Any], error: type[Exception], words: str) -> None:
    def function(**values: float) -> dict[str, list[float]]:
        return {"loss": [1.0, 2.0, 3.0]}

    with pytest.raises(error, match=words):
        Replay(function, grid, **given)


@pytest.mark.parametrize(
    ("returned", "error", "words"),
    [
        ([1.0, 2.0], TypeError, "the function must return a dict"),
        ({"loss": "abc"}, TypeError, "the function's 'loss' must be numbers in one row"),
        ({"loss": [[1.0]]}, ValueError, r"must have the shape \(n,\), not \(1, 1\)"),
        ({"loss": [1.0], "other": [1.0, 2.0]}, ValueError, "curves of the same names and one length"),
    ],
)
def test_what_a_function_may_not_return(returned: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        Replay(lambda rate: returned, {"rate": [1.0, 2.0]})


def test_the_same_curves_everywhere() -> None:
    with pytest.raises(ValueError, match="the same names and one length"):
        Replay(lambda rate: {"loss": [0.0] * int(rate)}, {"rate": [1.0, 2.0]})


def test_kept_points_are_few_and_on_the_grid() -> None:
    widget = replay()
    point = widget.point()
    widget.kept = [point]
    assert "A, kept with the same settings: loss" in widget.summary()
    widget.delay = 5
    assert "A, kept with delay 0: loss" in widget.summary()
    with pytest.raises(ValueError, match="kept must be at most 3 points"):
        widget.kept = [point] * 4
    with pytest.raises(ValueError, match="kept must hold points of the grid"):
        widget.kept = [{**point, "rate": 0.3}]


def test_the_study_of_warm_up_says_how_it_was_made_and_its_runs_can_be_made_again() -> None:
    results = study("digits_warmup")
    assert results.about["steps"] == STEPS
    assert results.about["seeds"] == list(SEEDS)
    assert "torch" in results.about
    with pytest.raises(ValueError, match="name must be one of 'digits_warmup', 'optimizer_choice', not 'digits'"):
        study("digits")
    # One setting that is far from chaos, so that another machine's rounding doesn't matter.
    torch.set_num_threads(1)
    point = {name: values[0] for name, values in results.grid.items()} | {"lr": 0.003}
    losses = torch.stack([train(seed=seed, **point).loss for seed in SEEDS])  # type: ignore[arg-type]
    found = results.at(point)
    assert found is not None
    torch.testing.assert_close(found["training loss"], losses.mean(0).double(), rtol=0.005, atol=0)
    torch.testing.assert_close(found["training loss, highest"], losses.amax(0).double(), rtol=0.005, atol=0)


def test_warm_up_rises_on_a_line() -> None:
    assert [ramp(step, lr=1.0, warmup=4) for step in range(6)] == [0.25, 0.5, 0.75, 1.0, 1.0, 1.0]
    assert ramp(0, lr=0.3, warmup=0) == 0.3
    weights = [next(network(seed).parameters()) for seed in (0, 0, 1)]
    assert torch.equal(weights[0], weights[1])
    assert not torch.equal(weights[0], weights[2])


def test_a_slider_stops_at_the_grid_alone() -> None:
    stops = [0, 10, 50, 200]
    assert ask([["kit/scales.positions", "among", [stops]]]) == [[[stop, i] for i, stop in enumerate(stops)]]


def test_the_gallery_shows_it() -> None:
    widget = make()
    assert widget.picture().svg.startswith("<svg")
    assert "stored to within 0.4 %" in widget.summary()
