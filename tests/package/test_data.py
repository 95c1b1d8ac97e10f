"""Data sets are seeded, shaped as they say, and plausible."""

from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor

from trainloop import data

SEEDED: list[Callable[..., tuple[Tensor, ...]]] = [
    data.line,
    data.temperatures,
    data.moons,
    data.spirals,
]


@pytest.mark.parametrize("make", SEEDED)
def test_the_seed_decides_all(make: Callable[..., tuple[Tensor, ...]]) -> None:
    torch.manual_seed(1)
    first = make(seed=3)
    torch.manual_seed(2)
    again, other = make(seed=3), make(seed=4)
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    assert not all(torch.equal(a, b) for a, b in zip(first, other, strict=True))


@pytest.mark.parametrize("make", [*SEEDED, data.diabetes, data.digits])
def test_float32_is_float64_rounded(make: Callable[..., tuple[Tensor, ...]]) -> None:
    for double, single in zip(make(), make(dtype=torch.float32), strict=True):
        if double.is_floating_point():
            assert (double.dtype, single.dtype) == (torch.float64, torch.float32)
            torch.testing.assert_close(single.double(), double, rtol=1e-6, atol=1e-5)
        else:
            assert torch.equal(double, single)


def test_line() -> None:
    x, y = data.line(n=5000, slope=-1.5, intercept=4.0, noise=0.3, seed=1)
    assert x.shape == y.shape == (5000,)
    assert x.mean().item() == pytest.approx(0, abs=0.05)
    assert x.std().item() == pytest.approx(1, abs=0.05)
    rest = y - (4.0 - 1.5 * x)
    assert rest.std().item() == pytest.approx(0.3, abs=0.02)
    assert (rest * x).mean().item() == pytest.approx(0, abs=0.02)
    x, y = data.line(noise=0)
    torch.testing.assert_close(y, 2 * x + 3, rtol=1e-15, atol=0)


def test_temperatures() -> None:
    year = data.temperatures(seed=0)
    assert all(column.shape == (365,) for column in year)
    assert year.day[[0, -1]].tolist() == [1, 365]
    assert torch.equal(year.value, year.signal + year.noise)
    assert -20 < year.value.min() < 5 and 20 < year.value.max() < 35
    assert int(year.signal.argmin()) + 1 == 20
    assert 180 < int(year.signal.argmax()) + 1 < 220
    assert year.noise.std().item() == pytest.approx(3, abs=0.4)
    neighbors = (year.noise[1:] * year.noise[:-1]).mean() / year.noise.square().mean()
    assert abs(neighbors.item()) < 3 / 365**0.5  # yesterday's noise says nothing about today's


def test_moons() -> None:
    inputs, labels = data.moons(201, noise=0)
    assert inputs.shape == (201, 2) and labels.dtype == torch.int64
    assert torch.bincount(labels).tolist() == [101, 100]
    centers = torch.tensor([[0.0, 0.0], [1.0, 0.5]], dtype=torch.float64)[labels]
    torch.testing.assert_close((inputs - centers).norm(dim=1), torch.ones(201).double())
    assert (inputs[labels == 0, 1] >= 0).all() and (inputs[labels == 1, 1] <= 0.5).all()


def test_spirals() -> None:
    inputs, labels = data.spirals(300, arms=3, turns=0.75, noise=0)
    assert inputs.shape == (300, 2)
    assert torch.bincount(labels).tolist() == [100, 100, 100]
    radius = inputs.norm(dim=1)
    assert radius.max() <= 1
    turned = torch.atan2(inputs[:, 1], inputs[:, 0]) / (2 * torch.pi) - 0.75 * radius - labels / 3
    torch.testing.assert_close(turned, turned.round(), rtol=0, atol=1e-12)


def test_diabetes() -> None:
    x, y = data.diabetes()
    assert x.shape == y.shape == (442,)
    for column in (x, y):
        assert column.mean().item() == pytest.approx(0, abs=1e-12)
        assert column.square().mean().item() == pytest.approx(1, rel=1e-12)
    assert (x * y).mean().item() == pytest.approx(0.5865, abs=5e-5)  # the correlation that is known
    # Patient 1 has a body mass index of 32.1, and 151 as progression, whose mean is 152.13.
    assert (x[0].item(), y[0].item()) == (pytest.approx(1.2971, abs=5e-4), pytest.approx(-0.0147, abs=5e-4))


def test_digits_and_split() -> None:
    everything = data.digits()
    assert everything.inputs.shape == (1797, 64)
    assert (everything.inputs.min().item(), everything.inputs.max().item()) == (0, 1)
    assert torch.bincount(everything.labels).min() > 170
    learn, test = data.split(everything, holdout=0.2, seed=1)
    assert (len(learn.labels), len(test.labels)) == (1438, 359)
    together = torch.cat([learn.inputs, test.inputs]).sum(dim=0)
    torch.testing.assert_close(together, everything.inputs.sum(dim=0))
    again, other = (data.split(everything, holdout=0.2, seed=seed)[1] for seed in (1, 2))
    assert torch.equal(again.inputs, test.inputs) and not torch.equal(other.inputs, test.inputs)
    for i in range(0, 359, 50):  # inputs and labels have stayed together
        same = (everything.inputs == test.inputs[i]).all(dim=1)
        assert test.labels[i] in everything.labels[same]


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: data.line(n=0), ValueError, "n must be .*not 0"),
        (lambda: data.line(noise=-1), ValueError, "noise must be .*not -1"),
        (lambda: data.line(slope="2"), TypeError, "slope must be .*'2'"),
        (lambda: data.line(seed=0.5), TypeError, "seed must be .*not 0.5"),
        (lambda: data.line(dtype=torch.int64), ValueError, "dtype must be one of .*float32"),
        (lambda: data.temperatures(dtype=torch.float16), ValueError, "dtype must be one of"),
        (lambda: data.moons(1), ValueError, "n must be .*not 1"),
        (lambda: data.spirals(arms=1), ValueError, "arms must be .*not 1"),
        (lambda: data.spirals(2, arms=3), ValueError, "n must be .*3 or greater, not 2"),
        (lambda: data.spirals(turns=0), ValueError, "turns must be .*not 0"),
        (lambda: data.split(data.moons(4), holdout=0.01), ValueError, "holdout .*0.01 of 4"),
        (lambda: data.split(data.moons(4), holdout=1), ValueError, "holdout must .*not 1 of 4"),
    ],
)
def test_what_is_not_allowed_is_named(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()
