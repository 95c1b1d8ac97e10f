"""The exercises' numbers from elsewhere: one function an exercise, of its name and arguments.

Nothing here uses the exercises' own references: the numbers come from PyTorch, pandas,
scikit-learn and definitions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from math import cos, exp, sin, sinh

import numpy as np
import pandas as pd
import torch
from sklearn.preprocessing import StandardScaler
from torch import Tensor
from torch.optim.lr_scheduler import CosineAnnealingLR, LambdaLR, LRScheduler, SequentialLR
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader

from trainloop.exercises.functions import CUBE, EXP, RECIPROCAL, SIN, SQUARE, TWICE, Named


def descend(gradient: Named, start: float, lr: float, steps: int) -> list[float]:
    """From torch.optim.SGD, on losses whose slopes autograd finds."""
    losses: Mapping[Named, Callable[[Tensor], Tensor]] = {
        TWICE: torch.square,
        CUBE: lambda w: w**4 / 4,
        SIN: lambda w: -torch.cos(w),
        EXP: torch.exp,
    }
    w = scalar(start)
    optimizer = torch.optim.SGD([w], lr=lr)
    positions = [start]
    for _ in range(steps):
        optimizer.zero_grad()
        losses[gradient](w).backward()
        optimizer.step()
        positions.append(w.item())
    return positions


def mse_gradients(x: Sequence[float], y: Sequence[float], w: float, b: float) -> list[float]:
    """From autograd."""
    w_, b_ = scalar(w), scalar(b)
    loss = torch.nn.functional.mse_loss(w_ * vector(x) + b_, vector(y))
    return [gradient.item() for gradient in torch.autograd.grad(loss, (w_, b_))]


def updates_per_epoch(n: int, batch_size: int, drop_last: bool) -> list[float]:
    """From torch's DataLoader."""
    return [len(DataLoader(range(n), batch_size, drop_last=drop_last))]  # type: ignore[arg-type]


def condition_number(losses: Sequence[float], lr: float, h_max: float) -> list[float]:
    """From a run of torch.optim.SGD: which small curvature, by bisection, makes the last loss what it is."""

    def late_ratio(h: float) -> float:
        w = scalar(1.0)
        optimizer = torch.optim.SGD([w], lr=lr)
        loss = h * w**2 / 2
        loss.backward()
        optimizer.step()
        return (h * w.item() ** 2 / 2) / loss.item()

    low, high = 0.0, 1 / lr
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if late_ratio(middle) > losses[-1] / losses[-2] else (low, middle)
    return [h_max / low]


def largest_stable_rate(x: Sequence[float]) -> list[float]:
    """From the eigenvalues of autograd's Hessian."""
    values = vector(x)

    def loss(theta: Tensor) -> Tensor:
        return torch.mean((theta[0] * values + theta[1]) ** 2)

    hessian: Tensor = torch.autograd.functional.hessian(loss, vector([0.0, 0.0]))
    return [2 / torch.linalg.eigvalsh(hessian)[-1].item()]


def standardize(x: Sequence[float]) -> list[float]:
    """From scikit-learn."""
    scaled: list[float] = StandardScaler().fit_transform(np.asarray(x)[:, None])[:, 0].tolist()
    return scaled


def ewa(values: Sequence[float], beta: float) -> list[float]:
    """From pandas: started at 0 means a 0 put before the values."""
    averages = pd.Series([0.0, *values]).ewm(alpha=1 - beta, adjust=False).mean()
    return [float(average) for average in averages[1:]]


def bias_corrected_ewa(values: Sequence[float], beta: float) -> list[float]:
    """From pandas: the weights that are there, scaled to add up to 1, are what `adjust` means."""
    averages = pd.Series(values).ewm(alpha=1 - beta, adjust=True).mean()
    return [float(average) for average in averages]


def central_difference(f: Named, x: float, h: float) -> list[float]:
    """From the quotient, worked out by hand."""
    quotients: Mapping[Named, Callable[[], float]] = {
        SQUARE: lambda: 2 * x,
        CUBE: lambda: 3 * x**2 + h**2,
        RECIPROCAL: lambda: -1 / (x**2 - h**2),
        SIN: lambda: cos(x) * sin(h) / h,
        EXP: lambda: exp(x) * sinh(h) / h,
    }
    return [quotients[f]()]


def beta_for_half_life(half_life: float) -> list[float]:
    """From pandas: the weight of the older of two values, one step apart."""
    weight = pd.Series([1.0, 0.0]).ewm(halflife=half_life, adjust=False).mean().iloc[-1]
    return [float(weight)]


def momentum_step(param: float, grad: float, velocity: float, lr: float, mu: float) -> list[float]:
    """From torch.optim.SGD."""
    state = {"momentum_buffer": velocity}
    return _stepped(partial(torch.optim.SGD, lr=lr, momentum=mu), param, grad, state)


def best_heavy_ball(h_min: float, h_max: float) -> list[float]:
    """From critical damping of both directions, r² − (1 + μ − αh) r + μ with a double root, by bisection on √μ.

    That nothing is faster is shown by the search in `tests/chapters/test_momentum_in_depth.py`.
    """
    low, high = 0.0, 1.0
    for _ in range(200):
        root = (low + high) / 2
        slowest, steepest = (1 + root**2 - 2 * root) / h_min, (1 + root**2 + 2 * root) / h_max
        low, high = (root, high) if slowest > steepest else (low, root)
    return [(1 + root) ** 2 / h_max, root**2]


def adagrad_step(param: float, grad: float, square_sum: float, lr: float, eps: float) -> list[float]:
    """From torch.optim.Adagrad."""
    return _stepped(partial(torch.optim.Adagrad, lr=lr, eps=eps), param, grad, {"step": 0, "sum": square_sum})


def rmsprop_step(param: float, grad: float, square_avg: float, lr: float, alpha: float, eps: float) -> list[float]:
    """From torch.optim.RMSprop."""
    state = {"step": 0, "square_avg": square_avg}
    return _stepped(partial(torch.optim.RMSprop, lr=lr, alpha=alpha, eps=eps), param, grad, state)


def adam_step(
    param: float,
    grad: float,
    m: float,
    v: float,
    t: int,
    lr: float,
    beta1: float,
    beta2: float,
    eps: float,
) -> list[float]:
    """From torch.optim.Adam."""
    make = partial(torch.optim.Adam, lr=lr, betas=(beta1, beta2), eps=eps)
    return _stepped(make, param, grad, {"step": t - 1, "exp_avg": m, "exp_avg_sq": v})


def adamw_step(
    param: float,
    grad: float,
    m: float,
    v: float,
    t: int,
    lr: float,
    beta1: float,
    beta2: float,
    eps: float,
    weight_decay: float,
) -> list[float]:
    """From torch.optim.AdamW."""
    make = partial(torch.optim.AdamW, lr=lr, betas=(beta1, beta2), eps=eps, weight_decay=weight_decay)
    return _stepped(make, param, grad, {"step": t - 1, "exp_avg": m, "exp_avg_sq": v})


def ema_update(average: float, param: float, decay: float) -> list[float]:
    """From AveragedModel, which copies what it sees first."""
    weight = torch.nn.ParameterList([scalar(average)])
    averaged = AveragedModel(weight, multi_avg_fn=get_ema_multi_avg_fn(decay))
    averaged.update_parameters(weight)
    with torch.no_grad():
        weight[0].fill_(param)
    averaged.update_parameters(weight)
    return [averaged.module[0].item()]


def warmup_cosine(step: int, warmup_steps: int, total_steps: int, max_lr: float, min_lr: float) -> list[float]:
    """From torch's schedulers, stepped to the step."""
    optimizer = torch.optim.SGD([scalar(0.0)], lr=max_lr)
    wave = CosineAnnealingLR(optimizer, total_steps - warmup_steps, eta_min=min_lr)
    schedule: LRScheduler = wave
    if warmup_steps:
        warmup = LambdaLR(optimizer, lambda epoch: (epoch + 1) / warmup_steps)
        schedule = SequentialLR(optimizer, [warmup, wave], milestones=[warmup_steps])
    for _ in range(step):
        optimizer.step()
        schedule.step()
    return [optimizer.param_groups[0]["lr"]]


def best_rate(losses: Mapping[float, Sequence[float]]) -> list[float]:
    """From torch's median, which is the middle value of an odd number."""
    medians = torch.stack([vector(runs) for runs in losses.values()]).median(dim=1).values
    best = int(medians.argmin())
    return [list(losses)[best], medians[best].item()]


def signum_step(param: float, grad: float, m: float, lr: float, beta: float) -> list[float]:
    """From torch.sign of the buffer of torch.optim.SGD, which dampening makes an average."""
    make = partial(torch.optim.SGD, lr=0.0, momentum=beta, dampening=beta)
    weight, average = _stepped(make, param, grad, {"momentum_buffer": m})
    return [(scalar(weight) - lr * torch.sign(scalar(average))).item(), average]


def _stepped(
    make: Callable[..., torch.optim.Optimizer], param: float, grad: float, state: Mapping[str, float]
) -> list[float]:
    """The parameter and the averages after a step of an optimizer that is put into a state before it."""
    weight = scalar(param)
    optimizer = make([weight])
    optimizer.state[weight] = {name: scalar(value).detach() for name, value in state.items()}
    weight.grad = scalar(grad).detach()
    optimizer.step()
    after = optimizer.state[weight]
    return [weight.item(), *(after[name].item() for name in state if name != "step")]


def vector(values: Sequence[float]) -> Tensor:
    """The values as a tensor in float64."""
    return torch.tensor(values, dtype=torch.float64)


def scalar(value: float) -> Tensor:
    """The value as a parameter in float64."""
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)
