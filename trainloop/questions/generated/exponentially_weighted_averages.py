"""Generated questions of the chapter on exponentially weighted averages."""

from __future__ import annotations

from random import Random

from trainloop.questions.fields import Value
from trainloop.questions.generated import pick


def third_average(rng: Random) -> dict[str, Value]:
    """The average after three equal values, from a start at 0.

    Values: ``value``, ``beta``, ``answer``, ``held`` (the weight it holds, 1 − β³), and three mistakes:
    ``left`` (the weight on the start instead), ``value`` itself, ``linear`` (equal gains at every step).
    """
    value = pick(rng, (5, 10, 20, 40, 50, 100))
    beta = pick(rng, (0.5, 0.6, 0.8, 0.9))
    held = 1 - beta**3
    return {
        "value": value,
        "beta": beta,
        "held": held,
        "answer": value * held,
        "left": value * beta**3,
        "linear": 3 * (1 - beta) * value,
    }


def which_decay(rng: Random) -> dict[str, Value]:
    """Three averages of one noisy jump from 0 to 1 at day 20: ``quick`` (β = 0.5), ``steady`` (0.9), ``late`` (0.98)."""
    # A sum of twelve even numbers is close enough to a Gaussian, and the same in every Python.
    noise = [0.2 * (sum(rng.random() for _ in range(12)) - 6) for _ in range(60)]
    values = [float(day >= 20) + noise[day] for day in range(60)]
    return {name: _averages(values, beta) for name, beta in {"quick": 0.5, "steady": 0.9, "late": 0.98}.items()}


def _averages(values: list[float], beta: float) -> list[float]:
    from trainloop.averages import ewa

    averages: list[float] = ewa(values, beta).tolist()
    return averages
