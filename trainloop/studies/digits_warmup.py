"""Does warm-up help? A network on the digits, over learning rates, warm-up lengths, optimizers and starts.

``python -m trainloop.studies.digits_warmup`` computes all of it in about four minutes on one core, and
writes `digits_warmup.json` beside this file. Runs that were already made are kept in a folder of the
machine's temporary files meanwhile, so that a run that was stopped goes on where it was.

A multilayer perceptron, 64-128-128-128-10 with ReLU; the mean cross-entropy over batches of 64 of the
1,348 digits learned from; 400 steps, at a constant rate after a warm-up on a line. Every setting sees
the same batches, once for each of five seeds, and starts from the same weights: PyTorch's own, which
begin in a flat place, or the same with all weights but the biases four times as large, in a steep one
(compare Kalra and Barkeshli, 2024, https://arxiv.org/abs/2406.09405).

Chapter: learning-rate-schedules.
"""

from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from trainloop.schedules import lambda_lr
from trainloop.studies import digits
from trainloop.studies.command import machine, options
from trainloop.studies.grid import evaluate

__all__ = ["GRID", "STEPS", "digits_run"]

GRID: dict[str, list[float | str]] = {
    "lr": [0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 1.0],
    "warmup": [0, 10, 50, 200],
    "start": ["PyTorch's own", "4 times as large"],
    "optimizer": ["SGD with momentum 0.9", "Adam"],
}
SEEDS = (0, 1, 2, 3, 4)
STEPS, EVERY, BATCH, WIDTH = 400, 5, 64, 128
FACTORS = {"PyTorch's own": 1.0, "4 times as large": 4.0}
SETTINGS = {
    "data": digits.DATA,
    "network": "64-128-128-128-10, ReLU",
    "loss": "mean cross-entropy",
    "batch": BATCH,
    "steps": STEPS,
    "schedule": "a line up to the learning rate over the warm-up, then constant",
    "seeds": list(SEEDS),
    "loss curve": f"mean over the {EVERY} steps up to each point, then over the seeds",
}


class Run(NamedTuple):
    """One training run: shape (STEPS / EVERY,) each."""

    loss: Tensor
    accuracy: Tensor


def digits_run(lr: float, warmup: int, start: str, optimizer: str) -> dict[str, list[float]]:
    """Return the training loss and test accuracy of one setting: their mean and range over the seeds.

    Args:
        lr: the learning rate after the warm-up.
        warmup: its length in steps, from 0.
        start: one of GRID["start"]: how large the initial weights are.
        optimizer: one of GRID["optimizer"].
    """
    runs = [train(lr, warmup, start, optimizer, seed) for seed in SEEDS]
    curves = {}
    for name, part in (("training loss", "loss"), ("test accuracy", "accuracy")):
        rows = torch.stack([getattr(run, part) for run in runs])
        curves[name] = rows.mean(0).tolist()
        curves[f"{name}, lowest"] = rows.amin(0).tolist()
        curves[f"{name}, highest"] = rows.amax(0).tolist()
    return curves


def train(lr: float, warmup: int, start: str, optimizer: str, seed: int) -> Run:
    """Return one run: the loss as mean over each EVERY steps, the accuracy after them."""
    learn, test = digits.parts()
    model = network(seed, FACTORS[start])
    rule = _optimizer(optimizer, model, lr)
    scheduler = lambda_lr(rule, ramp, warmup=warmup)
    losses, accuracies = torch.zeros(STEPS), []
    for step, (inputs, labels) in enumerate(digits.batches(learn, seed, size=BATCH, steps=STEPS)):
        loss = cross_entropy(model(inputs), labels)
        rule.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        rule.step()
        scheduler.step()
        losses[step] = loss.detach()
        if (step + 1) % EVERY == 0:
            accuracies.append(digits.accuracy(model, test))
    return Run(losses.view(-1, EVERY).mean(1), torch.tensor(accuracies))


def ramp(step: int, *, lr: float, warmup: int) -> float:
    """Return `warmup` rates on a line up to lr, then lr, as in `trainloop.schedules.warmup_cosine`."""
    return lr * min(1.0, (step + 1) / warmup) if warmup else lr


def network(seed: int, factor: float = 1.0) -> nn.Sequential:
    """Return the network with the weights of a seed, multiplied; the biases are left as they are."""
    model = digits.network((64, WIDTH, WIDTH, WIDTH, 10), seed)
    with torch.no_grad():
        for layer in model.children():
            if isinstance(layer, nn.Linear):
                layer.weight.mul_(factor)
    return model


def _optimizer(name: str, model: nn.Module, lr: float) -> torch.optim.Optimizer:
    if name == "Adam":
        return torch.optim.Adam(model.parameters(), lr=lr)
    return torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)


def main() -> None:
    """Compute the whole grid and write the file."""
    given = options(__file__)
    about = {**SETTINGS, **machine()}
    x = list(range(EVERY, STEPS + 1, EVERY))
    results = evaluate(digits_run, GRID, x=x, about=about, partial=given.partial, progress=True)
    results.save(given.to)


if __name__ == "__main__":
    main()
