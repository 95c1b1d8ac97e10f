"""The book's data sets: small, seeded, and the same on every machine."""

from typing import NamedTuple

import torch
from torch import Tensor

from trainloop.arguments import integer, non_negative, number, one_of, positive

__all__ = [
    "Labelled",
    "Line",
    "Year",
    "diabetes",
    "digits",
    "line",
    "moons",
    "spirals",
    "split",
    "temperatures",
]


class Line(NamedTuple):
    """Points along a line: x and y, shape (n,) each, without a unit."""

    x: Tensor
    y: Tensor


class Year(NamedTuple):
    """Daily temperatures: shape (365,) each; `day` counts from 1, the others are in °C.

    `value` is what a thermometer shows, `signal` the season and `noise` the weather of that day.
    """

    day: Tensor
    signal: Tensor
    noise: Tensor
    value: Tensor


class Labelled(NamedTuple):
    """Inputs of shape (n, d) and their classes, int64 of shape (n,), counted from 0."""

    inputs: Tensor
    labels: Tensor


def line(
    n: int = 100,
    *,
    slope: float = 2.0,
    intercept: float = 3.0,
    noise: float = 0.2,
    seed: int = 0,
    dtype: torch.dtype = torch.float64,
) -> Line:
    """Return n points with y = slope · x + intercept + Gaussian noise; x is standard normal.

    Args:
        n: how many, at least 1.
        slope: any finite number.
        intercept: any finite number.
        noise: standard deviation of the noise, in y's unit; at least 0.
        seed: of the random numbers, an integer that is 0 or greater.
        dtype: torch.float32 or torch.float64. Float32 rounds the float64 numbers.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Chapter: linear-regression.
    """
    n, noise = integer("n", n, minimum=1), non_negative("noise", noise)
    generator = _generator(seed)
    x = _normal(n, generator)
    y = number("slope", slope) * x + number("intercept", intercept) + noise * _normal(n, generator)
    return Line(x.to(_dtype(dtype)), y.to(dtype))


def temperatures(*, seed: int = 0, dtype: torch.dtype = torch.float64) -> Year:
    """Return a year of daily mean temperatures in °C, as they might be in a temperate place.

    The season is a sine around 11 °C, 9 °C up and down, coldest on day 20; each day adds
    independent Gaussian noise of 3 °C. Real weather stays warm or cold for days; this one forgets
    overnight, so that whatever connects two days in an average was put there by the average.

    Args and errors: `seed` and `dtype` as for `line`.

    Chapter: exponentially-weighted-averages.
    """
    generator = _generator(seed)
    day = torch.arange(1, 366, dtype=torch.float64)
    signal = 11.0 - 9.0 * torch.cos(2 * torch.pi * (day - 20) / 365)
    noise = 3.0 * _normal(365, generator)
    # Added after the conversion, so that value = signal + noise holds in either dtype.
    signal, noise = signal.to(_dtype(dtype)), noise.to(dtype)
    return Year(day.to(dtype), signal, noise, signal + noise)


def moons(n: int = 200, *, noise: float = 0.1, seed: int = 0, dtype: torch.dtype = torch.float64) -> Labelled:
    """Return two half circles of radius 1 that reach into each other: inputs (n, 2), two classes.

    Args:
        n: how many points, at least 2; the classes differ by at most one in number.
        noise: standard deviation of the Gaussian noise on each coordinate, at least 0.
        seed: as for `line`.
        dtype: as for `line`.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Chapter: why-nonlinear.
    """
    n, noise = integer("n", n, minimum=2), non_negative("noise", noise)
    generator = _generator(seed)
    labels = torch.arange(n) % 2
    angle = torch.pi * torch.rand(n, generator=generator, dtype=torch.float64)
    upper = torch.stack([angle.cos(), angle.sin()], dim=1)
    lower = torch.stack([1 - angle.cos(), 0.5 - angle.sin()], dim=1)
    inputs = torch.where(labels[:, None] == 0, upper, lower)
    inputs = inputs + noise * torch.randn(n, 2, generator=generator, dtype=torch.float64)
    return Labelled(inputs.to(_dtype(dtype)), labels)


def spirals(
    n: int = 300,
    *,
    arms: int = 3,
    turns: float = 0.75,
    noise: float = 0.03,
    seed: int = 0,
    dtype: torch.dtype = torch.float64,
) -> Labelled:
    """Return spiral arms around the origin, out to radius 1: inputs (n, 2), a class per arm.

    Args:
        n: how many points, at least as many as arms.
        arms: how many classes, at least 2.
        turns: how often an arm winds around the origin, above 0.
        noise: standard deviation of the Gaussian noise on each coordinate, at least 0.
        seed: as for `line`.
        dtype: as for `line`.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Chapter: why-nonlinear.
    """
    arms = integer("arms", arms, minimum=2)
    n, noise = integer("n", n, minimum=arms), non_negative("noise", noise)
    generator = _generator(seed)
    labels = torch.arange(n) % arms
    radius = torch.rand(n, generator=generator, dtype=torch.float64)
    angle = 2 * torch.pi * (positive("turns", turns) * radius + labels / arms)
    inputs = torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1)
    inputs = inputs + noise * torch.randn(n, 2, generator=generator, dtype=torch.float64)
    return Labelled(inputs.to(_dtype(dtype)), labels)


def digits(*, dtype: torch.dtype = torch.float64) -> Labelled:
    """Return 1,797 handwritten digits of 8 × 8 pixels: inputs (1797, 64) in [0, 1], ten classes.

    The pictures come with scikit-learn, so nothing is downloaded.

    Args and errors: `dtype` as for `line`.

    Source: Alpaydin and Kaynak (1998), https://doi.org/10.24432/C50P49.
    Chapters: classification, mini-batches-and-data-pipelines, complete-pipeline.
    """
    from sklearn.datasets import load_digits  # takes a second, and most chapters don't need it

    pixels, labels = load_digits(return_X_y=True)
    inputs = torch.tensor(pixels / 16, dtype=_dtype(dtype))  # a pixel counts from 0 to 16
    return Labelled(inputs, torch.tensor(labels, dtype=torch.int64))


def diabetes(*, dtype: torch.dtype = torch.float64) -> Line:
    """Return 442 diabetes patients: x is the body mass index, y how far the disease went in a year.

    Both are standardized, to mean 0 and standard deviation 1 (with divisor n), so they have no
    unit. The data come with scikit-learn, so nothing is downloaded.

    Args and errors: `dtype` as for `line`.

    Source: Efron, Hastie, Johnstone and Tibshirani (2004), https://doi.org/10.1214/009053604000000067.
    Chapter: batch-and-stochastic.
    """
    from sklearn.datasets import load_diabetes  # takes a second, and most chapters don't need it

    measured, progression = load_diabetes(return_X_y=True, scaled=False)
    columns = (torch.tensor(values, dtype=torch.float64) for values in (measured[:, 2], progression))
    x, y = ((column - column.mean()) / column.std(correction=0) for column in columns)
    return Line(x.to(_dtype(dtype)), y.to(dtype))


def split(data: Labelled, *, holdout: float = 0.25, seed: int = 0) -> tuple[Labelled, Labelled]:
    """Return the data in two parts, drawn at random: to learn from, and held out.

    Args:
        data: inputs and labels.
        holdout: the share held out, above 0 and below 1; each part gets at least one example.
        seed: as for `line`.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Chapters: classification, overfitting-and-regularization.
    """
    held = round(number("holdout", holdout) * len(data.labels))
    if not 0 < held < len(data.labels):
        raise ValueError(f"holdout must leave both parts at least one example, not {holdout!r} of {len(data.labels)}")
    order = torch.randperm(len(data.labels), generator=_generator(seed))
    learn, test = order[held:], order[:held]
    return (
        Labelled(data.inputs[learn], data.labels[learn]),
        Labelled(data.inputs[test], data.labels[test]),
    )


def _generator(seed: int) -> torch.Generator:
    return torch.Generator().manual_seed(integer("seed", seed, minimum=0))


def _normal(n: int, generator: torch.Generator) -> Tensor:
    return torch.randn(n, generator=generator, dtype=torch.float64)


def _dtype(dtype: torch.dtype) -> torch.dtype:
    return one_of("dtype", dtype, (torch.float32, torch.float64))
