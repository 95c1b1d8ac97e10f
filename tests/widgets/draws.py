"""Random settings over the whole range of each control, the same at every run."""

import math
import random
from typing import Any

from trainloop.widgets.instrument import Instrument
from trainloop.widgets.settings import Choice, Count, Number, Switch

LOGARITHMIC = {"lr", "eps", "scale"}
DECAYS = {"beta", "beta1", "beta2"}


def settings(kind: type[Instrument], rng: random.Random, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """One draw for every setting of an instrument."""
    traits = {name: trait for name, trait in kind.class_traits().items() if name not in without}
    return {name: _draw(name, trait, rng) for name, trait in sorted(traits.items()) if _is_setting(trait)}


def _is_setting(trait: object) -> bool:
    return isinstance(trait, (Number, Count, Switch, Choice))


def _draw(name: str, trait: Any, rng: random.Random) -> Any:
    if isinstance(trait, Switch):
        return rng.random() < 0.5
    if isinstance(trait, Choice):
        return rng.choice(trait.allowed)
    if isinstance(trait, Count):
        return rng.randint(trait.low, trait.high)
    if rng.random() < 0.1:  # the ends are part of the range
        return float(rng.choice((trait.low, trait.high)))
    if name in LOGARITHMIC:
        return math.exp(rng.uniform(math.log(trait.low), math.log(trait.high)))
    if name in DECAYS:
        return 1 - math.exp(rng.uniform(math.log(1 - trait.high), 0))
    return rng.uniform(trait.low, trait.high)
