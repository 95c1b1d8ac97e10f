"""Surfaces: gradients by hand equal autograd's, minima are minima, the messages are clear."""

import itertools
from typing import Any

import pytest
import torch

from trainloop import surfaces
from trainloop.surfaces import Surface

ALL = [*(surfaces.get(name) for name in surfaces.NAMES), surfaces.ravine(kappa=1000.0)]
each = pytest.mark.parametrize("surface", ALL, ids=lambda surface: surface.name)


def sample(surface: Surface, n: int) -> torch.Tensor:
    """Return n points of the domain, shape (n, 2), float64."""
    low, high = torch.tensor(surface.domain, dtype=torch.float64).T
    generator = torch.Generator().manual_seed(5)
    return low + (high - low) * torch.rand(n, 2, generator=generator, dtype=torch.float64)


@each
def test_gradient_by_hand_equals_autograd(surface: Surface) -> None:
    points = sample(surface, 500).requires_grad_()
    (expected,) = torch.autograd.grad(surface.loss(points).sum(), points)
    scale = expected.abs().max().item()
    torch.testing.assert_close(surface.gradient(points), expected, rtol=1e-12, atol=1e-15 * scale)


@each
def test_minima_are_the_smallest_values(surface: Surface) -> None:
    lowest = surface.loss(sample(surface, 20_000)).min().item()
    for minimum in surface.minima:
        point = torch.tensor(minimum, dtype=torch.float64)
        assert surface.loss(point).item() == pytest.approx(0, abs=1e-25)
        assert surface.loss(point).item() < lowest
        assert surface.gradient(point).abs().max().item() < 1e-12
    assert surface.minima or lowest < 0  # the saddle falls forever


@each
def test_start_and_minima_lie_in_the_domain_and_there_is_a_source(surface: Surface) -> None:
    for point in (surface.start, *surface.minima):
        for value, (low, high) in zip(point, surface.domain, strict=True):
            assert low <= value <= high
    assert len(surface.source) > 20
    # An exactly 0 component makes Adam step by rounding errors; Himmelblau's start has none.
    slopes = surface.gradient(torch.tensor(surface.start, dtype=torch.float64))
    assert (slopes != 0).all()


@each
def test_any_batch_of_points_and_both_dtypes(surface: Surface) -> None:
    for dtype in (torch.float32, torch.float64):
        points = sample(surface, 6).to(dtype).reshape(2, 3, 2)
        assert surface.loss(points).shape == (2, 3) and surface.loss(points).dtype == dtype
        assert surface.gradient(points).shape == (2, 3, 2)
        assert surface.loss(points[0, 0]).shape == ()


def test_curvatures_of_the_ravine() -> None:
    hessian = torch.autograd.functional.hessian(
        surfaces.ravine(kappa=80.0).loss, torch.tensor([1.0, 2.0], dtype=torch.float64)
    )
    torch.testing.assert_close(hessian, torch.diag(torch.tensor([1.0, 80.0], dtype=torch.float64)))


def test_rastrigin_has_a_minimum_near_every_pair_of_integers() -> None:
    surface = surfaces.rastrigin()
    for x, y in itertools.product((-2.0, 0.0, 3.0), repeat=2):
        point = torch.tensor([x, y], dtype=torch.float64)
        for _ in range(50):
            point = point - 0.002 * surface.gradient(point)
        assert (point - torch.tensor([x, y])).abs().max() < 0.05
        assert surface.gradient(point).abs().max() < 1e-6


def test_get_knows_all_by_name() -> None:
    assert [surfaces.get(name).name for name in surfaces.NAMES] == list(surfaces.NAMES)
    point = torch.tensor([0.0, 1.0])
    assert surfaces.get("ravine", kappa=7.0).loss(point).item() == 3.5


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: surfaces.get("hill"), ValueError, "name must be one of 'bowl', .*not 'hill'"),
        (lambda: surfaces.get("bowl", kappa=3.0), TypeError, "kappa"),
        (lambda: surfaces.ravine(kappa=0), ValueError, "kappa must be .*not 0"),
        (
            lambda: surfaces.bowl().loss(torch.zeros(3)),
            ValueError,
            r"point must have the shape \(\.\.\., 2\), not \(3,\)",
        ),
        (lambda: surfaces.bowl().gradient(torch.tensor(1.0)), ValueError, "point must have"),
        (lambda: surfaces.bowl().loss([0.0, 1.0]), TypeError, "point must be a tensor"),
        (lambda: surfaces.bowl().loss(torch.tensor([0, 1])), TypeError, "floating-point"),
    ],
)
def test_what_is_not_allowed_is_named(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()
