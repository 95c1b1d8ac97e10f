"""The cheat sheet: each rule, default, limit and conversion on it, run against PyTorch in float64."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
import torch
from torch import Tensor

from tests.build.formulas import expression, sides
from tests.build.sheet import MATH, SHEET, Names, each, rows, same
from trainloop import optim
from web.extensions.cheat_sheet import lines

START = torch.tensor([1.0, -2.0, 0.5], dtype=torch.float64)
GRADIENTS = torch.randn(12, 3, dtype=torch.float64, generator=torch.Generator().manual_seed(1))
VALUES = {"lr": 0.1, "mu": 0.8, "beta": 0.7, "beta1": 0.8, "beta2": 0.95, "rho": 0.9, "eps": 1e-2, "wd": 0.3}


def by_torch(call: str, gradients: Tensor = GRADIENTS, **names: Any) -> Tensor:
    """Where a call's optimizer goes from START, step by step; it may name the book's SGD as `ours.SGD`."""
    w = START.clone()
    optimizer = eval(call, {**vars(torch.optim), "ours": optim, **VALUES, **names, "params": [w]})
    path = []
    for w.grad in gradients:
        optimizer.step()
        path.append(w.clone())
    return torch.stack(path)


def by_lines(code: list[str], **names: Any) -> Tensor:
    """Where lines of code go, which know `g` and `t`, and find u, m, v and s at 0."""
    found = {**VALUES, "sqrt": torch.sqrt, **dict.fromkeys("umvs", torch.zeros(3)), **names, "w": START.clone()}
    path = []
    for t, g in enumerate(GRADIENTS, start=1):
        found |= {"t": t, "g": g}
        exec("\n".join(code), found)
        path.append(found["w"])
    return torch.stack(path)


def whole(row: dict[str, Any], key: str) -> list[str]:
    """A rule's lines, with those of the rule that it goes on as."""
    return lines(row[key]) + (lines(rows("rules")[row["then"]][key]) if "then" in row else [])


def differ(one: Tensor, other: Tensor) -> bool:
    return bool((one - other).abs().max() > 1e-4)


def test_the_sheet_has_the_rules_of_the_book() -> None:
    assert list(rows("rules")) == [
        "SGD", "momentum (sum)", "Nesterov", "momentum (average)", "AdaGrad", "RMSProp", "Adam", "AdamW",
    ]  # fmt: skip


@each("rules")
def test_a_rule_is_pytorchs(row: dict[str, Any]) -> None:
    formulas = [" = ".join(sides(formula)) for formula in whole(row, "formula")]
    same(by_lines(whole(row, "code")), by_torch(row["torch"]))
    same(by_lines(formulas), by_torch(row["torch"]))


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("momentum (sum)", "mu * u + g", "mu * u + (1 - mu) * g"),
        ("Nesterov", "g + mu * u", "u"),
        ("RMSProp", "sqrt(v) + eps", "sqrt(v + eps)"),
        ("Adam", "m_hat /", "m /"),
        ("AdamW", "lr * wd", "wd"),
    ],
)
def test_another_rule_would_be_noticed(name: str, right: str, wrong: str) -> None:
    row = rows("rules")[name]
    code = "\n".join(whole(row, "code"))
    assert right in code
    assert differ(by_lines([code.replace(right, wrong)]), by_torch(row["torch"]))


DETAILS = {"self", "params", "maximize", "foreach", "capturable", "differentiable", "fused"} | {
    "ns_coefficients", "adjust_lr_fn",
}  # fmt: skip


@each("defaults")
def test_defaults_are_those_of_the_installed_pytorch(row: dict[str, Any]) -> None:
    signature = inspect.signature(getattr(torch.optim, row["name"].split()[0]).__init__).parameters
    expected = {name: each.default for name, each in signature.items() if name not in DETAILS}
    assert eval(f"dict({row['values']})") == expected
    assert ".".join(torch.__version__.split(".")[:2]) in SHEET["defaults"]["title"]


def test_muon_is_for_matrices_only() -> None:
    assert "Muon (for matrices only)" in rows("defaults")
    for shape, taken in (((3,), False), ((3, 2), True), ((4, 3, 2), False)):
        weights = torch.zeros(shape, requires_grad=True)
        if taken:
            torch.optim.Muon([weights])
        else:
            with pytest.raises(ValueError, match="only supports 2D"):
                torch.optim.Muon([weights])


@each("limits")
@pytest.mark.parametrize("decay", [0.5, 0.9])
@pytest.mark.parametrize("h", [0.5, 7.0])
def test_just_below_its_limit_a_rule_converges_and_just_above_it_diverges(
    row: dict[str, Any], decay: float, h: float
) -> None:
    names = {"mu": decay, "beta": decay}
    limit = eval(expression(row["formula"]), names)

    def end(share: float) -> float:
        w = torch.ones(1, dtype=torch.float64)
        call = rows("rules")[row["name"]]["torch"]
        optimizer = eval(call, {**vars(torch.optim), **names, "lr": share * limit / h, "params": [w]})
        for _ in range(1500):
            w.grad = h * w
            optimizer.step()
        return abs(w.item())

    assert end(0.99) < 1e-3
    assert not end(1.01) < 1e3  # it may have overflowed
    if decay == 0.9:
        assert f"{limit:.4g}" == row["value"]


@pytest.mark.parametrize("name", ["AdaGrad", "RMSProp", "Adam"])
@pytest.mark.parametrize("lr", [1.0, 1e3, 1e6])
def test_a_rule_without_limit_stays_within_reach_at_any_rate(name: str, lr: float) -> None:
    assert name in SHEET["limits"]["note"] and name not in rows("limits")
    w = torch.ones(1, dtype=torch.float64)
    optimizer = eval(rows("rules")[name]["torch"], {**vars(torch.optim), **VALUES, "lr": lr, "params": [w]})
    widest = 0.0
    for _ in range(5000):
        w.grad = 7.0 * w
        optimizer.step()
        widest = max(widest, abs(w.item()))
    assert widest < 30 * lr


SAMPLE = {
    "lr": 0.1, "lr_avg": 0.3, "mu": 0.8, "beta": 0.8, "wd": 0.3, "m": 0.4, "v": 0.05, "t": 3, "w": 2.0, "g": 0.7,
    "eps_in": 1e-2, "h": 2.0, "c": 0.7, "rates": [0.1, 0.3, 0.2], **MATH,
}  # fmt: skip


def converted(name: str, **names: Any) -> Names:
    """What a conversion's code finds."""
    found = {**SAMPLE, **names}
    exec("\n".join(lines(rows("conversions")[name]["code"])), found)
    return found


@each("conversions")
def test_a_conversions_formula_is_its_code(row: dict[str, Any]) -> None:
    after = converted(row["name"])
    for formula, line in zip(lines(row["formula"]), lines(row["code"]), strict=True):
        for side in sides(formula):
            same(eval(side, {**after, **SAMPLE}), after[line.split(" = ")[0]])


def average_to_sum() -> None:
    found = converted("average's rate to the sum's")
    averaged = "ours.SGD(params, lr=lr_avg, momentum=mu, averaging=True)"
    same(by_torch(averaged, **found), by_torch("SGD(params, lr=lr_sum, momentum=mu)", **found))


def effective_rate() -> None:
    steady = torch.ones(200, 3, dtype=torch.float64)
    signs = torch.tensor([1.0, -1.0], dtype=torch.float64).repeat(100)[:, None]
    found = converted("effective rate of the sum")
    for gradients, rate in ((steady, found["lr_agree"]), (steady * signs, found["lr_alternate"])):
        path = by_torch(rows("rules")["momentum (sum)"]["torch"], gradients, **found)
        same(path[-1], path[-2] - rate * gradients[-1])


def half_life() -> None:
    beta = 0.5 ** (1 / 7)
    same(converted("decay and half-life in steps", beta=beta)["half_life"], 7.0)
    line = lines(rows("rules")["momentum (average)"]["code"])[0]
    names = {"m": 1.0, "g": 0.0, "beta": beta}
    for _ in range(7):
        exec(line, names)
    same(names["m"], 0.5)


def corrected_average() -> None:
    values = pd.Series([35.0, 33.0, 36.0, 34.0, 38.0])
    call = rows("conversions")["corrected average"]["remark"].split("`")[1]
    m, found = 0.0, []
    for t, x in enumerate(values, start=1):
        m = 0.8 * m + 0.2 * x
        found.append(converted("corrected average", m=m, t=t)["m_hat"])
    same(found, list(eval(f"values.{call}", {"values": values, "beta": 0.8})))


def epsilon() -> None:
    name, g = r"$\varepsilon$ inside the root to outside", GRADIENTS[:1, :1].expand(1, 3)
    eps_out = converted(name, v=0.1 * g[0, 0].item() ** 2)["eps_out"]
    inside = by_torch("ours.RMSprop(params, lr=lr, alpha=rho, eps=1e-2, eps_inside=True)", g)
    same(inside, by_torch("RMSprop(params, lr=lr, alpha=rho, eps=eps)", g, eps=eps_out))
    same(converted(name, v=0.0)["eps_out"], math.sqrt(SAMPLE["eps_in"]))


def decay() -> None:
    code = lines(rows("conversions")["L2 and decoupled decay"]["code"])
    same(by_lines(code), by_torch("SGD(params, lr=lr, weight_decay=wd)"))
    with_momentum = by_lines(["w = (1 - lr * wd) * w", *lines(rows("rules")["momentum (sum)"]["code"])])
    assert differ(with_momentum, by_torch("SGD(params, lr=lr, momentum=mu, weight_decay=wd)"))
    assert differ(by_torch("Adam(params, lr=lr, weight_decay=wd)"), by_torch("AdamW(params, lr=lr, weight_decay=wd)"))


def window() -> None:
    for beta, tolerance in ((0.9, 0.02), (0.99, 0.002), (0.999, 2e-4)):
        steps = round(converted("window of an average", beta=beta)["window"])
        w = torch.ones(1, dtype=torch.float64)
        w.grad = torch.ones(1, dtype=torch.float64)
        optimizer = torch.optim.Adam([w], betas=(beta, 0.999))
        optimizer.step()
        w.grad = torch.zeros(1, dtype=torch.float64)
        first = optimizer.state[w]["exp_avg"].item()
        for _ in range(steps):
            optimizer.step()
        same(first, 1 - beta)
        assert abs(optimizer.state[w]["exp_avg"].item() / first - 1 / math.e) < tolerance


def decay_over_a_run() -> None:
    w = torch.ones(1, dtype=torch.float64)
    w.grad = torch.zeros(1, dtype=torch.float64)
    optimizer = torch.optim.AdamW([w], lr=3e-2, weight_decay=0.2)
    scheduler = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, 400)
    rates = []
    for _ in range(400):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    left = converted("decay over a run", rates=rates, wd=0.2)["left"]
    assert 0.2 < left < 0.4  # about 6 × 0.2 in the exponent
    assert w.item() == pytest.approx(left, rel=5e-3)


def variance() -> None:
    generator = torch.Generator().manual_seed(0)
    for lr, c in ((0.05, 0.7), (0.6, 0.2)):
        found = converted("steady variance of SGD", lr=lr, c=c)
        w = torch.zeros(100_000, dtype=torch.float64)
        optimizer = torch.optim.SGD([w], lr=lr)
        for _ in range(150):
            noise = torch.randn(len(w), dtype=torch.float64, generator=generator)
            w.grad = found["h"] * w + math.sqrt(c) * noise
            optimizer.step()
        assert w.var().item() == pytest.approx(found["variance"], rel=0.02)


CHECKS: list[Callable[[], None]] = [
    average_to_sum, effective_rate, half_life, corrected_average, epsilon, decay, window, decay_over_a_run,
    variance,
]  # fmt: skip


def test_each_conversion_has_its_check() -> None:
    assert len(rows("conversions")) == len(CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_conversion_holds(check: Callable[[], None]) -> None:
    check()
