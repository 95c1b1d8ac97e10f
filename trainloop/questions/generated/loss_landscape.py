"""Generated questions of the chapter on the loss landscape."""

from __future__ import annotations

from random import Random

from trainloop.questions.fields import Value
from trainloop.questions.generated import pick


def best_step(rng: Random) -> dict[str, Value]:
    """How far the slice along the negative gradient falls on ½(x² + κy²), from (``a``, ``b``).

    Values besides these: ``kappa``, ``answer``, the parts of the gradient ``gx`` and ``gy``, its square ``gg`` and
    ``ghg``, and four mistakes: ``limit`` (2/κ), ``steepest`` (1/κ), ``upside_down``, ``mean`` (best for a long run).
    """
    kappa = pick(rng, (5, 6, 8))
    a, b = pick(rng, ((3, 1), (4, 1), (2, 1), (6, 2), (10, 1)))
    gx, gy = float(a), float(kappa * b)
    gg, ghg = gx**2 + gy**2, gx**2 + kappa * gy**2
    return {
        "kappa": kappa,
        "a": a,
        "b": b,
        "gx": a,
        "gy": kappa * b,
        "gg": gg,
        "ghg": ghg,
        "answer": round(gg / ghg, 4),
        "limit": round(2 / kappa, 4),
        "steepest": round(1 / kappa, 4),
        "upside_down": round(ghg / gg, 3),
        "mean": round(2 / (1 + kappa), 4),
    }


def which_ground(rng: Random) -> dict[str, Value]:
    """Losses of gradient descent, 60 steps: in a ``bowl``, in a ``ravine``, over a ``saddle`` between two minima."""
    x, y = 1 + rng.random(), 1 + rng.random()
    kappa, offset = 30 + 20 * rng.random(), 1e-4 * (1 + 4 * rng.random())
    bowl = [(x**2 + y**2) / 2 * (1 - 0.15) ** (2 * t) for t in range(61)]
    along, across = 1 - 0.6 / kappa, 1 - 0.6
    ravine = [(x**2 * along ** (2 * t) + kappa * y**2 * across ** (2 * t)) / 2 for t in range(61)]
    saddle = []
    u, w = x, offset
    for _ in range(61):
        saddle.append(u**2 / 2 + (w**2 - 1) ** 2 / 4)
        u, w = u - 0.3 * u, w - 0.3 * (w**3 - w)
    return {"bowl": bowl, "ravine": ravine, "saddle": saddle}
