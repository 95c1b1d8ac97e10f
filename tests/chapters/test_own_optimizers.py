"""The optimizers that the playground's chapter builds in PyTorch's frame, and those of its questions."""

import copy
from functools import cache, partial

import pytest
import torch

from trainloop.exercises.task import find_task
from trainloop.questions.loader import find
from trainloop.studies import study
from trainloop.studies.optimizer_choice import OPTIMIZERS, SEEDS, task, train
from trainloop.studies.tuned import best_rates
from trainloop.surfaces import ravine

from .conftest import definitions

TURN = ([0.8, -0.6], [0.6, 0.8])
MENDED = """        for p in self.param_groups[0]["params"]:
            m = self.state[p].setdefault("m", torch.zeros_like(p))"""


@cache
def chapter():
    found = definitions("optimizers/optimizer-playground")
    found.path.__globals__.update(straight=torch.eye(2), turned=torch.tensor(TURN))
    return found


def drawn(make, steps=60):
    """Where parameters of two groups go; now and then the gradients are zero, or one of them is missing."""
    generator = torch.Generator().manual_seed(0)
    p = [torch.randn(shape, generator=generator).requires_grad_() for shape in ((3,), (2, 2), (1,))]
    optimizer, places = make([{"params": p[:2]}, {"params": p[2:], "lr": 0.3}]), []
    for step in range(steps):
        for each in p:
            each.grad = torch.randn(each.shape, generator=generator) * (step % 5 != 2)
        p[0].grad = None if step % 7 == 3 else p[0].grad
        optimizer.step()
        places.append(torch.cat([each.detach().flatten() for each in p]))
    return torch.stack(places)


def test_the_normalized_step_has_the_length_lr_over_the_parameters_of_a_group():
    moves = drawn(partial(chapter().Normalized, lr=0.05)).diff(dim=0)
    zero = torch.arange(1, 60) % 5 == 2
    for part, lr in ((slice(0, 7), 0.05), (slice(7, 8), 0.3)):
        torch.testing.assert_close(moves[:, part].norm(dim=1), torch.where(zero, 0.0, lr))


def test_the_normalized_step_is_sgd_s_with_long_gradients_clipped_to_one():
    def clipped(p):
        def clip(*_):
            torch.nn.utils.clip_grad_norm_(p, 1.0)

        optimizer = torch.optim.SGD(p, lr=0.05)
        optimizer.register_step_pre_hook(clip)
        return optimizer

    ends = [
        chapter().path(make, [50.0, 20.0], torch.tensor(TURN), steps=40)
        for make in (partial(chapter().Normalized, lr=0.05), clipped)
    ]
    torch.testing.assert_close(*ends, rtol=1e-6, atol=1e-6)


def test_signum_without_memory_is_adam_without_memory():
    adam = drawn(partial(torch.optim.Adam, lr=0.05, betas=(0.0, 0.0), eps=1e-300))
    torch.testing.assert_close(drawn(partial(chapter().Signum, lr=0.05, beta=0.0)), adam, rtol=1e-9, atol=1e-12)
    assert (drawn(partial(chapter().Signum, lr=0.05, beta=0.9)) - adam).abs().max() > 0.5


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9])
def test_signum_takes_the_exercise_s_steps(beta):
    for step_of in (chapter().signum_step_solution, find_task("signum_step").reference):
        w = torch.tensor([1.0, -2.0, 0.0], requires_grad=True)
        optimizer, generator = chapter().Signum([w], lr=0.1, beta=beta), torch.Generator().manual_seed(1)
        param, m = w.detach().clone(), torch.zeros(3)
        for _ in range(40):
            w.grad = torch.randn(3, generator=generator) * torch.tensor([1.0, 1.0, 0.0])
            param, m = step_of(param, w.grad, m, 0.1, beta)
            optimizer.step()
            torch.testing.assert_close(w.detach(), param)
            torch.testing.assert_close(optimizer.state[w]["m"], m)
        assert w[2].item() == 0.0


@pytest.mark.parametrize("gradient", [4.0, -1e-3, 0.0])
def test_a_step_of_the_exercise_without_memory_is_adam_s(gradient):
    w = torch.tensor([5.0], requires_grad=True)
    optimizer, w.grad = torch.optim.Adam([w], lr=0.1, betas=(0.0, 0.0), eps=1e-300), torch.tensor([gradient])
    optimizer.step()
    for step_of in (chapter().signum_step_solution, find_task("signum_step").reference):
        assert step_of(5.0, gradient, 7.0, 0.1, 0.0) == (pytest.approx(w.item()), gradient)


def continued(make, split=None):
    """The places of a run on (w − 3)², saved and loaded into a new optimizer before the step ``split``."""
    w, places = torch.tensor([0.0], requires_grad=True), []
    optimizer = make([w])
    for step in range(30):
        if step == split:
            saved, optimizer = copy.deepcopy(optimizer.state_dict()), make([w])
            optimizer.load_state_dict(saved)
        w.grad = 2 * (w.detach() - 3)
        optimizer.step()
        places.append(w.item())
    return places


def defined(code):
    names = {"torch": torch}
    exec(code, names)
    return partial(names["Mine"], lr=0.2)


def test_signum_s_memory_is_in_the_checkpoint_and_that_of_the_quiz_isn_t():
    question = find("optimizer-playground-in-place").task
    lines = list(question.lines)
    wrong = lines[question.line]
    assert "self.m" in wrong and "self.state" in question.fix
    rules = {"Signum": partial(chapter().Signum, lr=0.2), "quiz": defined("\n".join(lines))}
    mended = [MENDED if "zip(self.m" in line else line for line in lines if line != wrong]
    rules["mended"] = defined("\n".join(mended))
    jumps = {name: continued(make, split=12) != continued(make) for name, make in rules.items()}
    assert jumps == {"Signum": False, "quiz": True, "mended": False}
    assert continued(rules["mended"]) == continued(rules["quiz"])
    with pytest.raises(RuntimeError, match="in-place"):
        continued(defined("\n".join(line for line in lines if "no_grad" not in line)))


class Slowed(torch.optim.Optimizer):
    """The rule of the project's sample answer: Signum's rate over one plus the share of signs that changed."""

    def __init__(self, params, lr=0.01, beta=0.9):
        super().__init__(params, {"lr": lr, "beta": beta})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            changed, signs = [], []
            for p in group["params"]:
                state = self.state[p]
                before = state.get("m", torch.zeros_like(p))
                state["m"] = torch.lerp(before, p.grad, 1 - group["beta"])
                signs.append(state["m"].sign())
                changed.append((signs[-1] * state.get("sign", torch.zeros_like(p)) < 0).flatten())
                state["sign"] = signs[-1]
            lr = group["lr"] / (1 + torch.cat(changed).double().mean().item())
            for p, sign in zip(group["params"], signs, strict=True):
                p -= lr * sign


def steps_in_the_ravine(make, most=2000):
    """Steps to the middle of the ravine's floor, where the loss is a sixteenth of that of its length at the start."""
    ground, w = ravine(), torch.tensor([-4.0, 1.0], requires_grad=True)
    optimizer = make([w])
    for step in range(1, most):
        optimizer.zero_grad()
        loss = ground.loss(w)
        loss.backward()
        optimizer.step()
        if ground.loss(w.detach()) < 0.5:
            return step
    return most


def test_the_project_s_sample_answer_holds_on_the_surfaces():
    signum = chapter().Signum
    assert chapter().blind_to(partial(Slowed, lr=0.05)) == ["factor on the loss", "factor on one gradient"]
    for lr in (0.003, 0.01, 0.03):
        assert steps_in_the_ravine(partial(Slowed, lr=lr)) > steps_in_the_ravine(partial(signum, lr=lr))
    for start in (1e-2, 1e-4):
        ours, adam = (chapter().steps_to_leave(partial(make, lr=0.1), start) for make in (Slowed, torch.optim.Adam))
        assert abs(ours - adam) <= 1


def test_on_the_digits_its_seeds_overlap_with_adam_s(monkeypatch):
    torch.set_default_dtype(torch.float32)  # as the study computes
    monkeypatch.setitem(OPTIMIZERS, "slowed", Slowed)
    ours = [train(task("digits", seed), "slowed", 0.003)[-1].item() for seed in SEEDS]  # its best of the study's rates
    adam = best_rates(study("optimizer_choice"))["digits"]["Adam"]
    assert adam.lowest < max(ours) and min(ours) < adam.highest
