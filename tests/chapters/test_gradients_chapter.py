"""The chapter's own engine, its operations and differences, against autograd."""

import math
from random import Random

import pytest
import torch

from trainloop.questions.loader import find

from .conftest import definitions


@pytest.fixture(scope="module")
def chapter():
    return definitions("loop/gradients")


@pytest.mark.parametrize("seed", range(8))
def test_the_small_engine_finds_autograd_s_slopes(chapter, seed):
    rng = Random(seed)
    numbers = [rng.uniform(-2, 2) for _ in range(4)]
    ours = [chapter.Value(v) for v in numbers]
    theirs = [torch.tensor(v, dtype=torch.float64, requires_grad=True) for v in numbers]
    mine, torch_s = ours[0], theirs[0]
    for _ in range(8):
        i, product = rng.randrange(4), rng.random() < 0.5
        mine = mine * ours[i] if product else mine + ours[i]
        torch_s = torch_s * theirs[i] if product else torch_s + theirs[i]
    mine.backward()
    torch_s.backward()
    assert mine.data == pytest.approx(torch_s.item(), rel=1e-12)
    for value, tensor in zip(ours, theirs, strict=True):
        expected = 0.0 if tensor.grad is None else tensor.grad.item()
        assert value.grad == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_only_the_right_factor_passes_gradcheck(chapter):
    at = torch.tensor([-0.7, 0.3, 1.9], requires_grad=True)
    passed = {f: torch.autograd.gradcheck(chapter.squared_relu(f), at, raise_exception=False) for f in (1.0, 2.0, 3.0)}
    assert passed == {1.0: False, 2.0: True, 3.0: False}


def test_the_softplus_is_right_below_the_place_where_it_was_broken(chapter):
    for place, right in ((-3.0, True), (4.0, True), (6.0, False)):
        at = torch.tensor([place], requires_grad=True)
        assert torch.autograd.gradcheck(chapter.softplus(5.0), at, raise_exception=False) is right
    at = torch.tensor([-800.0, -3.0, 6.0, 800.0])
    torch.testing.assert_close(chapter.softplus(math.inf)(at), torch.nn.functional.softplus(at))


def test_the_numbers_of_the_prediction():
    errors = {h: abs((math.exp(1 + h) - math.e) / h - math.e) for h in (1e-8, 1e-15, 1e-16)}
    assert errors[1e-8] < 1e-7
    assert errors[1e-16] == pytest.approx(math.e)  # 1 + h is rounded to 1
    (right,) = [o for o in find("gradients-tiny-step").task.options if o.correct]
    assert f"{errors[1e-15]:.2f}" in right.why
