"""The cheat sheet's schedules: formula, code and call give PyTorch's rates, and those of the book's package."""

from __future__ import annotations

import ast
import builtins
import math
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import torch
from torch.optim import lr_scheduler

from tests.build.formulas import expression, sides
from tests.build.sheet import MATH, SHEET, Names, rows, same
from trainloop import schedules

SETTINGS = {"lr": 0.3, "W": 10, "C": 25, "S": 20, "f": 0.5, "d": 0.1, "p": 2.5, "end": 0.01, "P": 3}
TWINS: dict[str, Callable[[int, int], float]] = {
    "constant": lambda k, T: schedules.constant(k, lr=0.3),
    "step": lambda k, T: schedules.step_decay(k, lr=0.3, every=20, factor=0.5),
    "exponential": lambda k, T: schedules.exponential(k, lr=0.3, factor=0.5),
    "1/t": lambda k, T: schedules.inverse_time(k, lr=0.3, decay=0.1),
    "polynomial (linear with $p = 1$)": lambda k, T: schedules.polynomial(k, lr=0.3, total=T, power=2.5),
    "cosine": lambda k, T: schedules.cosine(k, lr=0.3, total=T, final=0.01),
    "warm-up + cosine": lambda k, T: schedules.warmup_cosine(k, lr=0.3, total=T, warmup=10, final=0.01),
    "warm restarts": lambda k, T: schedules.warm_restarts(k, lr=0.3, period=20, final=0.01),
    "one-cycle": lambda k, T: schedules.one_cycle(k, lr=0.3, total=T),
    "warm-up, stable, decay": lambda k, T: schedules.wsd(k, lr=0.3, total=T, warmup=10, cooldown=25),
}


def test_each_schedule_has_its_twin() -> None:
    assert set(TWINS) == rows("schedules").keys() - {"plateau"}


def names(**more: Any) -> Names:
    """What a schedule's code knows."""
    found = {**SETTINGS, **MATH, **more}
    exec(SHEET["schedules"]["helper"]["code"], found)
    return found


def scheduled(call: str, total: int, **more: Any) -> Iterator[float]:
    """The rates that a call's scheduler sets."""
    opt = torch.optim.SGD([torch.zeros(1)], lr=SETTINGS["lr"])
    scheduler = eval(call, {**vars(lr_scheduler), **names(T=total, **more), "opt": opt})
    for _ in range(total):
        yield opt.param_groups[0]["lr"]
        opt.step()
        scheduler.step()


@pytest.mark.parametrize("name", TWINS)
@pytest.mark.parametrize("total", [95, 100])
def test_a_schedule_is_pytorchs_and_the_books(name: str, total: int) -> None:
    row = rows("schedules")[name]
    rates = torch.tensor(list(scheduled(row["torch"], total)), dtype=torch.float64)
    for source in (row["code"], expression(row["formula"])):
        found = [float(eval(source, names(k=k, T=total))) for k in range(total)]
        torch.testing.assert_close(torch.tensor(found, dtype=torch.float64), rates, rtol=1e-9, atol=1e-12)
    same([TWINS[name](k, total) for k in range(total)], found)


@pytest.mark.parametrize("name", ["warm-up + cosine", "warm-up, stable, decay"])
def test_a_warm_up_takes_one_step_or_more(name: str) -> None:
    assert r"$W \ge 1$" in SHEET["schedules"]["note"]
    row = rows("schedules")[name]
    for W in (1, 2):
        found = [eval(row["code"], names(k=k, T=50, W=W)) for k in range(50)]
        same(list(scheduled(row["torch"], 50, W=W)), found)
    with pytest.raises(ZeroDivisionError):
        next(scheduled(row["torch"], 50, W=0))


def test_one_cycle_leaves_momentum_alone_only_if_told() -> None:
    told = rows("schedules")["one-cycle"]["torch"]
    for call, kept in ((told, True), (told.replace(", cycle_momentum=False", ""), False)):
        for maker, key in ((torch.optim.SGD, "momentum"), (torch.optim.Adam, "betas")):
            opt = maker([torch.zeros(1)], lr=SETTINGS["lr"])
            before = opt.param_groups[0][key]
            eval(call, {**vars(lr_scheduler), **names(T=100), "opt": opt})
            assert (opt.param_groups[0][key] == before) == kept  # else even plain SGD has momentum
    opt = torch.optim.Adagrad([torch.zeros(1)])
    eval(told, {**vars(lr_scheduler), **names(T=100), "opt": opt})


def test_every_name_in_a_schedule_is_explained() -> None:
    known = {*vars(builtins), *MATH, *vars(lr_scheduler), "wave"}
    note = SHEET["schedules"]["note"]
    explained = set(note.split("`")[1::2])
    for formula in note.split("$")[1::2]:
        explained |= set(formula.split())
    for name, row in rows("schedules").items():
        for source in (row["torch"], *([] if name == "plateau" else [row["code"]])):
            used = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
            assert used - known <= explained, name
    assert {"bad", "scheduler.step()", "scheduler.step(loss)"} <= explained


def test_half_a_wave_is_its_formula() -> None:
    wave, formula = sides(SHEET["schedules"]["helper"]["formula"])
    for x in (0.0, 0.3, 1.0):
        found = names(a=0.2, b=0.7, x=x)
        same(eval(wave, found), eval(formula, found))


def test_linear_is_a_polynomial() -> None:
    row = rows("schedules")["polynomial (linear with $p = 1$)"]
    for k in range(100):
        same(eval(row["code"], names(k=k, T=100, p=1)), schedules.linear(k, lr=0.3, total=100))


def test_plateau_waits_one_check_longer_than_its_patience() -> None:
    opt = torch.optim.SGD([torch.zeros(1)], lr=SETTINGS["lr"])
    row = rows("schedules")["plateau"]
    scheduler = eval(row["torch"], {**vars(lr_scheduler), **names(), "opt": opt})
    found, best, drops = names(bad=0), math.inf, []
    for check, loss in enumerate([1.0, 0.5, *[0.49996] * 9, 0.4, *[0.45] * 6]):
        scheduler.step(loss)
        found["bad"] = 0 if loss < best * 0.9999 else found["bad"] + 1
        best, before = loss if found["bad"] == 0 else best, found["lr"]
        exec(row["code"], found)
        assert found["lr"] == opt.param_groups[0]["lr"]
        drops += [check] if found["lr"] < before else []
    assert drops == [5, 9, 15]  # the fourth in a row each time, from the checks 2, 6 and 12 on
    rule, count = row["formula"].split("$")[1::2]
    assert sides(rule) == ["lr", "f * lr"]
    assert eval(expression(f"${count}$"), names()) == 4
