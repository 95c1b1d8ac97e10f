"""The chapter's class is trainloop's Adam is torch's Adam; its other definitions do what they say."""

import pytest
import torch

from trainloop import optim

from .conftest import definitions

SETTINGS = [
    {"lr": 0.1},
    {"lr": 1e-3, "betas": (0.0, 0.0)},
    {"lr": 0.5, "betas": (0.95, 0.9), "eps": 1e-3},
]


@pytest.fixture(scope="module")
def chapter():
    return definitions("optimizers/adam")


def run(make, gradients: torch.Tensor, **settings) -> torch.Tensor:
    """Feed recorded gradients, shape (steps, n), to an optimizer; return the parameters' path."""
    p = torch.nn.Parameter(torch.linspace(-2, 3, gradients.shape[1]))
    optimizer = make([p], **settings)
    path = []
    for gradient in gradients:
        p.grad = gradient.clone()
        optimizer.step()
        path.append(p.detach().clone())
    return torch.stack(path)


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("make", [torch.optim.Adam, optim.Adam])
def test_the_chapters_class_takes_the_same_steps(chapter, make, settings):
    generator = torch.Generator().manual_seed(0)
    scales = 10.0 ** torch.tensor([-12.0, -6.0, 0.0, 6.0, 12.0, 0.0])
    gradients = torch.randn(100, 6, generator=generator) * scales
    gradients[:, 5] = 0.0
    torch.testing.assert_close(
        run(chapter.Adam, gradients, **settings),
        run(make, gradients, **settings),
        rtol=1e-12,
        atol=0,
    )


def test_a_parameter_without_gradient_stays(chapter):
    p = torch.nn.Parameter(torch.ones(2))
    chapter.Adam([p]).step()
    assert p.tolist() == [1.0, 1.0]


def test_amsgrad_goes_to_the_best_point_and_adam_to_the_worst(chapter):
    assert chapter.rare_large_gradient(False) == pytest.approx(1.0)
    assert chapter.rare_large_gradient(True) < -0.98


def test_the_suspicious_step_misses_the_second_correction_only(chapter):
    moved = chapter.suspicious_step(5.0, 10.0, 0.0, 0.0, 1, 0.1, 0.9, 0.999, 0.0)[0] - 5.0
    assert abs(moved) / 0.1 == pytest.approx(1 / (1 - 0.999) ** 0.5)
