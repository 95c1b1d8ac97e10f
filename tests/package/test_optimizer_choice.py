"""The comparison of optimizers: its file, its runs, which start and see alike, and the best rates in it."""

import gzip
import math
from itertools import product

import pytest
import torch
from torch import Tensor

from trainloop.data import line
from trainloop.studies import Results, evaluate, study
from trainloop.studies.all_problems import SOLVED, run_on_all, side_by_side
from trainloop.studies.optimizer_choice import GRID, OPTIMIZERS, SEEDS, SETTINGS, STEPS, optimizer_run, task, train
from trainloop.studies.packing import LARGEST
from trainloop.studies.tuned import TARGETS, Tuned, best_rates, wideness

CURVES = ("loss", "loss, lowest", "loss, highest")


@pytest.fixture(scope="module")
def stored() -> Results:
    torch.set_num_threads(1)
    return study("optimizer_choice")


@pytest.fixture(scope="module")
def made() -> Results:
    """Two optimizers at three rates, by hand: solved, diverged, equal, at an edge."""
    fast, slow, never = [1.0, 1e-4, 1e-4], [1.0, 1.0, 1e-4], [1.0, 0.5, 0.25]
    lost = [1.0, math.inf, math.inf]
    losses = {
        ("line", "SGD"): [never, slow, lost],
        ("line", "Adam"): [slow, fast, never],
        ("digits", "SGD"): [lost, lost, never],
        ("digits", "Adam"): [lost, [1.0, 0.01, 0.2], [1.0, 1.0, 0.06]],
        ("ravine", "SGD"): [fast, slow, never],
        ("ravine", "Adam"): [never, never, never],
    }

    def runs(problem: str, optimizer: str, lr: float) -> dict[str, list[float]]:
        loss = losses[problem, optimizer][[0.1, 1.0, 10.0].index(lr)]
        erratic = 1e3 if (problem, lr) == ("ravine", 0.1) else 2.0
        lowest, highest = ([factor * value for value in loss] for factor in (0.5, erratic))
        return dict(zip(CURVES, (loss, lowest, highest), strict=True))

    grid = {"problem": ["line", "digits", "ravine"], "optimizer": ["SGD", "Adam"], "lr": [0.1, 1.0, 10.0]}
    return evaluate(runs, grid, x=[10, 20, 30])


def near(found: Tuned, **wanted: float | None) -> bool:
    """Whether the numbers are these, as precisely as they are stored."""
    exact = {"at_edge", "steps"}
    return found._asdict() == {k: v if k in exact else pytest.approx(v, rel=0.005) for k, v in wanted.items()}


def test_the_file_says_how_it_was_made(stored: Results) -> None:
    assert stored.grid == GRID
    assert stored.name == "optimizer_run"
    assert stored.x.tolist() == list(range(10, STEPS + 1, 10))
    assert stored.names == list(CURVES)
    assert SETTINGS.items() <= stored.about.items()
    assert {"torch", "machine"} <= set(stored.about)
    assert len(stored.packed.data) <= LARGEST
    assert len(gzip.compress(stored.text().encode())) <= LARGEST  # as a page fetches it


def test_the_file_has_the_test_accuracy_of_each_optimizer(stored: Results) -> None:
    found = stored.about["test accuracy at the end"]
    assert list(found) == list(OPTIMIZERS)
    assert all(len(values) == len(SEEDS) and 0.5 < min(values) <= max(values) <= 1 for values in found.values())


def test_the_stored_curves_are_in_order(stored: Results) -> None:
    middle, lowest, highest = (stored.curves[name] for name in CURVES)
    assert not middle.isnan().any()
    assert bool((lowest <= 1.01 * middle).all())
    assert bool((middle <= 1.01 * highest).all())
    assert lowest.min() >= 0.99e-30


@pytest.mark.parametrize(
    "point",
    [
        {"problem": "ravine", "optimizer": "Nesterov", "lr": 0.003},
        {"problem": "line", "optimizer": "AdaGrad", "lr": 0.1},
    ],
)
def test_runs_can_be_made_again(stored: Results, point: dict[str, str | float]) -> None:
    found = stored.at(point)
    assert found is not None
    for name, values in optimizer_run(**point).items():  # type: ignore[arg-type]
        again = torch.tensor(values, dtype=torch.float64)
        torch.testing.assert_close(found[name], again, rtol=1.01 * stored.packed.scales[name].error, atol=0)


@pytest.mark.parametrize("problem", GRID["problem"])
def test_all_optimizers_start_alike(problem: str) -> None:
    starts = [task(problem, seed=1) for _ in range(2)]
    for a, b in zip(starts[0].parameters, starts[1].parameters, strict=True):
        assert torch.equal(a, b)
    torch.testing.assert_close(starts[0].logged(), starts[1].logged())  # where memory lies decides last digits


@pytest.mark.parametrize("problem", ["line", "digits"])
def test_all_optimizers_see_the_same_batches(problem: str) -> None:
    seen: list[list[Tensor]] = []
    for optimizer, lr in (("SGD", 0.01), ("Adam", 0.1)):
        given = task(problem, seed=2)
        batches = list(given.batches)
        train(given._replace(batches=batches), optimizer, lr)
        seen.append([part for batch in batches for part in batch])
    other = next(iter(task(problem, seed=0).batches))
    assert len(seen[0]) == 2 * STEPS
    assert all(torch.equal(a, b) for a, b in zip(*seen, strict=True))
    assert not torch.equal(other[0], seen[0][0])


@pytest.mark.parametrize("problem", GRID["problem"])
def test_a_tiny_rate_leaves_every_optimizer_at_the_start(problem: str) -> None:
    start = task(problem, seed=0).logged().item()
    for optimizer in OPTIMIZERS:
        short = task(problem, seed=0)
        batches = [batch for batch, _ in zip(short.batches, range(10), strict=False)]
        assert train(short._replace(batches=batches), optimizer, 1e-10)[0].item() == pytest.approx(start, rel=1e-4)


def test_starts_are_as_they_are_said() -> None:
    lines, ravines, valleys = ([task(name, seed) for seed in SEEDS] for name in ("line", "ravine", "Rosenbrock"))
    assert all(given.parameters[0].tolist() == [0, 0] for given in lines)
    assert all(given.parameters[0].norm().item() == pytest.approx(4) for given in ravines)
    assert valleys[0].parameters[0].tolist() == [-1.2, 1.0]
    assert len({tuple(given.parameters[0].tolist()) for given in ravines + valleys}) == 2 * len(SEEDS)
    assert [p.dtype for p in task("digits", 0).parameters] == [torch.float32] * 4


def test_the_line_logs_the_excess_over_least_squares() -> None:
    data, given = line(n=100, slope=2, intercept=3, noise=0.2, seed=42), task("line", 0)
    columns = torch.stack([data.x, torch.ones(100, dtype=torch.float64)], dim=1)
    smallest = (columns @ torch.linalg.pinv(columns) @ data.y - data.y).square().mean()
    assert given.logged().item() == pytest.approx((data.y.square().mean() - smallest).item())


def test_divergence_is_infinite_from_there_on() -> None:
    losses = torch.tensor(optimizer_run("ravine", "SGD", 0.1)["loss"])
    assert losses.isinf().all()  # each step multiplies y by −9
    losses = train(task("ravine", 0), "SGD", 0.0203)  # by −1.03
    known = losses.isfinite()
    assert 0 < known.sum() < len(losses)
    assert not known.int().diff().gt(0).any()


def test_a_loss_of_zero_is_kept_as_the_smallest() -> None:
    given = task("ravine", 0)
    with torch.no_grad():
        given.parameters[0].mul_(1e-20)
    assert train(given, "SGD", 0.001).tolist() == [1e-30] * (STEPS // 10)


@pytest.mark.parametrize(
    ("point", "words"),
    [
        (("bowl", "SGD", 0.1), "problem must be one of 'line', 'ravine', 'Rosenbrock', 'digits', not 'bowl'"),
        (("line", "sgd", 0.1), "optimizer must be one of 'SGD', .* not 'sgd'"),
        (("line", "SGD", 0.0), "lr must be a finite number greater than 0, not 0.0"),
    ],
)
def test_what_is_refused(point: tuple[str, str, float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        optimizer_run(*point)


def test_the_best_rate_has_the_smallest_final_loss(made: Results) -> None:
    found = best_rates(made)
    assert list(found) == ["line", "digits", "ravine"]
    assert near(found["line"]["SGD"], lr=1.0, loss=1e-4, lowest=5e-5, highest=2e-4, at_edge=False, steps=30)
    assert near(found["digits"]["SGD"], lr=10.0, loss=0.25, lowest=0.125, highest=0.5, at_edge=True, steps=None)


def test_of_equal_final_losses_the_faster_rate_counts(made: Results) -> None:
    assert near(best_rates(made)["line"]["Adam"], lr=1.0, loss=1e-4, lowest=5e-5, highest=2e-4, at_edge=False, steps=20)


def test_of_equal_final_losses_the_rate_that_no_seed_fails_counts_first(made: Results) -> None:
    assert best_rates(made)["ravine"]["SGD"].lr == 1.0  # slower than at 0.1, where a seed ended at 0.1


def test_a_faster_rate_that_ends_higher_does_not_count(made: Results) -> None:
    found = best_rates(made)["digits"]["Adam"]  # at 1.0 it was at 0.01 once, and ends at 0.2
    assert near(found, lr=10.0, loss=0.06, lowest=0.03, highest=0.12, at_edge=True, steps=None)


def test_wideness_counts_the_rates_that_end_at_the_target(made: Results) -> None:
    assert wideness(made) == {
        "line": {"SGD": 1, "Adam": 2},
        "digits": {"SGD": 0, "Adam": 0},
        "ravine": {"SGD": 0, "Adam": 0},
    }


def test_the_stored_study_has_a_best_rate_for_everything(stored: Results) -> None:
    best, wide = best_rates(stored), wideness(stored)
    assert set(best) == set(TARGETS) == set(GRID["problem"])
    for problem, optimizer in product(TARGETS, OPTIMIZERS):
        run = best[problem][optimizer]
        assert math.isfinite(run.highest)
        assert run.lr in GRID["lr"]
        assert (run.loss <= TARGETS[problem]) <= (run.steps is not None)
        assert (run.loss <= TARGETS[problem]) == (wide[problem][optimizer] > 0)


def test_side_by_side_shows_the_same_losses_of_each_problem(stored: Results) -> None:
    beside = side_by_side(stored)
    point = {"optimizer": "Adam", "lr": 0.1}
    shown = beside.at(point)
    assert shown is not None
    for problem in GRID["problem"]:
        there = stored.at({"problem": problem, **point})
        assert there is not None
        torch.testing.assert_close(shown[str(problem)], there["loss"].clamp(min=SOLVED), rtol=0.01, atol=0)
        assert bool((shown[f"{problem}, lowest"] <= shown[f"{problem}, highest"] * 1.01).all())


def test_between_the_grid_s_rates_all_problems_are_run(stored: Results, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str, float]] = []

    def run(problem: str, optimizer: str, lr: float) -> dict[str, list[float]]:
        asked.append((problem, optimizer, lr))
        return {"loss": [1.0, 1e-20], "loss, lowest": [0.5, 0.0], "loss, highest": [2.0, math.inf]}

    monkeypatch.setattr("trainloop.studies.all_problems.optimizer_run", run)
    found = run_on_all("SGD", 0.02)
    assert asked == [(problem, "SGD", 0.02) for problem in GRID["problem"]]
    assert set(found) == set(side_by_side(stored).names)
    assert found["ravine"] == [1.0, SOLVED] and found["line, highest"] == [2.0, math.inf]
