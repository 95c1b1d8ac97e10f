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

import argparse
import platform
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from trainloop.data import Labelled, digits, split
from trainloop.schedules import lambda_lr
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
    "data": "digits of scikit-learn: 1,348 to learn from, 449 held out (split with seed 0)",
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
    learn, test = _data()
    model = network(seed, FACTORS[start])
    rule = _optimizer(optimizer, model, lr)
    scheduler = lambda_lr(rule, ramp, warmup=warmup)
    losses, accuracies = torch.zeros(STEPS), []
    for step, (inputs, labels) in enumerate(batches(learn, seed)):
        loss = cross_entropy(model(inputs), labels)
        rule.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        rule.step()
        scheduler.step()
        losses[step] = loss.detach()
        if (step + 1) % EVERY == 0:
            accuracies.append(accuracy(model, test))
    return Run(losses.view(-1, EVERY).mean(1), torch.tensor(accuracies))


def ramp(step: int, *, lr: float, warmup: int) -> float:
    """Return `warmup` rates on a line up to lr, then lr, as in `trainloop.schedules.warmup_cosine`."""
    return lr * min(1.0, (step + 1) / warmup) if warmup else lr


def network(seed: int, factor: float = 1.0) -> nn.Sequential:
    """Return the network with the weights of a seed, multiplied; the biases are left as they are."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        sizes = (64, WIDTH, WIDTH, WIDTH)
        hidden = [layer for a, b in pairwise(sizes) for layer in (nn.Linear(a, b), nn.ReLU())]
        model = nn.Sequential(*hidden, nn.Linear(WIDTH, 10))
    with torch.no_grad():
        for layer in model.children():
            if isinstance(layer, nn.Linear):
                layer.weight.mul_(factor)
    return model


def batches(data: Labelled, seed: int) -> Iterator[tuple[Tensor, Tensor]]:
    """Yield STEPS batches, shuffled anew each epoch in the order of the seed."""
    generator = torch.Generator().manual_seed(seed)
    order = torch.empty(0, dtype=torch.int64)
    for _ in range(STEPS):
        if len(order) < BATCH:  # a last, smaller batch would be noisier than the others
            order = torch.randperm(len(data.labels), generator=generator)
        chosen, order = order[:BATCH], order[BATCH:]
        yield data.inputs[chosen], data.labels[chosen]


@torch.no_grad()
def accuracy(model: nn.Module, data: Labelled) -> float:
    """Return the share of digits that the model names rightly."""
    return float((model(data.inputs).argmax(1) == data.labels).float().mean())


def _optimizer(name: str, model: nn.Module, lr: float) -> torch.optim.Optimizer:
    if name == "Adam":
        return torch.optim.Adam(model.parameters(), lr=lr)
    return torch.optim.SGD(model.parameters(), lr=lr, momentum=0.9)


@cache
def _data() -> tuple[Labelled, Labelled]:
    return split(digits(dtype=torch.float32), holdout=0.25, seed=0)


def main() -> None:
    """Compute the whole grid and write the file."""
    parser = argparse.ArgumentParser(description="Compute the study and write its file.")
    parser.add_argument("--to", type=Path, default=Path(__file__).with_suffix(".json"))
    parser.add_argument("--partial", type=Path, default=Path(tempfile.gettempdir(), "trainloop-digits-warmup"))
    given = parser.parse_args()
    torch.set_num_threads(1)  # the same sums in the same order on any machine of this kind
    about = {**SETTINGS, "torch": torch.__version__.split("+")[0], "machine": platform.machine()}
    x = list(range(EVERY, STEPS + 1, EVERY))
    results = evaluate(digits_run, GRID, x=x, about=about, partial=given.partial, progress=True)
    results.save(given.to)


if __name__ == "__main__":
    main()
