"""Every number that the question bank calls right is computed here, by the package or by torch."""

import pytest
import torch
from torch.utils.data import DataLoader

from trainloop import averages
from trainloop.questions.kinds import Number
from trainloop.questions.loader import chapter_questions, chapters, find

from . import optimizer_numbers
from .conftest import definitions
from .optimizer_numbers import first_step, second_order_cliff, sgd


def cliff(x: list[float]) -> float:
    line = definitions("loop/linear-regression")
    return 2 / line.curvatures(torch.tensor(x))[-1].item()


def mse(predictions: list[float], targets: list[float]) -> float:
    return torch.nn.functional.mse_loss(torch.tensor(predictions), torch.tensor(targets)).item()


def derivative(f, at: float) -> float:
    w = torch.tensor(at, requires_grad=True)
    f(w).backward()
    return w.grad.item()


def after_steps(curvature: float, lr: float, steps: int) -> float:
    e = torch.tensor(1.0, requires_grad=True)
    optimizer = torch.optim.SGD([e], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        (curvature * e**2 / 2).backward()
        optimizer.step()
    return e.item()


def descent(kappa: float) -> float:
    """Steps of gradient descent to one percent, at its best rate, counted in the ravine's steepest direction."""
    e, lr, steps = 1.0, 2 / (1 + kappa), 0
    while abs(e) > 0.01:
        e, steps = e - lr * kappa * e, steps + 1
    return steps


def fall_of_a_step(gradient: list[float], lr: float) -> float:
    """By how much a linear loss with this gradient falls in a step."""
    g = torch.tensor(gradient)
    return (g @ (lr * g)).item()


def parts_over_whole(parts: int) -> float:
    """The gradient that accumulates over the means of equal parts, over the whole batch's."""
    x, w = torch.arange(40.0), torch.zeros(1, requires_grad=True)
    for part in x.split(40 // parts):
        ((w - part) ** 2).mean().backward()
    (whole,) = torch.autograd.grad(((w - x) ** 2).mean(), w)
    return (w.grad / whole).item()


def error_of_a_batch(size: int, known: int, error: float) -> float:
    """A batch's typical error, by the means of drawn numbers, from the one that is known."""
    draws = torch.randn(200_000, max(size, known), generator=torch.Generator().manual_seed(0))
    return error * (draws[:, :size].mean(1).std() / draws[:, :known].mean(1).std()).item()


COMPUTED = {
    "what-is-a-training-loop-error": lambda: mse([4.0, 7.0], [3.0, 10.0]),
    "what-is-a-training-loop-promise": lambda: fall_of_a_step([3.0, -4.0], 0.001),
    "linear-regression-slope": lambda: derivative(lambda w: (3 * w - 6) ** 2, 1.0),
    "linear-regression-mean": lambda: mse([1.0, -2.0, 4.0], [0.0] * 3),
    "linear-regression-new-cliff": lambda: cliff([-2.0, 2.0]),
    "linear-regression-two-steps": lambda: after_steps(6, 0.3, 2),
    "linear-regression-ten-parts": lambda: parts_over_whole(10),
    "batch-and-stochastic-variance": lambda: torch.tensor([2.0, 4.0, 9.0]).var(correction=0).item(),
    "batch-and-stochastic-updates": lambda: 3 * len(DataLoader(range(50_000), 128)),
    "batch-and-stochastic-cliff-again": lambda: second_order_cliff(lambda w: (w - 3) ** 2),
    "loss-landscape-kappa": lambda: max(0.5, 2, 8) / min(0.5, 2, 8),
    "loss-landscape-five-hundred": lambda: descent(200),
    "loss-landscape-two-halves": lambda: 9 * (0.6 / 0.2) ** 2,
    "gradients-secant": lambda: (3.1**2 - 3**2) / 0.1,
    "gradients-single-precision": lambda: 2 * (torch.finfo(torch.float32).eps / 2) ** 0.5,
    "gradients-two-paths": lambda: derivative(lambda w: w * (w + 4), 3.0),
    "gradients-step-promise": lambda: second_order_cliff(lambda w: 2 * (2 / 0.8) * w**2 / 2),
    "recap-module-1-after-a-step": lambda: sgd(lambda w: (3 * w - 6) ** 2, 1.0, 0.05),
    "recap-module-1-centimeters": lambda: second_order_cliff(lambda w: ((2 / 0.8 / 2) ** 0.5 * 100 * w) ** 2),
    "recap-module-1-error-ratio": lambda: error_of_a_batch(100, 25, 1.2),
    "recap-module-1-steps-kappa": lambda: descent(300) / descent(6),
    **optimizer_numbers.COMPUTED,
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
