"""Functions of two variables on which optimizers are watched, with their gradients by hand."""

from collections.abc import Callable
from dataclasses import dataclass
from math import pi
from typing import cast

import torch
from torch import Tensor

from trainloop.arguments import one_of, positive

__all__ = [
    "NAMES",
    "Surface",
    "beale",
    "bowl",
    "get",
    "himmelblau",
    "rastrigin",
    "ravine",
    "rosenbrock",
    "saddle",
]

Interval = tuple[float, float]
Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Surface:
    """A loss L(x, y) without a unit, and what is known about it.

    Attributes:
        name: what `get` knows it by.
        domain: the interval of x and the one of y that are worth drawing.
        minima: the points where L is smallest; none where it falls forever.
        start: where runs usually begin.
        source: who described it, and where.
        of: L as a function of x and y, tensors of one shape.
        slopes: ∂L/∂x and ∂L/∂y as a function of the same.
    """

    name: str
    domain: tuple[Interval, Interval]
    minima: tuple[Point, ...]
    start: Point
    source: str
    of: Callable[[Tensor, Tensor], Tensor]
    slopes: Callable[[Tensor, Tensor], tuple[Tensor, Tensor]]

    def loss(self, point: Tensor) -> Tensor:
        """Return L, shape (...), at points of shape (..., 2); autograd goes through it.

        Raises:
            TypeError: `point` is no tensor of floating-point numbers.
            ValueError: its last dimension isn't 2.
        """
        return self.of(*_coordinates(point))

    def gradient(self, point: Tensor) -> Tensor:
        """Return (∂L/∂x, ∂L/∂y), shape (..., 2), by formula; errors as for `loss`."""
        return torch.stack(self.slopes(*_coordinates(point)), dim=-1)


def bowl() -> Surface:
    """Return ½ (x² + y²): equal curvature in all directions. Chapter: loss-landscape."""
    return Surface(
        name="bowl",
        domain=((-5.0, 5.0), (-5.0, 5.0)),
        minima=((0.0, 0.0),),
        start=(-4.0, 3.0),
        source="Nocedal and Wright, Numerical Optimization, 2nd ed. (2006), section 3.3, "
        "https://doi.org/10.1007/978-0-387-40065-5",
        of=lambda x, y: 0.5 * (x**2 + y**2),
        slopes=lambda x, y: (x, y),
    )


def ravine(kappa: float = 50.0) -> Surface:
    """Return ½ (x² + κ y²): curvature 1 along, κ across, so κ is the condition number.

    Raises:
        ValueError, TypeError: κ is not a number above 0.

    Chapters: loss-landscape, momentum.
    """
    kappa = positive("kappa", kappa)
    return Surface(
        name="ravine",
        domain=((-5.0, 5.0), (-2.0, 2.0)),
        minima=((0.0, 0.0),),
        start=(-4.0, 1.0),
        source="Goh, Why Momentum Really Works, Distill (2017), https://doi.org/10.23915/distill.00006",
        of=lambda x, y: 0.5 * (x**2 + kappa * y**2),
        slopes=lambda x, y: (x, kappa * y),
    )


def saddle() -> Surface:
    """Return ½ (x² − y²): flat at the origin, but no minimum anywhere. Chapter: loss-landscape."""
    return Surface(
        name="saddle",
        domain=((-3.0, 3.0), (-3.0, 3.0)),
        minima=(),
        start=(-2.5, 0.01),
        source="Dauphin et al. (2014), https://arxiv.org/abs/1406.2572",
        of=lambda x, y: 0.5 * (x**2 - y**2),
        slopes=lambda x, y: (x, -y),
    )


def rosenbrock() -> Surface:
    """Return (1 − x)² + 100 (y − x²)²: a flat valley along a parabola. Chapter: adam.

    The start is Rosenbrock's own. From (−1, 1), which lies on the parabola, one component of the
    gradient is exactly 0, and Adam makes steps of the rounding errors that follow.
    """
    return Surface(
        name="rosenbrock",
        domain=((-2.0, 2.0), (-1.0, 3.0)),
        minima=((1.0, 1.0),),
        start=(-1.2, 1.0),
        source="Rosenbrock (1960), https://doi.org/10.1093/comjnl/3.3.175",
        of=lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
        slopes=lambda x, y: (
            -2 * (1 - x) - 400 * x * (y - x**2),
            200 * (y - x**2),
        ),
    )


def beale() -> Surface:
    """Return Beale's function: plateaus with steep corners. Chapter: optimizer-playground."""

    def residuals(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return 1.5 - x + x * y, 2.25 - x + x * y**2, 2.625 - x + x * y**3

    def loss(x: Tensor, y: Tensor) -> Tensor:
        a, b, c = residuals(x, y)
        return a**2 + b**2 + c**2

    def slopes(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        a, b, c = residuals(x, y)
        return (
            2 * a * (y - 1) + 2 * b * (y**2 - 1) + 2 * c * (y**3 - 1),
            2 * a * x + 4 * b * x * y + 6 * c * x * y**2,
        )

    return Surface(
        name="beale",
        domain=((-4.5, 4.5), (-4.5, 4.5)),
        minima=((3.0, 0.5),),
        start=(1.0, 1.5),
        source="Beale (1958), Technical Report 25, Statistical Techniques Research Group, "
        "Princeton University; as problem 5 in Moré, Garbow and Hillstrom (1981), "
        "https://doi.org/10.1145/355934.355936",
        of=loss,
        slopes=slopes,
    )


def himmelblau() -> Surface:
    """Return (x² + y − 11)² + (x + y² − 7)²: four equal minima. Chapter: loss-landscape."""
    return Surface(
        name="himmelblau",
        domain=((-5.0, 5.0), (-5.0, 5.0)),
        # Only the first is exact; the others are roots of polynomials, here to a double's digits.
        minima=(
            (3.0, 2.0),
            (-2.805118086952745, 3.131312518250573),
            (-3.779310253377747, -3.283185991286170),
            (3.584428340330492, -1.848126526964404),
        ),
        start=(0.0, 0.0),
        source="Himmelblau, Applied Nonlinear Programming, McGraw-Hill (1972), ISBN 0-07-028921-2",
        of=lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
        slopes=lambda x, y: (
            4 * x * (x**2 + y - 11) + 2 * (x + y**2 - 7),
            2 * (x**2 + y - 11) + 4 * y * (x + y**2 - 7),
        ),
    )


def rastrigin() -> Surface:
    """Return 20 + x² − 10 cos 2πx + y² − 10 cos 2πy: a minimum near every pair of integers.

    The smallest is at the origin. Chapter: loss-landscape.
    """

    def wave(z: Tensor) -> Tensor:
        return z**2 - 10 * torch.cos(2 * pi * z)

    def slope(z: Tensor) -> Tensor:
        return 2 * z + 20 * pi * torch.sin(2 * pi * z)

    return Surface(
        name="rastrigin",
        domain=((-5.12, 5.12), (-5.12, 5.12)),
        minima=((0.0, 0.0),),
        start=(2.3, -1.7),
        source="Rastrigin, Systems of Extremal Control, Nauka (1974); in Mühlenbein, Schomisch "
        "and Born (1991), https://doi.org/10.1016/S0167-8191(05)80052-3",
        of=lambda x, y: 20 + wave(x) + wave(y),
        slopes=lambda x, y: (slope(x), slope(y)),
    )


_MAKERS: dict[str, Callable[..., Surface]] = {
    "bowl": bowl,
    "ravine": ravine,
    "saddle": saddle,
    "rosenbrock": rosenbrock,
    "beale": beale,
    "himmelblau": himmelblau,
    "rastrigin": rastrigin,
}
NAMES = tuple(_MAKERS)


def get(name: str, **options: float) -> Surface:
    """Return the surface of this name; `options` are its function's arguments, as κ of the ravine.

    Raises:
        ValueError: there is no such surface; the message lists them.
        TypeError: it has no such option.
    """
    return _MAKERS[one_of("name", name, NAMES)](**options)


def _coordinates(point: Tensor) -> tuple[Tensor, Tensor]:
    if not isinstance(point, Tensor) or not point.is_floating_point():
        raise TypeError(f"point must be a tensor of floating-point numbers, not {point!r}")
    if point.ndim == 0 or point.shape[-1] != 2:
        raise ValueError(f"point must have the shape (..., 2), not {tuple(point.shape)}")
    return cast(tuple[Tensor, Tensor], point.unbind(-1))
