"""The chapter's estimates, noise ball and average, against autograd, theory and the package."""

import pytest
import torch

from trainloop.data import diabetes, line

from .conftest import definitions


@pytest.fixture(scope="module")
def chapter():
    return definitions("loop/batch-and-stochastic")


def test_each_gradient_is_autograd_s(chapter):
    x, y = line(n=20, seed=5)
    theta = torch.tensor([0.5, -0.3], requires_grad=True)
    each = chapter.gradients(theta.detach(), x, y)
    for i in range(20):
        (expected,) = torch.autograd.grad((theta[0] * x[i] + theta[1] - y[i]).square(), theta)
        torch.testing.assert_close(each[i], expected, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize("size", [2, 8, 32])
def test_estimates_are_unbiased_and_their_variance_falls_with_the_size(chapter, size):
    each = chapter.gradients(torch.zeros(2), *diabetes())
    full = each.mean(0)
    one = (each - full).square().sum(1).mean()
    guesses = chapter.estimates(each, size, 20_000, seed=3)
    noise = (one / size / 20_000) ** 0.5
    assert (guesses.mean(0) - full).norm() < 4 * noise
    assert (guesses - full).square().sum(1).mean() == pytest.approx(one.item() / size, rel=0.05)


@pytest.mark.parametrize(("lr", "size"), [(0.1, 1), (0.3, 4), (0.02, 2)])
def test_the_noise_ball_has_the_variance_of_the_formula(chapter, lr, size):
    expected = lr / size / (2 * (2 - 2 * lr))
    assert chapter.settled_variance(lr, size) == pytest.approx(expected, rel=0.07)


@pytest.fixture
def patients(chapter):
    x, y = diabetes()
    design = torch.stack([x, torch.ones_like(x)], dim=1)
    best = torch.linalg.lstsq(design, y).solution
    chapter.gradients.__globals__.update(x=x, y=y, smallest=(design @ best - y).square().mean())
    return best


def test_batches_trade_steps_for_examples_evenly_up_to_a_bend(chapter, patients):
    steps = {b: chapter.steps_to_arrive(b, lr) for b, lr in ((4, 0.02), (16, 0.05), (256, 0.4))}
    assert 3 < steps[4] / steps[16] < 4
    assert 256 * steps[256] > 1.2 * 16 * steps[16]
    assert chapter.steps_to_arrive(4, 0.4) is None  # the noise ball is too wide


def test_an_epoch_uses_every_example_once(chapter, patients):
    theta, updates = chapter.epoch(torch.zeros(2), 0.5, 442, torch.Generator().manual_seed(1))
    assert updates == 1
    torch.testing.assert_close(theta, patients, rtol=1e-9, atol=1e-12)  # both curvatures are 2
    assert chapter.epoch(torch.zeros(2), 0.01, 64, torch.Generator().manual_seed(1))[1] == 7


def test_the_excess_is_zero_at_the_best_line_alone(chapter, patients):
    assert chapter.excess(patients).item() == pytest.approx(0, abs=1e-12)
    assert chapter.excess(patients + 0.1).item() > 0.01
