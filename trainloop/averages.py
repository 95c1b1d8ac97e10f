"""Exponentially weighted averages, and what their decay means in days (or steps)."""

from collections.abc import Sequence
from math import log

import torch
from torch import Tensor

from trainloop.arguments import fraction, integer, non_empty, positive

__all__ = [
    "beta_for_half_life",
    "bias_corrected_ewa",
    "effective_window",
    "ewa",
    "half_life",
    "mean_age",
    "variance_window",
    "weights",
]

Values = Tensor | Sequence[float]


def ewa(values: Values, beta: float) -> Tensor:
    """Return the average m ← β m + (1 − β) x after each value, starting from 0.

    Equal to pandas' `ewm(alpha=1 - beta, adjust=False).mean()` of the values with a 0 put in front.

    Args:
        values: x, shape (n,); any unit. A list, or integers, are averaged in float64.
        beta: the decay, in [0, 1).

    Returns:
        The averages, shape (n,), in the unit and dtype of the values.

    Raises:
        ValueError: no values, not one row of them, a value that is not finite, or β outside [0, 1).
        TypeError: something is no number.

    Chapter: exponentially-weighted-averages.
    """
    series = _series(values)
    beta = fraction("beta", beta)
    m = 0.0
    averages = []
    for x in series.tolist():  # plain numbers: a tensor operation for each costs 60 times as much
        m = beta * m + (1 - beta) * x
        averages.append(m)
    return torch.tensor(averages, dtype=series.dtype, device=series.device)


def bias_corrected_ewa(values: Values, beta: float) -> Tensor:
    """Return `ewa` divided by the weight that is there, 1 − βᵗ after t values.

    Equal to pandas' `ewm(alpha=1 - beta, adjust=True).mean()`. Arguments, result and errors as for
    `ewa`.

    Source: Kingma and Ba (2015), https://arxiv.org/abs/1412.6980, section 3.
    Chapter: bias-correction.
    """
    averages = ewa(values, beta)
    t = torch.arange(1, len(averages) + 1, dtype=torch.float64, device=averages.device)
    return averages / (1 - float(beta) ** t).to(averages.dtype)


def weights(beta: float, n: int) -> Tensor:
    """Return the weights (1 − β) βᵏ of the n newest values, the newest first: shape (n,), float64.

    They sum to 1 − βⁿ. Errors as for `ewa`, and for an n below 1.

    Chapter: exponentially-weighted-averages.
    """
    beta, n = fraction("beta", beta), integer("n", n, minimum=1)
    return (1 - beta) * beta ** torch.arange(n, dtype=torch.float64)


def half_life(beta: float) -> float:
    """Return ln ½ / ln β, the values until a weight has halved: a number above 0; β in (0, 1).

    Chapter: exponentially-weighted-averages.
    """
    return log(0.5) / log(positive("beta", fraction("beta", beta)))


def beta_for_half_life(steps: float) -> float:
    """Return the decay ½^(1/h) whose weights halve within h `steps`, a number above 0.

    Chapter: exponentially-weighted-averages.
    """
    return float(0.5 ** (1 / positive("steps", steps)))


def effective_window(beta: float) -> float:
    """Return 1 / (1 − β), "about how many values": by then a weight has fallen to about 1/e.

    A rule of thumb: those values hold about 63 to 65 % of the weight if β is 0.9 or more.

    Chapter: exponentially-weighted-averages.
    """
    return 1 / (1 - fraction("beta", beta))


def mean_age(beta: float) -> float:
    """Return β / (1 − β), how many values ago, in the weighted mean: the lag behind a steady rise.

    Chapter: exponentially-weighted-averages.
    """
    beta = fraction("beta", beta)
    return beta / (1 - beta)


def variance_window(beta: float) -> float:
    """Return (1 + β) / (1 − β), how many values a plain mean needs for as little noise.

    Chapter: exponentially-weighted-averages.
    """
    beta = fraction("beta", beta)
    return (1 + beta) / (1 - beta)


def _series(values: Values) -> Tensor:
    if not isinstance(values, Tensor):
        try:
            values = torch.tensor(values, dtype=torch.float64)
        except (TypeError, ValueError) as error:
            raise TypeError(f"values must be numbers in one row, not {values!r}") from error
    if values.ndim != 1:
        raise ValueError(f"values must have the shape (n,), not {tuple(values.shape)}")
    non_empty("values", values)
    if not values.is_floating_point():
        values = values.to(torch.float64)
    if not bool(values.isfinite().all()):
        position = int((~values.isfinite()).nonzero()[0])
        raise ValueError(f"values must be finite, not {values[position].item()} at {position}")
    return values
