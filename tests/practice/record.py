"""Computes the exercises' expected numbers and writes them to ``trainloop/exercises/expected``.

``python -m tests.practice.record`` writes; ``test_expected.py`` computes them again and compares.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import torch

import trainloop.exercises
from tests.practice import sources
from tests.practice.sources import scalar, vector
from trainloop.exercises.blanks import adam as adam_blanks
from trainloop.exercises.blanks import exponentially_weighted_averages as ewa_blanks
from trainloop.exercises.blanks import linear_regression as line_blanks
from trainloop.exercises.task import find_task, known_tasks

EXPECTED = Path(trainloop.exercises.__file__).parent / "expected"


def line_blank_values() -> dict[str, float]:
    """Both parameters after two steps of torch.optim.SGD."""
    w, b = scalar(0.0), scalar(0.0)
    optimizer = torch.optim.SGD([w, b], lr=line_blanks.LR)
    for _ in range(2):
        optimizer.zero_grad()
        prediction = w * vector(line_blanks.X) + b
        torch.nn.functional.mse_loss(prediction, vector(line_blanks.Y)).backward()
        optimizer.step()
    return {"w_2": w.item(), "b_2": b.item()}


def ewa_blank_values() -> dict[str, float]:
    """The third average, and how much it changes with the first value, from pandas."""
    values, beta = list(ewa_blanks.VALUES), ewa_blanks.BETA
    first_alone = [1.0] + [0.0] * (len(values) - 1)
    return {"m_3": sources.ewa(values, beta)[2], "share": sources.ewa(first_alone, beta)[2]}


def adam_blank_values() -> dict[str, float]:
    """The average m and w after two steps of torch.optim.Adam on w²."""
    w = scalar(adam_blanks.START)
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
        content[name] = {"cases": [getattr(sources, name)(**case) for case in task.cases]}
    content["blanks"] = {
        "chapters": {
            "adam": adam_blank_values(),
            "exponentially-weighted-averages": ewa_blank_values(),
            "linear-regression": line_blank_values(),
        }
    }
    return content


def main() -> None:
    """Write every file."""
    for name, content in recordings().items():
        text = json.dumps(content, indent=2, ensure_ascii=False)
        (EXPECTED / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
