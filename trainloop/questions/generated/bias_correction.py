"""Generated questions of the chapter on bias correction."""

from __future__ import annotations

from math import ceil, log
from random import Random

from trainloop.questions.fields import Value
from trainloop.questions.generated import pick


def one_percent(rng: Random) -> dict[str, Value]:
    """From which step on the correction changes an average by less than 1 %.

    Values: ``beta``, ``answer``, ``exact`` (before rounding up), and two mistakes: ``window`` (1/(1 − β)) and
    ``half`` (the half-life).
    """
    beta = pick(rng, (0.8, 0.95, 0.96, 0.97, 0.99, 0.995))
    exact = log(1 / 101) / log(beta)
    return {
        "beta": beta,
        "answer": ceil(exact),
        "exact": round(exact, 1),
        "window": round(1 / (1 - beta)),
        "half": round(log(0.5) / log(beta), 1),
    }


def three_starts(rng: Random) -> dict[str, Value]:
    """Averages of the same 80 noisy values around 10, β = 0.95: from ``zero``, ``corrected``, from the ``first`` value."""
    # A sum of twelve even numbers is close enough to a Gaussian, and the same in every Python.
    values = [10 + 2 * (sum(rng.random() for _ in range(12)) - 6) for _ in range(80)]
    values[0] = 10 + pick(rng, (-5, -4, 4, 5))  # far enough off to be told apart
    beta, zero, first = 0.95, [0.0], [values[0]]
    for value in values:
        zero.append(beta * zero[-1] + (1 - beta) * value)
        first.append(beta * first[-1] + (1 - beta) * value)
    corrected = [m / (1 - beta**t) for t, m in enumerate(zero[1:], start=1)]
    return {"zero": zero[1:], "corrected": corrected, "first": first[1:]}
