"""Batches' gradients, the run that they make and its theory equal Python's, and theory equals simulation."""

import random

import pytest
import torch

from tests.widgets.engine.compare import close
from tests.widgets.node import ask, state
from tests.widgets.samples.gradient_cloud import drawn
from trainloop.data import diabetes
from trainloop.widgets import GradientCloud
from trainloop.widgets.gradient_cloud import ESTIMATES, STEPS

DRAWS = 40


def test_what_is_shown_equals_the_trace() -> None:
    rng = random.Random(11)
    widgets = [drawn(rng) for _ in range(DRAWS)]
    found = ask([["instruments/gradient-cloud.compute", state(widget)] for widget in widgets])
    for widget, shown in zip(widgets, found, strict=True):
        run = widget.trace()
        assert len(shown["path"]) == len(run.path)
        scale = run.path.abs().max().item()
        flat = [value for row in shown["path"] for value in row]
        assert all(close(a, b, scale) for a, b in zip(flat, run.path.flatten().tolist(), strict=True))
        far = widget.gradients(run.path[shown["at"]]).abs().max().item()
        assert all(close(a, b, far) for a, b in zip(shown["points"], run.estimates.flatten().tolist(), strict=True))
        assert all(close(a, b, far) for a, b in zip(shown["gradient"], run.gradient.tolist(), strict=True))
        assert [row["size"] for row in shown["rows"]] == run.sizes.tolist()
        for row, measured, variance in zip(shown["rows"], run.measured, run.variance, strict=True):
            assert close(row["measured"], measured.item(), run.variance[0].item())
            assert close(row["variance"], variance.item(), run.variance[0].item())


def test_expected_distances_and_limits() -> None:
    rng = random.Random(12)
    widgets = [drawn(rng) for _ in range(DRAWS)]
    found = ask([["instruments/gradient-cloud.compute", state(widget)] for widget in widgets])
    for widget, shown in zip(widgets, found, strict=True):
        assert close(shown["limit"], widget.limit()), state(widget)
        if widget.lr > shown["limit"]:
            continue
        expected = widget.expected().tolist()
        squares = [row["moment"][0] + row["moment"][2] for row in shown["expected"]]
        assert all(close(a, b, expected[0]) for a, b in zip(squares, expected, strict=True))


def test_theory_is_the_mean_of_many_runs() -> None:
    chosen = {"batch_size": 2, "lr": 0.15, "replacement": False}
    expected = GradientCloud(*diabetes(), **chosen).expected()
    widgets = [GradientCloud(*diabetes(), seed=seed, **chosen) for seed in range(300)]
    best = widgets[0].best()
    squares = torch.stack([(widget.path() - best).square().sum(dim=1) for widget in widgets])
    error = squares.std(dim=0) / len(widgets) ** 0.5
    assert ((squares.mean(dim=0) - expected)[1:].abs() / error[1:]).max() < 6
    assert squares[:, -50:].mean().item() == pytest.approx(expected[-1].item(), rel=0.1)


@pytest.mark.parametrize("size", [1, 3, 442])
@pytest.mark.parametrize("replacement", [True, False])
def test_at_the_limit_the_second_moment_neither_grows_nor_falls(size: int, replacement: bool) -> None:
    x, y = diabetes()
    widget = GradientCloud(x, y, batch_size=size, replacement=replacement)
    limit, share = widget.limit(), widget.share(size)
    for factor, grows in ((0.999, False), (1.001, True)):
        # Without residuals: the targets are a line, so that only what multiplies the error is left.
        exact = GradientCloud(x, 0.5 * x, batch_size=size, replacement=replacement, w=2.0, b=1.0)
        exact.lr = min(2.0, factor * limit)
        distances = exact.expected()
        assert (distances[-1] > distances[-40]).item() == grows, (share, factor)


def test_the_variance_is_exact_over_all_batches() -> None:
    widget = GradientCloud([0.3, -1.0, 2.0, 0.7], [1.0, 0.5, -2.0, 0.0], batch_size=2)
    each = widget.gradients(torch.tensor([0.5, -0.25], dtype=torch.float64))
    mean = each.mean(dim=0)
    one = (each - mean).square().sum(dim=1).mean().item()
    every = torch.cartesian_prod(torch.arange(4), torch.arange(4))
    for replacement, batches in ((True, every), (False, every[every[:, 0] != every[:, 1]])):
        widget.replacement = replacement
        seen = (each[batches].mean(dim=1) - mean).square().sum(dim=1).mean().item()
        assert seen == pytest.approx(widget.share(2) * one, rel=1e-12)


def test_a_longer_batch_begins_with_the_shorter_one() -> None:
    small, large = (GradientCloud(*diabetes(), batch_size=size) for size in (8, 16))
    at = small.trace().sizes.tolist().index(8)
    torch.testing.assert_close(small.trace().measured[at], large.trace().measured[at], rtol=1e-12, atol=0)
    assert large.trace().estimates.shape == (ESTIMATES, 2)
    assert len(large.path()) == STEPS + 1
