"""The worked examples' numbers from elsewhere: one function a chapter, of its name.

Nothing here uses the modules' own arithmetic: the numbers come from PyTorch and pandas.
"""

from __future__ import annotations

import torch
from torch.optim.swa_utils import get_ema_multi_avg_fn

from tests.practice import sources
from tests.practice.sources import scalar, vector
from trainloop.exercises.blanks import adagrad_and_rmsprop as rates_blanks
from trainloop.exercises.blanks import adam as adam_blanks
from trainloop.exercises.blanks import batch_and_stochastic as batch_blanks
from trainloop.exercises.blanks import bias_correction as correction_blanks
from trainloop.exercises.blanks import choosing_an_optimizer as tries_blanks
from trainloop.exercises.blanks import exponentially_weighted_averages as ewa_blanks
from trainloop.exercises.blanks import gradients as chain_blanks
from trainloop.exercises.blanks import learning_rate_schedules as warm_blanks
from trainloop.exercises.blanks import linear_regression as line_blanks
from trainloop.exercises.blanks import loss_landscape as ravine_blanks
from trainloop.exercises.blanks import momentum as momentum_blanks
from trainloop.exercises.blanks import momentum_in_depth as best_blanks
from trainloop.exercises.blanks import noise_and_averaging as ball_blanks
from trainloop.exercises.blanks import optimizer_playground as sign_blanks
from trainloop.exercises.blanks import weight_decay_and_adamw as decay_blanks
from trainloop.exercises.blanks import what_is_a_training_loop as loop_blanks
from trainloop.surfaces import ravine


def what_is_a_training_loop() -> dict[str, float]:
    """The second slope by autograd, and w after two steps of torch.optim.SGD."""
    w = scalar(0.0)
    optimizer = torch.optim.SGD([w], lr=loop_blanks.LR)
    for _ in range(2):
        optimizer.zero_grad()
        torch.nn.functional.mse_loss(w * vector(loop_blanks.X), vector(loop_blanks.Y)).backward()
        optimizer.step()
    assert w.grad is not None
    return {"slope_1": w.grad.item(), "w_2": w.item()}


def batch_and_stochastic() -> dict[str, float]:
    """W after two batches by torch.optim.SGD, and the variance over all pairs that can be drawn."""
    w, targets = scalar(0.0), vector(batch_blanks.TARGETS)
    optimizer = torch.optim.SGD([w], lr=batch_blanks.LR)
    for batch in targets.split(batch_blanks.BATCH):
        optimizer.zero_grad()
        (0.5 * (w - batch) ** 2).mean().backward()
        optimizer.step()
    pairs = torch.cartesian_prod(targets, targets).mean(dim=1)
    return {"w_2": w.item(), "variance_2": pairs.var(correction=0).item()}


def linear_regression() -> dict[str, float]:
    """Both parameters after two steps of torch.optim.SGD."""
    w, b = scalar(0.0), scalar(0.0)
    optimizer = torch.optim.SGD([w, b], lr=line_blanks.LR)
    for _ in range(2):
        optimizer.zero_grad()
        prediction = w * vector(line_blanks.X) + b
        torch.nn.functional.mse_loss(prediction, vector(line_blanks.Y)).backward()
        optimizer.step()
    return {"w_2": w.item(), "b_2": b.item()}


def exponentially_weighted_averages() -> dict[str, float]:
    """The third average, and how much it changes with the first value, from pandas."""
    values, beta = list(ewa_blanks.VALUES), ewa_blanks.BETA
    first_alone = [1.0] + [0.0] * (len(values) - 1)
    return {"m_3": sources.ewa(values, beta)[2], "share": sources.ewa(first_alone, beta)[2]}


def adam() -> dict[str, float]:
    """The average m and w after two steps of torch.optim.Adam on w²."""
    w = scalar(adam_blanks.START)
    betas = (adam_blanks.BETA1, adam_blanks.BETA2)
    optimizer = torch.optim.Adam([w], lr=adam_blanks.LR, betas=betas, eps=adam_blanks.EPS)
    for _ in range(2):
        optimizer.zero_grad()
        (w**2).backward()
        optimizer.step()
    return {"m_2": optimizer.state[w]["exp_avg"].item(), "w_2": w.item()}


def loss_landscape() -> dict[str, float]:
    """The loss after two steps of torch.optim.SGD in the ravine, and what it falls to without y."""
    valley, place = ravine(ravine_blanks.KAPPA), vector(ravine_blanks.START).requires_grad_()
    optimizer = torch.optim.SGD([place], lr=ravine_blanks.LR)
    for _ in range(2):
        optimizer.zero_grad()
        valley.loss(place).backward()
        optimizer.step()
    loss, without_y = (valley.loss(at).item() for at in (place.detach(), place.detach() * vector([1.0, 0.0])))
    return {"loss_2": loss, "share_of_y": 1 - without_y / loss}


def bias_correction() -> dict[str, float]:
    """The third corrected average, and how much it changes with the first value, from pandas."""
    values, beta = list(correction_blanks.VALUES), correction_blanks.BETA
    first_alone = [1.0] + [0.0] * (len(values) - 1)
    return {
        "corrected_3": sources.bias_corrected_ewa(values, beta)[2],
        "share": sources.bias_corrected_ewa(first_alone, beta)[2],
    }


def gradients() -> dict[str, float]:
    """Both slopes by autograd."""
    z = scalar(chain_blanks.W * chain_blanks.X)
    (slope,) = torch.autograd.grad(torch.tanh(z), z)
    w = scalar(chain_blanks.W)
    (gradient,) = torch.autograd.grad((torch.tanh(w * chain_blanks.X) - chain_blanks.Y) ** 2, w)
    return {"tanh_slope": slope.item(), "gradient": gradient.item()}


def momentum() -> dict[str, float]:
    """The buffer and w after two steps of torch.optim.SGD with momentum."""
    w = scalar(momentum_blanks.START)
    optimizer = torch.optim.SGD([w], lr=momentum_blanks.LR, momentum=momentum_blanks.MU)
    for _ in range(2):
        optimizer.zero_grad()
        ((w - momentum_blanks.GOAL) ** 2).backward()
        optimizer.step()
    return {"u_2": optimizer.state[w]["momentum_buffer"].item(), "w_2": w.item()}


def momentum_in_depth() -> dict[str, float]:
    """By search over rate and memory."""
    lr, mu = sources.best_heavy_ball(best_blanks.H_MIN, best_blanks.H_MAX)
    return {"lr_best": lr, "mu_best": mu}


def adagrad_and_rmsprop() -> dict[str, float]:
    """How far torch.optim.Adagrad and torch.optim.RMSprop go at the third gradient, without ε."""
    lengths = []
    for make, settings in ((torch.optim.Adagrad, {}), (torch.optim.RMSprop, {"alpha": rates_blanks.RHO})):
        w, before = scalar(0.0), 0.0
        optimizer = make([w], lr=rates_blanks.LR, eps=0, **settings)
        for gradient in rates_blanks.GRADIENTS:
            before, w.grad = w.item(), torch.tensor(gradient, dtype=torch.float64)
            optimizer.step()
        lengths.append(before - w.item())
    return dict(zip(("adagrad_third", "rmsprop_third"), lengths, strict=True))


def weight_decay_and_adamw() -> dict[str, float]:
    """Where the first step of torch.optim.Adam with a decay, and that of torch.optim.AdamW, leads without ε."""
    places = []
    for make in (torch.optim.Adam, torch.optim.AdamW):
        w = scalar(decay_blanks.START)
        w.grad = torch.tensor(decay_blanks.GRADIENT, dtype=torch.float64)
        make([w], lr=decay_blanks.LR, weight_decay=decay_blanks.DECAY, eps=0).step()
        places.append(w.item())
    return dict(zip(("adam_l2", "adamw"), places, strict=True))


def noise_and_averaging() -> dict[str, float]:
    """By what one gradient's noise becomes in torch.optim.SGD, and in torch's average: squared, and over all steps."""

    def variance(mu: float, decay: float) -> float:
        w, average, total = scalar(0.0), scalar(0.0).detach(), 0.0
        optimizer, into_average = torch.optim.SGD([w], lr=ball_blanks.LR, momentum=mu), get_ema_multi_avg_fn(decay)
        for t in range(300):
            w.grad = ball_blanks.CURVATURE * w.detach() + (t == 0)
            optimizer.step()
            into_average([average], [w.detach()], t)
            total += average.item() ** 2
        return ball_blanks.NOISE * total

    return {"with_momentum": variance(ball_blanks.MU, 0.0), "averaged": variance(0.0, ball_blanks.DECAY)}


def learning_rate_schedules() -> dict[str, float]:
    """Both rates from torch's schedulers."""
    run = (warm_blanks.WARMUP, warm_blanks.TOTAL, warm_blanks.PEAK, 0.0)
    (second,), (at_six,) = (sources.warmup_cosine(step, *run) for step in (warm_blanks.SECOND, warm_blanks.SIX))
    return {"second": second, "at_six": at_six}


def choosing_an_optimizer() -> dict[str, float]:
    """The mean over everything that can be drawn."""
    losses = vector([tries_blanks.LOW, tries_blanks.MIDDLE, tries_blanks.HIGH])
    two, three = (torch.cartesian_prod(*[losses] * tries).amin(dim=1).mean().item() for tries in (2, 3))
    return {"two_tries": two, "three_tries": three}


def optimizer_playground() -> dict[str, float]:
    """The average from pandas; w after two steps of torch.optim.Adam that sees the averages and remembers nothing."""
    m = sources.ewa(sign_blanks.GRADIENTS, sign_blanks.BETA)
    w = scalar(sign_blanks.START)
    optimizer = torch.optim.Adam([w], lr=sign_blanks.LR, betas=(0.0, 0.0), eps=0)
    for average in m:
        w.grad = torch.tensor(average, dtype=torch.float64)
        optimizer.step()
    return {"m_2": m[-1], "w_2": w.item()}
