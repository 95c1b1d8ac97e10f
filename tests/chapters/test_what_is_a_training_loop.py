"""The chapter's loop and what it says of a run that forgets a line, against PyTorch."""

import pytest
import torch

from trainloop.data import line
from trainloop.questions.loader import find
from trainloop.widgets import LoopStepper

from .conftest import definitions


@pytest.fixture(scope="module")
def chapter():
    names = definitions("loop/what-is-a-training-loop")
    names.run.__globals__["inputs"], names.run.__globals__["targets"] = line(n=12)
    return names


def test_the_loss_is_torch_s(chapter):
    inputs, targets = line(n=12)
    theta = torch.tensor([0.3, -1.2], dtype=torch.float64)
    expected = torch.nn.functional.mse_loss(theta[0] * inputs + theta[1], targets)
    assert chapter.loss_at(theta).item() == pytest.approx(expected.item(), rel=1e-12)


@pytest.mark.parametrize("clear", [True, False])
def test_the_run_is_that_of_the_instrument(chapter, clear):
    stepper = LoopStepper(lr=0.1, broken="none" if clear else "no zero_grad")
    losses = stepper.trace(200).loss[3::5]  # after each third line
    assert chapter.run(clear=clear, lr=0.1, steps=40) == pytest.approx(losses.tolist(), rel=1e-9)


def test_without_clearing_it_neither_settles_nor_explodes(chapter):
    losses = torch.tensor(chapter.run(clear=False, lr=0.1, steps=2000))
    early, late = losses[:200], losses[-200:]
    assert late.max().item() == pytest.approx(early.max().item(), rel=0.1)
    assert late.max() > 20 * late.min()
    (right,) = [o for o in find("what-is-a-training-loop-lost-line").task.options if o.correct]
    assert "swinging" in right.text


def test_the_solution_walks_as_torch_s_optimizer_does(chapter):
    w = torch.tensor(4.0, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.07)
    path = [4.0]
    for _ in range(30):
        optimizer.zero_grad()
        (w**4 / 4 - w).backward()
        optimizer.step()
        path.append(w.item())
    assert chapter.descend_solution(lambda p: p**3 - 1, 4.0, 0.07, 30) == pytest.approx(path, rel=1e-12)
