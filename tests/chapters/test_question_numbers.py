"""Every number that the question bank calls right is computed here, by the package or by torch."""

import math

import pytest
import torch

from trainloop import averages
from trainloop.optim import Adam
from trainloop.questions.kinds import Number
from trainloop.questions.loader import chapter_questions, chapters, find

from .conftest import definitions


def first_step(gradient: float, **settings: object) -> float:
    """Length of the first step, in the parameter's unit."""
    p = torch.nn.Parameter(torch.zeros(1))
    p.grad = torch.tensor([gradient])
    Adam([p], eps=0, **settings).step()
    return abs(p.item())


def cliff(x: list[float]) -> float:
    line = definitions("loop/linear-regression")
    return 2 / line.curvatures(torch.tensor(x))[-1].item()


def derivative(f, at: float) -> float:
    w = torch.tensor(at, requires_grad=True)
    f(w).backward()
    return w.grad.item()


def second_order_cliff(f) -> float:
    return 2 / torch.autograd.functional.hessian(f, torch.tensor(0.3)).item()


def after_steps(curvature: float, lr: float, steps: int) -> float:
    e = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([e], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        (curvature * e**2 / 2).backward()
        optimizer.step()
    return e.item()


COMPUTED = {
    "linear-regression-slope": lambda: derivative(lambda w: (3 * w - 6) ** 2, 1.0),
    "linear-regression-mean": lambda: torch.tensor([1.0, -2.0, 4.0]).square().mean().item(),
    "linear-regression-new-cliff": lambda: cliff([-2.0, 2.0]),
    "linear-regression-two-steps": lambda: after_steps(6, 0.3, 2),
    "exponentially-weighted-averages-powers": lambda: math.prod([0.5] * 4),
    "exponentially-weighted-averages-third": lambda: averages.ewa([10.0] * 3, 0.8)[-1].item(),
    "exponentially-weighted-averages-half-life": lambda: averages.half_life(0.95),
    "exponentially-weighted-averages-cliff": lambda: second_order_cliff(lambda w: (w - 3) ** 2 / 2),
    "adam-start-too-low": lambda: averages.ewa([50.0], 0.9)[0].item(),
    "adam-equal-decays": lambda: first_step(1.0, lr=1, betas=(0.9, 0.99), bias_correction=False),
    "adam-ninety-nine": lambda: 1 + int((averages.ewa([1.0] * 99, 0.9) < 0.99).sum()),
}

QUESTIONS = [q for c in chapters() for q in chapter_questions(c)]
NUMERIC = [q for q in QUESTIONS if isinstance(q.task, Number) and not q.variants]


@pytest.mark.parametrize("question", NUMERIC, ids=lambda q: q.id)
def test_the_right_number_is_computed(question):
    assert question.id in COMPUTED, f"{question.id}: say here how its answer is computed"
    allowed = max(question.task.tolerance, 1e-9)
    assert COMPUTED[question.id]() == pytest.approx(question.task.value, abs=allowed)


def test_the_order_of_the_averages_is_that_of_their_mean_ages():
    ages = [
        averages.mean_age(0.5),
        averages.mean_age(averages.beta_for_half_life(5)),
        averages.mean_age(1 - 1 / 20),
        99,
    ]
    assert ages == sorted(ages)


def right_option(question_id: str) -> str:
    """The right option and its explanation, as one text."""
    (option,) = [o for o in find(question_id).task.options if o.correct]
    return f"{option.text} {option.why}"


def test_the_numbers_in_the_predictions():
    line = definitions("loop/linear-regression")
    x, y = line.line(n=100, slope=2.0, intercept=3.0, noise=0.2, seed=42)
    floor = line.mse(torch.linalg.lstsq(torch.stack([x, x * 0 + 1], 1), y).solution, x, y)
    steps = {lr: sum(v >= 1.01 * floor for v in line.train(x, y, lr, 400)[1]) for lr in (0.1, 0.7)}
    assert f"after {steps[0.1]} steps" in find("linear-regression-seven-times").prompt
    assert f"It takes {steps[0.7]} steps" in right_option("linear-regression-seven-times")
    divergent = next(o for o in find("linear-regression-seven-times").task.options if o.text == "Diverge")
    assert f"{2 / line.curvatures(x)[-1]:.3f}" in divergent.why

    after_ten = averages.ewa([1.0] * 10, 0.9)[-1].item()
    assert f"{after_ten:.2f}" in right_option("exponentially-weighted-averages-ten-days")

    betas = (0.9, 0.999)
    ratio = [(1 - betas[0] ** t) / (1 - betas[1] ** t) ** 0.5 for t in range(1, 100)]
    text = right_option("adam-first-step")
    assert f"{ratio[0]:.2f}" in text
    assert f"{max(ratio):.2f} times at step {ratio.index(max(ratio)) + 1}" in text
    assert first_step(1.0, lr=1, betas=betas, bias_correction=False) == pytest.approx(ratio[0])
