"""The chapter's loop, cliff and curvatures, against PyTorch and the closed form."""

import pytest
import torch

from trainloop.data import line

from .conftest import definitions


@pytest.fixture(scope="module")
def chapter():
    return definitions("loop/linear-regression")


@pytest.mark.parametrize("seed", [0, 7, 42])
def test_the_loop_takes_the_steps_of_torch_sgd(chapter, seed):
    x, y = line(n=60, seed=seed)
    theta = torch.zeros(2, requires_grad=True)
    optimizer = torch.optim.SGD([theta], lr=0.1)
    for _ in range(50):
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(theta[0] * x + theta[1], y).backward()
        optimizer.step()
    ours, losses = chapter.train(x, y, lr=0.1, steps=50)
    torch.testing.assert_close(ours, theta.detach(), rtol=1e-12, atol=0)
    assert len(losses) == 50
    assert losses[0] == pytest.approx(y.square().mean().item(), rel=1e-12)


@pytest.mark.parametrize("shift", [0.0, 1.5, -4.0])
def test_the_curvatures_are_the_eigenvalues_of_autograds_hessian(chapter, shift):
    x, y = line(n=40, seed=3)
    x = x + shift
    hessian = torch.autograd.functional.hessian(lambda t: chapter.mse(t, x, y), torch.rand(2))
    torch.testing.assert_close(chapter.curvatures(x), torch.linalg.eigvalsh(hessian), rtol=1e-9, atol=0)


@pytest.mark.parametrize("seed", [1, 42])
def test_bisection_finds_the_cliff_where_the_curvature_says(chapter, seed):
    x, y = line(n=50, seed=seed)
    assert chapter.cliff(x, y) == pytest.approx(2 / chapter.curvatures(x)[-1].item(), rel=1e-6)
