"""Computes the exercises' expected numbers and writes them to ``trainloop/exercises/expected``.

``python -m tests.practice.record`` writes; ``test_expected.py`` computes them again and compares.
Nothing here uses the exercises' own references: the numbers come from PyTorch, pandas,
scikit-learn and definitions.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import torch
from sklearn.preprocessing import StandardScaler
from torch import Tensor

import trainloop.exercises
from trainloop.exercises.blanks import adam as adam_blanks
from trainloop.exercises.blanks import exponentially_weighted_averages as ewa_blanks
from trainloop.exercises.blanks import linear_regression as line_blanks
from trainloop.exercises.task import Arguments, find_task, known_tasks

EXPECTED = Path(trainloop.exercises.__file__).parent / "expected"


def mse_gradients(x: Sequence[float], y: Sequence[float], w: float, b: float) -> list[float]:
    """From autograd."""
    w_, b_ = _scalar(w), _scalar(b)
    loss = torch.nn.functional.mse_loss(w_ * _vector(x) + b_, _vector(y))
    return [gradient.item() for gradient in torch.autograd.grad(loss, (w_, b_))]


def largest_stable_rate(x: Sequence[float]) -> list[float]:
    """From the eigenvalues of autograd's Hessian."""
    values = _vector(x)

    def loss(theta: Tensor) -> Tensor:
        return torch.mean((theta[0] * values + theta[1]) ** 2)

    hessian: Tensor = torch.autograd.functional.hessian(loss, _vector([0.0, 0.0]))
    return [2 / torch.linalg.eigvalsh(hessian)[-1].item()]


def standardize(x: Sequence[float]) -> list[float]:
    """From scikit-learn."""
    scaled: list[float] = StandardScaler().fit_transform(np.asarray(x)[:, None])[:, 0].tolist()
    return scaled


def ewa(values: Sequence[float], beta: float) -> list[float]:
    """From pandas: started at 0 means a 0 put before the values."""
    averages = pd.Series([0.0, *values]).ewm(alpha=1 - beta, adjust=False).mean()
    return [float(average) for average in averages[1:]]


def beta_for_half_life(half_life: float) -> list[float]:
    """From pandas: the weight of the older of two values, one step apart."""
    weight = pd.Series([1.0, 0.0]).ewm(halflife=half_life, adjust=False).mean().iloc[-1]
    return [float(weight)]


def adam_step(
    param: float,
    grad: float,
    m: float,
    v: float,
    t: int,
    lr: float,
    beta1: float,
    beta2: float,
    eps: float,
) -> list[float]:
    """From torch.optim.Adam, put into the state before the step."""
    weight = _scalar(param)
    optimizer = torch.optim.Adam([weight], lr=lr, betas=(beta1, beta2), eps=eps)
    optimizer.state[weight] = {
        "step": torch.tensor(float(t - 1)),
        "exp_avg": _scalar(m).detach(),
        "exp_avg_sq": _scalar(v).detach(),
    }
    weight.grad = _scalar(grad).detach()
    optimizer.step()
    state = optimizer.state[weight]
    return [weight.item(), state["exp_avg"].item(), state["exp_avg_sq"].item()]


SOURCES: Mapping[str, Callable[..., list[float]]] = {
    function.__name__: function
    for function in (
        mse_gradients,
        largest_stable_rate,
        standardize,
        ewa,
        beta_for_half_life,
        adam_step,
    )
}


def line_blank_values() -> dict[str, float]:
    """Both parameters after two steps of torch.optim.SGD."""
    w, b = _scalar(0.0), _scalar(0.0)
    optimizer = torch.optim.SGD([w, b], lr=line_blanks.LR)
    for _ in range(2):
        optimizer.zero_grad()
        prediction = w * _vector(line_blanks.X) + b
        torch.nn.functional.mse_loss(prediction, _vector(line_blanks.Y)).backward()
        optimizer.step()
    return {"w_2": w.item(), "b_2": b.item()}


def ewa_blank_values() -> dict[str, float]:
    """The third average, and how much it changes with the first value, from pandas."""
    values, beta = list(ewa_blanks.VALUES), ewa_blanks.BETA
    first_alone = [1.0] + [0.0] * (len(values) - 1)
    return {"m_3": ewa(values, beta)[2], "share": ewa(first_alone, beta)[2]}


def adam_blank_values() -> dict[str, float]:
    """The average m and w after two steps of torch.optim.Adam on w²."""
    w = _scalar(adam_blanks.START)
    betas = (adam_blanks.BETA1, adam_blanks.BETA2)
    optimizer = torch.optim.Adam([w], lr=adam_blanks.LR, betas=betas, eps=adam_blanks.EPS)
    for _ in range(2):
        optimizer.zero_grad()
        (w**2).backward()
        optimizer.step()
    return {"m_2": optimizer.state[w]["exp_avg"].item(), "w_2": w.item()}


def recordings() -> dict[str, dict[str, Any]]:
    """The content of every file in ``expected``, by its name."""
    content: dict[str, dict[str, Any]] = {}
    for name in known_tasks():
        task = find_task(name)
        assert task is not None
        content[name] = {"cases": [_numbers(name, case) for case in task.cases]}
    content["blanks"] = {
        "chapters": {
            "adam": adam_blank_values(),
            "exponentially-weighted-averages": ewa_blank_values(),
            "linear-regression": line_blank_values(),
        }
    }
    return content


def _numbers(name: str, case: Arguments) -> list[float]:
    return SOURCES[name](**case)


def _vector(values: Sequence[float]) -> Tensor:
    return torch.tensor(values, dtype=torch.float64)


def _scalar(value: float) -> Tensor:
    return torch.tensor(value, dtype=torch.float64, requires_grad=True)


def main() -> None:
    """Write every file."""
    for name, content in recordings().items():
        text = json.dumps(content, indent=2, ensure_ascii=False)
        (EXPECTED / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
