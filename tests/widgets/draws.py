"""Random settings over the whole range of each control, the same at every run."""

import math
import random
from typing import Any

from trainloop.widgets.instrument import Instrument
from trainloop.widgets.settings import Choice, Count, Number, Several, Switch

DECAYS = {"beta", "beta1", "beta2", "mu", "rho", "decay"}


def settings(kind: type[Instrument], rng: random.Random, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """One draw for every setting of an instrument."""
    return {name: draw(name, trait, rng) for name, trait in kind.settings().items() if name not in without}


def draw(name: str, trait: Any, rng: random.Random) -> Any:
    """One value of a setting."""
    if isinstance(trait, Switch):
        return rng.random() < 0.5
    if isinstance(trait, Choice):
        return rng.choice(trait.allowed)
    if isinstance(trait, Several):
        return [word for word in trait.allowed if rng.random() < 0.5]
    if isinstance(trait, Count):
        return rng.randint(trait.low, trait.high)
    assert isinstance(trait, Number)
    if stops := getattr(trait, "stops", ()):  # without a kernel only these have results
        return rng.choice(stops)
    if rng.random() < 0.1:  # the ends are part of the range
        return float(rng.choice((trait.low, trait.high)))
    if name in DECAYS and trait.high < 1:
        return 1 - math.exp(rng.uniform(math.log(1 - trait.high), 0))
    if trait.low > 0 and trait.high >= 100 * trait.low:  # such a range is a logarithmic slider
        return math.exp(rng.uniform(math.log(trait.low), math.log(trait.high)))
    return rng.uniform(trait.low, trait.high)
