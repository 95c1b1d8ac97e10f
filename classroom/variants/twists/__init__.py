"""The twists of every exercise: a module for each kind, an entry of its ``FAMILIES`` for each exercise."""

from classroom.variants.twist import Family
from classroom.variants.twists import averages, loop, steps, tuning

FAMILIES: dict[str, Family] = {**loop.FAMILIES, **averages.FAMILIES, **steps.FAMILIES, **tuning.FAMILIES}

__all__ = ["FAMILIES"]
