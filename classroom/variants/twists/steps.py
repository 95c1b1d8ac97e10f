"""Twists of the optimizers' steps: what training loops really do to a gradient before the step."""

from __future__ import annotations

from classroom.variants.draw import Draw, spread
from classroom.variants.twist import Arguments, Family, Numbers, Twist

CLIP = Twist(
    "clip",
    "First **clip** `grad` to [−{c}, {c}]: beyond an end, the end takes its place. Everything else uses the clipped one.",
    "grad = max(-{c}, min({c}, grad))",
    {"c": spread(0.31, 1.49, 0.01)},
)
PENALTY = Twist(
    "penalty",
    "First add to `grad` the gradient of an L2 penalty: **{c} times** `param`. Everything else uses the sum.",
    "grad = grad + {c} * param",
    {"c": spread(0.021, 0.299, 0.001)},
)
UNSCALE = Twist(
    "unscale",
    "The loss was multiplied by **{c}** before the backward pass. First divide `grad` by it; everything else uses the "
    "result.",
    "grad = grad / {c}",
    {"c": spread(64, 1024, 8)},
)


def _step(draw: Draw, numbers: Numbers, twists: tuple[Twist, ...]) -> Arguments:
    """A parameter and a gradient: mostly beyond the clip, and loud enough to be scaled down."""
    size = numbers["c"] if CLIP in twists and numbers["c"] in CLIP.numbers["c"] else 1.0
    loud = numbers["c"] if UNSCALE in twists and numbers["c"] in UNSCALE.numbers["c"] else 1
    return {"param": draw.either(0.5, 6), "grad": round(draw.either(0.6 * size, 4 * size, 3) * loud, 3)}


def _momentum(draw: Draw, numbers: Numbers) -> Arguments:
    own = {"velocity": draw.either(0.2, 4), "lr": draw.between(0.02, 0.3), "mu": draw.between(0.5, 0.95)}
    return _step(draw, numbers, (CLIP, PENALTY)) | own


def _adagrad(draw: Draw, numbers: Numbers) -> Arguments:
    own = {"square_sum": draw.between(0.1, 9), "lr": draw.between(0.05, 0.9), "eps": draw.pick((1e-8, 0.01, 0.05))}
    return _step(draw, numbers, (CLIP, PENALTY)) | own


def _rmsprop(draw: Draw, numbers: Numbers) -> Arguments:
    own = {"square_avg": draw.between(0.1, 9), "lr": draw.between(0.01, 0.3), "alpha": draw.between(0.6, 0.98)}
    return _step(draw, numbers, (CLIP, UNSCALE)) | own | {"eps": draw.pick((1e-8, 0.01, 0.05))}


def _signum(draw: Draw, numbers: Numbers) -> Arguments:
    """Also with an average of exactly 0, where there is no sign: the gradient, or its sum with the penalty's, is 0."""
    own = {"m": draw.either(0.1, 2), "lr": draw.between(0.02, 0.5), "beta": draw.between(0.4, 0.9)}
    given = _step(draw, numbers, (CLIP, PENALTY)) | own
    if draw.pick((True, False, False, False)):
        penalty = numbers["c"] in PENALTY.numbers["c"]
        given |= {"grad": -(numbers["c"] * given["param"]) if penalty else 0.0, "m": 0.0}
    return given


def _adam(draw: Draw, numbers: Numbers, twists: tuple[Twist, ...] = (CLIP, PENALTY)) -> Arguments:
    averages = {"m": draw.either(0.05, 2), "v": draw.between(0.1, 4), "t": draw.whole(2, 12)}
    rates = {"lr": draw.between(0.01, 0.3), "beta1": draw.between(0.7, 0.95), "beta2": draw.between(0.9, 0.99, 3)}
    return _step(draw, numbers, twists) | averages | rates | {"eps": draw.pick((1e-8, 0.01, 0.05))}


def _adamw(draw: Draw, numbers: Numbers) -> Arguments:
    return _adam(draw, numbers, (CLIP, UNSCALE)) | {"weight_decay": draw.between(0.05, 0.5)}


FAMILIES = {
    "momentum_step": Family((CLIP, PENALTY), _momentum),
    "adagrad_step": Family((CLIP, PENALTY), _adagrad),
    "rmsprop_step": Family((CLIP, UNSCALE), _rmsprop),
    "signum_step": Family((CLIP, PENALTY), _signum),
    "adam_step": Family((CLIP, PENALTY), _adam),
    "adamw_step": Family((CLIP, UNSCALE), _adamw),
}
