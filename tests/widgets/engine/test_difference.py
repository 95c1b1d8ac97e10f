"""The browser's functions and differences equal Python's to the last bit, and those torch's to a few units in it."""

import random
from typing import Any

import pytest
import torch

from tests.widgets.draws import settings
from tests.widgets.node import ask
from trainloop.widgets import FiniteDifference
from trainloop.widgets.reproducible import FUNCTIONS

DRAWS = 25
NAMES = ("forward", "central", "forwardError", "centralError")
LIBRARY = {"exp": torch.exp, "sin": torch.sin, "cube": lambda x: x**3, "sqrt": torch.sqrt, "sigmoid": torch.sigmoid}


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32])
@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions_are_as_good_as_the_librarys(name: str, dtype: torch.dtype) -> None:
    x = torch.linspace(0.001, 2.5, 5001, dtype=dtype)
    exact = LIBRARY[name](x.double())
    error = (FUNCTIONS[name].value(x).double() - exact).abs() / exact
    assert error.max() < 5 * torch.finfo(dtype).eps


@pytest.mark.parametrize("name", FUNCTIONS)
def test_derivatives_are_autograds(name: str) -> None:
    x = torch.linspace(0.5, 2.0, 50, dtype=torch.float64, requires_grad=True)
    value = LIBRARY[name](x)
    for derivative in FUNCTIONS[name][1:]:
        (value,) = torch.autograd.grad(value.sum(), x, create_graph=True)
        torch.testing.assert_close(derivative(x.detach()), value.detach(), rtol=1e-12, atol=1e-14)
        value = value + 0 * x  # a constant derivative still hangs on x


def test_differences_to_the_last_bit() -> None:
    rng = random.Random(8)
    calls: list[list[Any]] = []
    wanted: list[tuple[float, ...]] = []
    for _ in range(DRAWS):
        widget = FiniteDifference(**settings(FiniteDifference, rng))
        run = widget.trace()
        chosen = rng.sample(range(len(run.h)), 20)
        for i in chosen:
            given = {"name": widget.function, "x": widget.x, "precision": widget.precision, "h": run.h[i].item()}
            calls.append(["engine/difference.differences", given])
            wanted.append(tuple(part[i].item() for part in run[1:]))
    for call, found, row in zip(calls, ask(calls), wanted, strict=True):
        assert tuple(found[name] for name in NAMES) == row, call


def test_theory_and_its_best_steps() -> None:
    rng = random.Random(9)
    widgets = [FiniteDifference(**settings(FiniteDifference, rng)) for _ in range(DRAWS)]
    calls = []
    for widget in widgets:
        given = {name: getattr(widget, name) for name in ("x", "precision", "method")} | {"name": widget.function}
        calls.append(["engine/difference.theory", given])
    found = ask(calls)
    best = ask([["engine/difference.bestSteps", each] for each in found])
    for widget, theory, ends in zip(widgets, found, best, strict=True):
        assert tuple(theory[name] for name in ("a", "b", "order")) == widget.theory()
        assert ends == pytest.approx(widget.best(), rel=1e-12)
