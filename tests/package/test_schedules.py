"""Schedules equal torch's classes where they exist, and their own formulas where not."""

import math
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch.optim import lr_scheduler

from trainloop import optim, schedules

LR = 0.3
Make = Callable[[torch.optim.Optimizer], lr_scheduler.LRScheduler]


def sgd(*rates: float) -> optim.SGD:
    return optim.SGD([{"params": [torch.zeros(1)], "lr": rate} for rate in rates])


def rates_of(make: Make, steps: int, lr: float = LR) -> list[float]:
    """Return the rates that torch's scheduler sets for steps 0, 1, 2, ...."""
    optimizer, found = sgd(lr), []
    scheduler = make(optimizer)
    for _ in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return found


def sequential(optimizer: torch.optim.Optimizer) -> lr_scheduler.LRScheduler:
    warm = lr_scheduler.LinearLR(optimizer, start_factor=1 / 10, total_iters=9)
    wave = lr_scheduler.CosineAnnealingLR(optimizer, T_max=40, eta_min=0.01)
    return lr_scheduler.SequentialLR(optimizer, [warm, wave], [10])


TWINS: list[tuple[str, dict[str, Any], Make, int]] = [
    ("constant", {}, lambda o: lr_scheduler.ConstantLR(o, factor=1.0), 20),
    ("step_decay", {"every": 7, "factor": 0.5}, lambda o: lr_scheduler.StepLR(o, 7, 0.5), 60),
    (
        "multi_step",
        {"milestones": [30, 7], "factor": 0.5},
        lambda o: lr_scheduler.MultiStepLR(o, [7, 30], 0.5),
        60,
    ),
    ("exponential", {"factor": 0.97}, lambda o: lr_scheduler.ExponentialLR(o, 0.97), 100),
    (
        "linear",
        {"total": 40, "start": 0.2, "end": 1.0},
        lambda o: lr_scheduler.LinearLR(o, 0.2, 1.0, 40),
        60,
    ),
    ("polynomial", {"total": 40}, lambda o: lr_scheduler.PolynomialLR(o, 40), 60),
    (
        "polynomial",
        {"total": 40, "power": 2.5},
        lambda o: lr_scheduler.PolynomialLR(o, 40, 2.5),
        60,
    ),
    (
        "cosine",
        {"total": 50, "final": 0.01},
        lambda o: lr_scheduler.CosineAnnealingLR(o, 50, 0.01),
        51,  # past its total torch's rises again
    ),
    ("warmup_cosine", {"total": 50, "warmup": 10, "final": 0.01}, sequential, 51),
    (
        "warm_restarts",
        {"period": 8, "final": 0.01},
        lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 8, eta_min=0.01),
        50,
    ),
    (
        "warm_restarts",
        {"period": 5, "multiplier": 3},
        lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 5, 3),
        200,
    ),
    ("one_cycle", {"total": 100}, lambda o: lr_scheduler.OneCycleLR(o, LR, 100), 100),
    (
        "one_cycle",
        {"total": 37, "warmup": 0.45, "start": 0.1, "end": 0.001, "shape": "linear"},
        lambda o: lr_scheduler.OneCycleLR(
            o,
            LR,
            37,
            pct_start=0.45,
            anneal_strategy="linear",
            div_factor=10,
            final_div_factor=100,
        ),
        37,
    ),
    (
        "one_cycle",
        {"total": 20, "warmup": 0.0},
        lambda o: lr_scheduler.OneCycleLR(o, LR, 20, pct_start=0.0),
        20,
    ),
]


@pytest.mark.parametrize(("name", "settings", "make", "steps"), TWINS)
@pytest.mark.filterwarnings("ignore:The epoch parameter in:UserWarning")  # SequentialLR's own
def test_equal_to_torchs_class(name: str, settings: dict[str, Any], make: Make, steps: int) -> None:
    schedule = getattr(schedules, name)
    ours = [schedule(step, lr=LR, **settings) for step in range(steps)]
    assert ours == pytest.approx(rates_of(make, steps), rel=1e-12, abs=1e-16)


@pytest.mark.parametrize(("name", "settings", "make", "steps"), TWINS)
def test_the_adapter_gives_the_same_rates(name: str, settings: dict[str, Any], make: Make, steps: int) -> None:
    schedule = getattr(schedules, name)
    found = rates_of(lambda o: schedules.lambda_lr(o, schedule, **settings), steps)
    ours = [schedule(step, lr=LR, **settings) for step in range(steps)]
    assert found == pytest.approx(ours, rel=1e-12, abs=1e-16)


def test_the_adapter_gives_each_group_its_own_rates() -> None:
    optimizer = sgd(0.5, 0.01)
    scheduler = schedules.lambda_lr(optimizer, schedules.polynomial, total=10)
    for _ in range(5):
        optimizer.step()
        scheduler.step()
    assert scheduler.get_last_lr() == pytest.approx([0.25, 0.005])
    with pytest.raises(ValueError, match=r"lr must be .*greater than 0"):
        schedules.lambda_lr(sgd(0.0), schedules.constant)


def test_inverse_time() -> None:
    rates = [schedules.inverse_time(t, lr=1.0, decay=0.25) for t in range(9)]
    assert rates == pytest.approx([1 / (1 + 0.25 * t) for t in range(9)])
    assert rates[4] == pytest.approx(0.5)


def test_wsd_warms_up_holds_and_decays() -> None:
    settings: dict[str, Any] = {"lr": 1.0, "total": 20, "warmup": 4, "cooldown": 5, "final": 0.1}
    rates = [schedules.wsd(t, **settings) for t in range(25)]
    assert rates[:4] == pytest.approx([0.25, 0.5, 0.75, 1.0])
    assert rates[3:16] == [1.0] * 13
    assert rates[16:21] == pytest.approx([0.82, 0.64, 0.46, 0.28, 0.1])
    assert rates[20:] == pytest.approx([0.1] * 5)
    middle = schedules.wsd(15 + 2, **{**settings, "cooldown": 4, "total": 19}, shape="cosine")
    assert middle == pytest.approx(0.55)


def test_past_the_total_the_last_rate_is_held() -> None:
    for name, settings in (
        ("linear", {"total": 10, "end": 0.2}),
        ("polynomial", {"total": 10, "final": 0.02}),
        ("cosine", {"total": 10, "final": 0.02}),
        ("warmup_cosine", {"total": 10, "warmup": 3, "final": 0.02}),
        ("wsd", {"total": 10, "warmup": 3, "cooldown": 2, "final": 0.02}),
        ("one_cycle", {"total": 11, "end": 0.2}),
    ):
        schedule = getattr(schedules, name)
        assert schedule(10, lr=0.1, **settings) == pytest.approx(0.02), name
        assert schedule(99, lr=0.1, **settings) == pytest.approx(0.02), name


def test_one_cycle_peaks_one_step_before_its_share() -> None:
    rates = [schedules.one_cycle(t, lr=1.0, total=100) for t in range(100)]
    assert rates.index(max(rates)) == 29
    # The textbook error: 1000 steps planned, but stepped once per epoch, 100 times.
    assert schedules.one_cycle(100, lr=1.0, total=1000) == pytest.approx(0.281, abs=5e-4)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: schedules.constant(-1, lr=0.1), ValueError, "step must be .*not -1"),
        (lambda: schedules.constant(1.5, lr=0.1), TypeError, "step must be an integer .*, not 1.5"),
        (lambda: schedules.cosine(0, lr=-1, total=9), ValueError, "lr must be .*not -1"),
        (lambda: schedules.cosine(0, lr=1, total=0), ValueError, "total must be .*not 0"),
        (lambda: schedules.cosine(0, lr=1, total=9, final=2), ValueError, "final must be .*not 2"),
        (lambda: schedules.step_decay(0, lr=1, every=0), ValueError, "every must be .*not 0"),
        (lambda: schedules.exponential(0, lr=1, factor=1.1), ValueError, "factor .*not 1.1"),
        (lambda: schedules.inverse_time(0, lr=1, decay=-1), ValueError, "decay must be .*not -1"),
        (lambda: schedules.linear(0, lr=1, total=9, start=-1), ValueError, "start must be"),
        (lambda: schedules.polynomial(0, lr=1, total=9, power=0), ValueError, "power must be"),
        (
            lambda: schedules.warmup_cosine(0, lr=1, total=9, warmup=9),
            ValueError,
            "warmup must be less than total, 9, not 9",
        ),
        (
            lambda: schedules.warmup_cosine(0, lr=1, total=9, warmup=3, final=2),
            ValueError,
            "final must be",
        ),
        (lambda: schedules.warm_restarts(0, lr=1, period=0), ValueError, "period must be"),
        (
            lambda: schedules.warm_restarts(0, lr=1, period=2, multiplier=1.5),
            TypeError,
            "multiplier must be",
        ),
        (lambda: schedules.one_cycle(0, lr=1, total=9, warmup=1), ValueError, "warmup must be"),
        (
            lambda: schedules.one_cycle(0, lr=1, total=9, shape="square"),
            ValueError,
            "shape must be one of 'cosine', 'linear', not 'square'",
        ),
        (
            lambda: schedules.wsd(0, lr=1, total=9, warmup=5, cooldown=5),
            ValueError,
            "cooldown must be at most total - warmup, 4, not 5",
        ),
    ],
)
def test_what_is_not_allowed_is_named(call: Callable[[], Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()


def test_an_exponential_schedule_stalls_before_it_has_arrived() -> None:
    """Gradient descent on w²/2 from 1: the rates sum to a finite distance, w stops at 0.367."""
    w = 1.0
    for t in range(20_000):
        w -= schedules.exponential(t, lr=0.001, factor=0.999) * w
    assert w == pytest.approx(math.exp(-1), abs=2e-3)
