"""Polyak's best settings for the curvatures 4 and 100."""

from __future__ import annotations

from trainloop.exercises.blank import Blank, WrongValue
from trainloop.exercises.tasks.best_heavy_ball import best_heavy_ball

H_MIN, H_MAX = 4.0, 100.0
KAPPA = H_MAX / H_MIN

_LR, _MU = best_heavy_ball(H_MIN, H_MAX)

GIVEN = dict(zip(("lr_9", "mu_9"), best_heavy_ball(1.0, 9.0), strict=True))

BLANKS = (
    Blank(
        "lr_best",
        "α",
        "the best rate",
        (
            WrongValue("roots-missing", (2 / (H_MIN + H_MAX)) ** 2, "take the roots of the curvatures"),
            WrongValue("gradient-descent", 2 / (H_MIN + H_MAX), "that is gradient descent's best rate"),
            WrongValue("square-missing", _LR**0.5, "square it"),
            WrongValue("from-kappa", (2 / (1 + KAPPA**0.5)) ** 2, "that is for the curvatures 1 and 25; use 4 and 100"),
            WrongValue("cliff", 2 / H_MAX, "that is the cliff of gradient descent"),
            WrongValue("two-outside", 2 / (H_MIN**0.5 + H_MAX**0.5) ** 2, "the 2 is squared too"),
        ),
    ),
    Blank(
        "mu_best",
        "μ",
        "the best memory",
        (
            WrongValue("square-missing", _MU**0.5, "that is what a step leaves; μ is its square"),
            WrongValue("gradient-descent", (KAPPA - 1) / (KAPPA + 1), "take the root of κ, and square the fraction"),
            WrongValue("root-missing", ((KAPPA - 1) / (KAPPA + 1)) ** 2, "take the root of κ = 25"),
            WrongValue("h-max-for-kappa", ((H_MAX**0.5 - 1) / (H_MAX**0.5 + 1)) ** 2, "κ is 100/4 = 25, not 100"),
            WrongValue(
                "one-over-root", (1 - 1 / KAPPA**0.5) ** 2, "that is 1 − 1/√κ, squared; κ stands above and below"
            ),
            WrongValue("upside-down", 1 / _MU, "the fraction is upside down; μ is below 1"),
        ),
    ),
)
