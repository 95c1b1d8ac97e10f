"""Twists of schedules, of the best settings, and of the search for a rate."""

from __future__ import annotations

from math import inf

from classroom.variants.draw import Draw, spread
from classroom.variants.twist import Arguments, Family, Numbers, Twist

RESUMED = Twist(
    "resumed",
    "The run was resumed: **{c} steps** were done before `step` began to count, and the schedule counts those, too.",
    "step = step + {c}",
    {"c": spread(2, 12, 1)},
)
LARGER = Twist(
    "larger",
    "The batch is **{c} times** as large as the one that `max_lr` was found for. Scale `max_lr` by as much; `min_lr` stays.",
    "max_lr = {c} * max_lr",
    {"c": spread(1.5, 9, 0.1)},
)
PENALTY = Twist(
    "penalty",
    "An L2 penalty adds **{c}** to every curvature, so to `h_min` and to `h_max`.",
    "h_min, h_max = h_min + {c}, h_max + {c}",
    {"c": spread(0.11, 1.99, 0.01)},
)
BUDGET = Twist(
    "limit",
    "A rate above **{c}** isn't allowed, however good its losses are.",
    "losses = {{rate: runs for rate, runs in losses.items() if rate <= {c}}}",
    {"c": spread(0.11, 0.29, 0.01)},
)


def _schedule(draw: Draw, numbers: Numbers) -> Arguments:
    """Steps in every part of the schedule, and schedules without a warm-up."""
    resumed = round(numbers["c"])  # also where the twist is another one: only the place changes
    warmup, total = draw.pick((draw.whole(12, 20), draw.whole(12, 20), 0)), draw.whole(40, 90)
    first = max(warmup, resumed)
    at = draw.pick((draw.whole(resumed, first), first, draw.whole(first, total - 12), total - 12))
    return {
        "step": at - resumed,
        "warmup_steps": warmup,
        "total_steps": total,
        "max_lr": draw.between(0.2, 2),
        "min_lr": draw.between(0.01, 0.15),
    }


def _curvatures(draw: Draw, numbers: Numbers) -> Arguments:
    return {"h_min": draw.between(0.05, 2), "h_max": draw.between(5, 80, 1)}


def _runs(draw: Draw, numbers: Numbers) -> Arguments:
    """Three to five seeds at rates on both sides of the limit, one of them beyond it good or diverged."""
    count = draw.pick((3, 5))
    losses = {rate: draw.several(count, 0.2, 2) for rate in (0.01, 0.03, 0.1)}
    losses |= {rate: draw.several(count, 0.01, 0.6) for rate in (0.3, 1.0)}
    for _ in range(2):
        losses[draw.pick((0.03, 0.1, 1.0))][draw.whole(0, count - 1)] = inf
    return {"losses": losses}


FAMILIES = {
    "warmup_cosine": Family((RESUMED, LARGER, LARGER), _schedule),
    "best_heavy_ball": Family((PENALTY,), _curvatures),
    "best_rate": Family((BUDGET,), _runs),
}
