"""The steady variance with momentum, and that of a weight average, along one direction."""

from __future__ import annotations

from trainloop.exercises.blank import Blank, WrongValue

CURVATURE, LR, NOISE = 2.0, 0.25, 4.0
MU, DECAY = 0.5, 0.5

_R = 1 - LR * CURVATURE
_V_1 = LR**2 * NOISE
_V_2 = _R**2 * _V_1 + LR**2 * NOISE
_V = LR * NOISE / (CURVATURE * (2 - LR * CURVATURE))

GIVEN = {"h_1": CURVATURE, "lr": LR, "c": NOISE, "r": _R, "V_1": _V_1, "V_2": _V_2, "V": _V}


def _with_momentum(lr: float = LR, noise: float = NOISE, above: float = 1 + MU, below: float = 1 - MU) -> float:
    return lr * noise * above / (CURVATURE * below * (2 * (1 + MU) - lr * CURVATURE))


def _averaged(r: float = _R, window: float = 1 - DECAY) -> float:
    return _V * window * (1 + DECAY * r) / ((1 + DECAY) * (1 - DECAY * r))


BLANKS = (
    Blank(
        "with_momentum",
        "V with momentum",
        "the steady variance with momentum",
        (
            WrongValue("plain", _V, "that is plain SGD's; at the same α momentum wanders more"),
            WrongValue("small-rate", _V / (1 - MU), "twice SGD's is right for small αh; here αh is 0.5"),
            WrongValue(
                "popular",  # as with 2 − αh in the bracket, and with SGD at α/(1 − μ)
                _V * (1 + MU) / (1 - MU),
                "three times SGD's is too much; mind the bracket, 2(1 + μ) − αh",
            ),
            WrongValue("no-rate-in-bracket", LR * NOISE / (2 * CURVATURE * (1 - MU)), "αh is missing in the bracket"),
            WrongValue(
                "rate-added",
                LR * NOISE * (1 + MU) / (CURVATURE * (1 - MU) * (2 * (1 + MU) + LR * CURVATURE)),
                "you added αh in the bracket; subtract it",
            ),
            WrongValue("same-effective-rate", _with_momentum(lr=LR * (1 - MU)), "you took α(1 − μ); keep the same α"),
            WrongValue("no-curvature", CURVATURE * _with_momentum(), "the curvature is missing below the line"),
            WrongValue("no-noise", _with_momentum(noise=1.0), "the noise's variance c is missing"),
            WrongValue("nothing-above", _with_momentum(above=1.0), "the factor 1 + μ is missing above the line"),
            WrongValue("nothing-below", _with_momentum(below=1.0), "the factor 1 − μ is missing below the line"),
            WrongValue(
                "calmer", _V * (1 - MU) / (1 + MU), "that is calmer than SGD; at the same α momentum wanders more"
            ),
            WrongValue("deviation", _with_momentum() ** 0.5, "that is the standard deviation; its square is asked"),
            WrongValue("one-step", _V_1, "that is what one step adds; the ball gathers many"),
        ),
    ),
    Blank(
        "averaged",
        "V of the average",
        "the steady variance of the weight average, without momentum",
        (
            WrongValue("not-averaged", _V, "that is V, of w itself; plain SGD's average is calmer"),
            WrongValue("factor", _averaged() / _V, "that is the factor alone; multiply V by it"),
            WrongValue("upside-down", _V**2 / _averaged(), "that is wilder than w; turn the factor over"),
            WrongValue("independent", _averaged(r=0.0), "that takes places for independent; each keeps the share r"),
            WrongValue(
                "window", _V * (1 - DECAY), "that divides V by the window 1/(1 − γ); its places resemble each other"
            ),
            WrongValue("above-missing", _averaged() / (1 + DECAY * _R), "the bracket 1 + γr is missing above the line"),
            WrongValue("below-missing", _averaged() * (1 - DECAY * _R), "the bracket 1 − γr is missing below the line"),
            WrongValue("plus-missing", _averaged() * (1 + DECAY), "the bracket 1 + γ is missing below the line"),
            WrongValue("minus-missing", _averaged(window=1.0), "the bracket 1 − γ is missing above the line"),
            WrongValue("r-squared", _averaged(r=_R**2), "you squared r; it is 1 − αh itself"),
            WrongValue("twice", _averaged() ** 2 / _V, "you multiplied by the factor twice"),
            WrongValue("deviation", _averaged() ** 0.5, "that is the standard deviation; its square is asked"),
        ),
    ),
)
