"""Exercise: a learning rate that warms up on a line and falls on half a cosine wave."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, pi

from trainloop.exercises.task import Function, Mistake, Task
from trainloop.exercises.values import Number
from trainloop.exercises.variants import Given, variant, with_other


def warmup_cosine(step: int, warmup_steps: int, total_steps: int, max_lr: float, min_lr: float) -> float:
    """Return the learning rate at ``step``, from 0; from ``total_steps`` on it stays at ``min_lr``."""
    if step < warmup_steps:
        return max_lr * (step + 1) / warmup_steps
    progress = min((step - warmup_steps) / (total_steps - warmup_steps), 1.0)
    return min_lr + (max_lr - min_lr) * (1 + cos(pi * progress)) / 2


def _warm(given: Given) -> float:
    return float(given.max_lr * (given.step + 1) / given.warmup_steps)


def _progress(given: Given) -> float:
    return float((given.step - given.warmup_steps) / (given.total_steps - given.warmup_steps))


def _fall(given: Given, progress: float) -> float:
    return float(given.min_lr + (given.max_lr - given.min_lr) * (1 + cos(pi * progress)) / 2)


def _warming(warm: Callable[[Given], float]) -> Function:
    """Another warm-up, and the right fall after it."""

    def make(given: Given) -> float:
        return warm(given) if given.step < given.warmup_steps else _fall(given, _progress(given))

    return variant(warmup_cosine, make)


def _falling(fall: Callable[[Given, float], float]) -> Function:
    """The right warm-up, and after it ``fall(given, progress)``."""

    def make(given: Given) -> float:
        return _warm(given) if given.step < given.warmup_steps else fall(given, _progress(given))

    return variant(warmup_cosine, make)


def _span(given: Given) -> float:
    return float(given.max_lr - given.min_lr)


def _divided_before_asking(given: Given) -> float:
    warm = _warm(given)
    return warm if given.step < given.warmup_steps else _fall(given, _progress(given))


def _with_one_more_step(given: Given) -> float:
    last = given.step == given.warmup_steps > 0
    return _warm(given) if last else float(warmup_cosine(**vars(given)))


def _cosine_everywhere(given: Given) -> float:
    return _fall(given, given.step / given.total_steps)


def _case(step: int, warmup: int, total: int, max_lr: float, min_lr: float) -> dict[str, float]:
    return {"step": step, "warmup_steps": warmup, "total_steps": total, "max_lr": max_lr, "min_lr": min_lr}


TASK = Task(
    reference=warmup_cosine,
    result=Number("The rate"),
    cases=(
        _case(0, 10, 100, 0.4, 0.02),
        _case(9, 10, 100, 0.4, 0.02),
        _case(10, 10, 100, 0.4, 0.02),
        _case(40, 10, 100, 0.4, 0.02),
        _case(3, 8, 20, 1.0, 0.0),
        _case(100, 10, 100, 0.4, 0.02),
        _case(0, 0, 50, 0.5, 0.1),
        _case(35, 0, 50, 0.5, 0.1),
    ),
    mistakes=(
        Mistake(
            "warmup-from-zero",
            _warming(lambda a: a.max_lr * a.step / a.warmup_steps),
            "your warm-up begins with a rate of 0, so the first step is lost; use step + 1",
        ),
        Mistake(
            "warmup-one-longer",
            _warming(lambda a: a.max_lr * (a.step + 1) / (a.warmup_steps + 1)),
            "the last step of the warm-up doesn't reach max_lr; divide by warmup_steps",
        ),
        Mistake(
            "warmup-too-long",
            variant(warmup_cosine, _with_one_more_step),
            "your warm-up has one step too many and overshoots max_lr; ask `step < warmup_steps`",
        ),
        Mistake(
            "warmup-from-min",
            _warming(lambda a: a.min_lr + _span(a) * (a.step + 1) / a.warmup_steps),
            "your warm-up rises from min_lr; it is max_lr times (step + 1) / warmup_steps",
        ),
        Mistake(
            "warmup-over-total",
            _warming(lambda a: a.max_lr * (a.step + 1) / a.total_steps),
            "your warm-up takes all of total_steps; divide by warmup_steps",
        ),
        Mistake(
            "warmup-held",
            _warming(lambda a: a.max_lr),
            "there is no warm-up; while step < warmup_steps, the rate rises on a line to max_lr",
        ),
        Mistake(
            "warmup-missing",
            variant(warmup_cosine, _cosine_everywhere),
            "this is the cosine alone, over all steps; while step < warmup_steps, the rate rises on a line",
        ),
        Mistake(
            "divided-by-zero-warmup",
            variant(warmup_cosine, _divided_before_asking),
            "with no warm-up, don't divide by warmup_steps; ask `step < warmup_steps` first",
        ),
        Mistake(
            "cosine-from-zero",
            _falling(lambda a, p: _fall(a, a.step / a.total_steps)),
            "your cosine counts from step 0, so the rate jumps down after the warm-up; "
            "count from its end, in numerator and denominator",
        ),
        Mistake(
            "cosine-over-total",
            _falling(lambda a, p: _fall(a, (a.step - a.warmup_steps) / a.total_steps)),
            "your cosine takes total_steps; only total_steps − warmup_steps are left for it",
        ),
        Mistake(
            "cosine-too-fast",
            _falling(lambda a, p: _fall(a, a.step / (a.total_steps - a.warmup_steps))),
            "subtract warmup_steps from step as well; the cosine begins at the end of the warm-up",
        ),
        Mistake(
            "cosine-one-ahead",
            _falling(lambda a, p: _fall(a, p + 1 / (a.total_steps - a.warmup_steps))),
            "your cosine is one step ahead; at step == warmup_steps the rate is still max_lr",
        ),
        Mistake(
            "cosine-ends-early",
            _falling(lambda a, p: _fall(a, (a.step - a.warmup_steps) / (a.total_steps - a.warmup_steps - 1))),
            "your cosine reaches min_lr one step early; divide by total_steps − warmup_steps",
        ),
        Mistake(
            "half-missing",
            _falling(lambda a, p: a.min_lr + _span(a) * (1 + cos(pi * p))),
            "1 + cos goes from 2 to 0; halve it",
        ),
        Mistake(
            "one-missing",
            _falling(lambda a, p: a.min_lr + _span(a) * cos(pi * p)),
            "the cosine goes from 1 to −1, so your rate turns negative; use (1 + cos) / 2",
        ),
        Mistake(
            "missing-brackets",
            _falling(lambda a, p: a.min_lr + _span(a) * (1 + cos(pi * p) / 2)),
            "only the cosine was halved; put brackets around 1 + cos",
        ),
        Mistake(
            "min-ignored",
            _falling(lambda a, p: a.max_lr * (1 + cos(pi * p)) / 2),
            "your rate falls to 0; it should fall from max_lr to min_lr",
        ),
        Mistake(
            "min-not-added",
            _falling(lambda a, p: _span(a) * (1 + cos(pi * p)) / 2),
            "min_lr is subtracted but not added; the wave lies on top of min_lr",
        ),
        Mistake(
            "min-added",
            _falling(lambda a, p: a.min_lr + a.max_lr * (1 + cos(pi * p)) / 2),
            "your rate starts above max_lr; the wave is max_lr − min_lr high",
        ),
        Mistake(
            "linear",
            _falling(lambda a, p: a.max_lr - _span(a) * p),
            "your rate falls on a line; use half a cosine wave, (1 + cos(π · progress)) / 2",
        ),
        Mistake(
            "quarter-wave",
            _falling(lambda a, p: a.min_lr + _span(a) * cos(pi / 2 * p)),
            "this is a quarter of a wave; use (1 + cos(π · progress)) / 2",
        ),
        Mistake(
            "whole-wave",
            _falling(lambda a, p: _fall(a, 2 * p)),
            "2π is a whole wave, which climbs again; half a wave is π",
        ),
        Mistake(
            "pi-missing",
            _falling(lambda a, p: _fall(a, p / pi)),
            "π is missing; the cosine's argument goes from 0 to π",
        ),
        Mistake(
            "degrees",
            _falling(lambda a, p: _fall(a, 180 * p / pi)),
            "`cos` wants radians, not degrees; its argument goes from 0 to π",
        ),
        Mistake(
            "upside-down",
            _falling(lambda a, p: _fall(a, 1 - p)),
            "your wave rises from min_lr to max_lr; use 1 + cos, not 1 − cos",
        ),
        Mistake(
            "swapped-rates",
            with_other(warmup_cosine, max_lr=lambda a: a.min_lr, min_lr=lambda a: a.max_lr),
            "max_lr and min_lr are swapped; the rate rises to max_lr and falls to min_lr",
        ),
    ),
    tensors=("step", "max_lr", "min_lr"),
    source="`torch.optim.lr_scheduler`",
    hints=(
        "There are two phases, so begin with `if step < warmup_steps:`.",
        "Step 0 is already the first of the warm-up's steps: its share of max_lr is (step + 1) / warmup_steps.",
        "After the warm-up, compute a progress that is 0 at warmup_steps and 1 at total_steps.",
        "(1 + cos(π · progress)) / 2 falls from 1 to 0. Stretch it to max_lr − min_lr and lift it by min_lr.",
    ),
)
