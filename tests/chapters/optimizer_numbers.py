"""What the question bank calls right in module 3, computed by the package or by torch."""

import math

import torch
from torch.optim import lr_scheduler

from trainloop import averages, schedules
from trainloop.optim import Adam
from trainloop.widgets import NoiseBall

from .conftest import definitions

momentum, in_depth = definitions("optimizers/momentum"), definitions("optimizers/momentum-in-depth")


def first_step(gradient: float, **settings: object) -> float:
    """Length of the first step, in the parameter's unit."""
    p = torch.nn.Parameter(torch.zeros(1))
    p.grad = torch.tensor([gradient])
    Adam([p], eps=0, **settings).step()
    return abs(p.item())


def second_order_cliff(f) -> float:
    return 2 / torch.autograd.functional.hessian(f, torch.tensor(0.3)).item()


def steps_to_a_hundredth(left: float) -> float:
    """Steps until a hundredth is left, if each leaves the share ``left``."""
    return math.log(0.01) / math.log(left)


def best_heavy_ball_steps(kappa: float) -> float:
    """The same for the heavy ball at its best settings, found by search."""
    return steps_to_a_hundredth(in_depth.best_by_search(kappa)[2])


def velocity(gradients: list[float], mu: float) -> float:
    w = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([w], lr=1, momentum=mu)
    for gradient in gradients:
        w.grad = torch.tensor([gradient])
        optimizer.step()
    return optimizer.state[w]["momentum_buffer"].item()


def adagrad_distance(steps: int) -> float:
    """How far torch's AdaGrad gets with a gradient that stays the same."""
    w = torch.nn.Parameter(torch.zeros(1))
    optimizer, w.grad = torch.optim.Adagrad([w], lr=1), torch.ones(1)
    for _ in range(steps):
        optimizer.step()
    return abs(w.item())


def adam_change(gradient: float, lr: float) -> float:
    """What torch's Adam adds to a parameter at its first gradient."""
    p = torch.nn.Parameter(torch.zeros(1))
    optimizer, p.grad = torch.optim.Adam([p], lr=lr), torch.tensor([gradient])
    optimizer.step()
    return p.item()


def steps_to_half(lr: float, weight_decay: float) -> int:
    """Steps until torch's AdamW has halved a weight that gets no gradient."""
    w, steps = torch.nn.Parameter(torch.ones(1)), 0
    optimizer, w.grad = torch.optim.AdamW([w], lr=lr, weight_decay=weight_decay, foreach=False), torch.zeros(1)
    while w.item() > 0.5:
        optimizer.step()
        steps += 1
    return steps


def share_left(weight_decay: float, parts: list[tuple[float, int]]) -> float:
    """What torch's AdamW leaves of a weight without a gradient, after each rate's steps."""
    w = torch.nn.Parameter(torch.ones(1))
    optimizer, w.grad = torch.optim.AdamW([w], weight_decay=weight_decay, foreach=False), torch.zeros(1)
    for lr, steps in parts:
        optimizer.param_groups[0]["lr"] = lr
        for _ in range(steps):
            optimizer.step()
    return w.item()


def numbers_remembered(make, size: int) -> int:
    """How many numbers torch's optimizer keeps of a parameter of this size; the step's number isn't the parameter's."""
    w = torch.nn.Parameter(torch.zeros(size))
    optimizer, w.grad = make([w]), torch.ones(size)
    optimizer.step()
    return sum(value.numel() for name, value in optimizer.state[w].items() if name != "step")


def penalized_condition(curvatures: list[float], weight_decay: float) -> float:
    """The condition number of a loss with these curvatures and an L2 penalty, from its Hessian."""
    h = torch.tensor(curvatures)
    hessian = torch.autograd.functional.hessian(
        lambda w: (h * w**2).sum() / 2 + weight_decay / 2 * w.square().sum(), torch.ones(len(h))
    )
    return torch.linalg.cond(hessian).item()


def sgd(loss, start: float, lr: float, steps: int = 1) -> float:
    w = torch.tensor(start, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        loss(w).backward()
        optimizer.step()
    return w.item()


def variance_of_a_mean(size: int) -> float:
    """Of values with the variance 1, each of which enters with the same share."""
    return torch.full((size,), 1 / size).square().sum().item()


def round_ball(lr: float, **settings: float) -> NoiseBall:
    """The instrument with the curvature 1 along both axes, where its loss is the variance along one."""
    return NoiseBall(lr=lr, h1=1.0, h2=1.0, **settings)


def rates(make, lr: float, calls: list[tuple]) -> list[float]:
    """An optimizer's rate after each of these calls of the step() of torch's scheduler."""
    optimizer, seen = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr), []
    scheduler = make(optimizer)
    for arguments in calls:
        optimizer.step()
        scheduler.step(*arguments)
        seen.append(optimizer.param_groups[0]["lr"])
    return seen


COMPUTED = {
    "exponentially-weighted-averages-powers": lambda: math.prod([0.5] * 4),
    "exponentially-weighted-averages-nine": lambda: 36 * torch.full((9,), 1 / 9).square().sum().item(),
    "exponentially-weighted-averages-third": lambda: averages.ewa([10.0] * 3, 0.8)[-1].item(),
    "exponentially-weighted-averages-half-life": lambda: averages.half_life(0.95),
    "exponentially-weighted-averages-cliff": lambda: second_order_cliff(lambda w: (w - 3) ** 2 / 2),
    "bias-correction-share": lambda: averages.weights(0.8, 2).sum().item(),
    "bias-correction-first-three": lambda: averages.bias_corrected_ewa([8.0, 4.0, 6.0], 0.5)[-1].item(),
    "bias-correction-sgd-on-the-mean": lambda: sgd(lambda w: (w - 6) ** 2 / 2, 0.0, 0.02, steps=50),
    "momentum-alternating-average": lambda: averages.ewa([8.0, -8.0, 8.0], 0.5)[-1].item(),
    "momentum-ten-gradients": lambda: velocity([3.0] * 200, 0.8),
    "momentum-new-cliff": lambda: momentum.cliff(0.6, momentum.descend) / 20,
    "momentum-after-correction": lambda: averages.bias_corrected_ewa([10.0, 5.0], 0.8)[-1].item(),
    "momentum-in-depth-swing": lambda: in_depth.rate(torch.tensor(0.5), torch.tensor(0.81)).item(),
    "momentum-in-depth-steps": lambda: best_heavy_ball_steps(3600.0) / best_heavy_ball_steps(400.0),
    "momentum-in-depth-convert-again": lambda: 0.04 * velocity([1.0] * 200, 0.75),
    "adagrad-and-rmsprop-window": lambda: averages.effective_window(0.99),
    "adagrad-and-rmsprop-distance": lambda: 6 * adagrad_distance(3600) / adagrad_distance(900),
    "adagrad-and-rmsprop-agreement": lambda: velocity([1.0] * 200, 0.75),
    "adam-start-too-low": lambda: averages.ewa([50.0], 0.9)[0].item(),
    "adam-equal-decays": lambda: first_step(1.0, lr=1, betas=(0.9, 0.99), bias_correction=False),
    "adam-ninety-nine": lambda: 1 + int((averages.ewa([1.0] * 99, 0.9) < 0.99).sum()),
    "weight-decay-and-adamw-first-step": lambda: adam_change(-7.0, lr=0.02),
    "weight-decay-and-adamw-half": lambda: steps_to_half(0.002, 0.05),
    "weight-decay-and-adamw-rounder": lambda: penalized_condition([0.1, 10.0], 0.9),
    "weight-decay-and-adamw-window-again": lambda: averages.half_life(0.9995),
    "noise-and-averaging-variance-and-batch": lambda: 2 * variance_of_a_mean(32) / variance_of_a_mean(8),
    "noise-and-averaging-effective": lambda: 0.03 * velocity([1.0] * 400, 0.9),
    "noise-and-averaging-matched": lambda: 0.02 * round_ball(0.001, mu=0.8).floor() / round_ball(0.001).floor(),
    "noise-and-averaging-second-step": lambda: round_ball(0.5, noise=8.0).expected()[1][2].item(),
    "learning-rate-schedules-past-the-end": lambda: rates(
        lambda o: lr_scheduler.CosineAnnealingLR(o, 100), 0.4, [()] * 200
    )[-1],
    "learning-rate-schedules-first-length": lambda: sum(
        0.1 * schedules.linear(step, lr=0.001, total=20_000) for step in range(20_000)
    ),
    "choosing-an-optimizer-distance-again": lambda: 0.1 * adagrad_distance(2500),
    "optimizer-playground-two-numbers": lambda: numbers_remembered(torch.optim.Adam, 50) / 50,
    "optimizer-playground-sum-again": lambda: velocity([8.0, 0.0, 0.0], 0.5),
    "recap-module-3-half-life": lambda: averages.beta_for_half_life(20),
    "recap-module-3-missing-weight": lambda: averages.weights(0.98, 10).sum().item(),
    "recap-module-3-decayed": lambda: share_left(0.2, [(0.001, 3000), (0.0001, 2000)]),
    "recap-module-3-ball": lambda: NoiseBall(lr=0.25, h1=4.0, h2=4.0, noise=6.0, batch_size=1).floor() / 4,
    "recap-module-3-rate-at": lambda: rates(lambda o: lr_scheduler.LinearLR(o, 1 / 50, total_iters=49), 0.02, [()] * 9)[
        -1
    ],
}
