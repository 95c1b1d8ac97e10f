"""The chapter's rates, best settings and limits, against eigenvalues, search and the instrument."""

import math

import pytest
import torch

from trainloop.questions.loader import find
from trainloop.widgets import MomentumPhase

from .conftest import definitions


@pytest.fixture(scope="module")
def chapter():
    return definitions("optimizers/momentum-in-depth")


@pytest.mark.parametrize("mu", [0.0, 0.3, 0.9])
@pytest.mark.parametrize("a", [0.01, 0.4, 1.0, 2.5, 3.7])
def test_rates_are_the_eigenvalues_of_the_iteration(chapter, a, mu):
    heavy = torch.tensor([[1 + mu - a, -mu], [1.0, 0.0]])
    expected = torch.linalg.eigvals(heavy).abs().max().item()
    assert chapter.rate(torch.tensor(a), torch.tensor(mu)).item() == pytest.approx(expected, rel=1e-6)
    phase = MomentumPhase(form="nesterov", kappa=1.0, lr=max(a, 1e-3), mu=mu).direction(1.0)
    assert chapter.left_by_nesterov(a, mu) == pytest.approx(phase.rate, rel=1e-6, abs=1e-7)


@pytest.mark.parametrize("kappa", [4.0, 50.0, 400.0])
def test_no_setting_of_a_grid_is_faster_than_polyak_s(chapter, kappa):
    lr, mu, left = chapter.best_by_search(kappa)
    best_lr, best_mu = chapter.best_heavy_ball_solution(1.0, kappa)
    assert best_mu**0.5 <= left < best_mu**0.5 + 0.01
    assert lr == pytest.approx(best_lr, rel=0.05)
    assert mu == pytest.approx(best_mu, rel=0.02)


@pytest.mark.parametrize("mu", [0.3, 0.8])
def test_bisection_finds_both_limits(chapter, mu):
    assert chapter.cliff(mu, nesterov=False) == pytest.approx(2 * (1 + mu), rel=1e-3)
    assert chapter.cliff(mu, nesterov=True) == pytest.approx(2 * (1 + mu) / (1 + 2 * mu), rel=1e-3)


def test_the_heavy_ball_circles_where_nesterov_arrives(chapter):
    heavy = chapter.positions(3.3, 1 / 9, 4 / 9, nesterov=False)
    assert heavy[-3:] == pytest.approx(heavy[-6:-3], rel=1e-9)
    assert min(map(abs, heavy[-3:])) > 0.5
    assert abs(chapter.positions(3.3, 1 / 25, 4 / 6, nesterov=True)[-1]) < 1e-12


def test_runs_take_longer_than_the_rate_says(chapter):
    lr, mu = chapter.best_heavy_ball_solution(1.0, 100.0)
    formula = math.log(0.01) / math.log(mu**0.5)
    assert 1.3 * formula < chapter.arrives(100.0, lr, mu) < 2.2 * formula
    assert chapter.arrives(50.0, 0.036, 0.7) < chapter.arrives(50.0, *chapter.best_heavy_ball_solution(1.0, 50.0))


def test_the_number_of_the_prediction():
    (right,) = [o for o in find("momentum-in-depth-look-ahead").task.options if o.correct]
    assert f"{2 * 1.9 / 2.8:.3f}" in right.why
    assert f"{2 * 1.9 / 2.8:.2f}" in right.text
