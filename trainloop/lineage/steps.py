"""One step of each optimizer, all written alike: what differs between two of them is their idea.

Every function takes the parameter `w` and its gradient `g`, then what the optimizer remembers, then
its settings, and returns the new `w` and the new memory. Nothing is changed in place.

Shapes: `w`, `g` and the memory, `u`, `m`, `s` or `v`, have one shape, any; the memory starts at 0.
`t` is the number of this step, from 1.
Units: `m` and `u` have the gradient's, `s` and `v` that of its square. `lr` has the parameter's where
the step is divided by a root, else the parameter's over the gradient's. The decays have none.
Errors: no setting is checked here, so that nothing stands between the lines; `trainloop.optim` does.
ε stands outside the root, as in PyTorch.
Source: see `trainloop.optim`, whose numbers these are. Chapter: choosing-an-optimizer.
"""

from collections.abc import Callable
from typing import Any

from torch import Tensor

__all__ = [
    "STEPS",
    "adagrad",
    "adam",
    "adam_l2",
    "adam_uncorrected",
    "adamw",
    "average",
    "momentum",
    "rmsprop",
    "sgd",
]


def sgd(w: Tensor, g: Tensor, lr: float) -> Tensor:
    """Stochastic gradient descent: along the newest gradient, and remember nothing."""
    w = w - lr * g
    return w


def momentum(w: Tensor, g: Tensor, u: Tensor, lr: float, mu: float) -> tuple[Tensor, Tensor]:
    """Momentum as PyTorch has it: along a decaying sum `u`."""
    u = mu * u + g
    w = w - lr * u
    return w, u


def average(w: Tensor, g: Tensor, m: Tensor, lr: float, beta1: float) -> tuple[Tensor, Tensor]:
    """Momentum as Adam has it: along an average `m`."""
    m = beta1 * m + (1 - beta1) * g
    w = w - lr * m
    return w, m


def adagrad(w: Tensor, g: Tensor, s: Tensor, lr: float, eps: float) -> tuple[Tensor, Tensor]:
    """AdaGrad: divided by the root of the sum `s` of all squared gradients."""
    s = s + g**2
    w = w - lr * g / (s**0.5 + eps)
    return w, s


def rmsprop(w: Tensor, g: Tensor, v: Tensor, lr: float, beta2: float, eps: float) -> tuple[Tensor, Tensor]:
    """RMSProp: divided by the root of an average `v`; its chapter calls the decay ρ, PyTorch `alpha`."""
    v = beta2 * v + (1 - beta2) * g**2
    w = w - lr * g / (v**0.5 + eps)
    return w, v


def adam_uncorrected(
    w: Tensor, g: Tensor, m: Tensor, v: Tensor, lr: float, beta1: float, beta2: float, eps: float
) -> tuple[Tensor, Tensor, Tensor]:
    """Adam without its corrections: one average for the direction, one for the scale."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    w = w - lr * m / (v**0.5 + eps)
    return w, m, v


def adam(
    w: Tensor, g: Tensor, m: Tensor, v: Tensor, t: int, lr: float, beta1: float, beta2: float, eps: float
) -> tuple[Tensor, Tensor, Tensor]:
    """Adam: both averages corrected for their start at 0."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (v_hat**0.5 + eps)
    return w, m, v


def adam_l2(
    w: Tensor,
    g: Tensor,
    m: Tensor,
    v: Tensor,
    t: int,
    lr: float,
    beta1: float,
    beta2: float,
    eps: float,
    weight_decay: float,
) -> tuple[Tensor, Tensor, Tensor]:
    """Adam with L2: the decay goes through the gradient, and so through both averages."""
    g = g + weight_decay * w
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (v_hat**0.5 + eps)
    return w, m, v


def adamw(
    w: Tensor,
    g: Tensor,
    m: Tensor,
    v: Tensor,
    t: int,
    lr: float,
    beta1: float,
    beta2: float,
    eps: float,
    weight_decay: float,
) -> tuple[Tensor, Tensor, Tensor]:
    """AdamW: the decay goes straight to the parameter."""
    w = w - lr * weight_decay * w
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    w = w - lr * m_hat / (v_hat**0.5 + eps)
    return w, m, v


# In the order of the thread.
STEPS: dict[str, Callable[..., Any]] = {
    step.__name__: step for step in (sgd, momentum, average, adagrad, rmsprop, adam_uncorrected, adam, adam_l2, adamw)
}
