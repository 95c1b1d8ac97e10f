"""The twist that averages and the preparation of data share: outliers don't count in full."""

from __future__ import annotations

from classroom.variants.draw import spread
from classroom.variants.twist import Twist


def outliers(argument: str, entry: str) -> Twist:
    """Clip the entries of a list: ``argument`` is its name, ``entry`` what one of them is called in the line."""
    return Twist(
        "ends",
        "Outliers don't count in full: a value below **{low}** counts as {low}, a value above **{high}** as {high}.",
        f"{argument} = [max({{low}}, min({{high}}, {entry})) for {entry} in {argument}]",
        {"low": spread(-2.5, 0.5, 0.1), "high": spread(3.5, 6.5, 0.1)},
    )
