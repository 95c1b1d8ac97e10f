"""A step of each optimizer against PyTorch's own loop, on a hundred tensors."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

import torch

from benchmarks.table import Row, at_most
from trainloop import optim

TENSORS, LENGTH = 100, 1_000
WARM, BLOCKS, STEPS = 20, 30, 20
BAR = 1.5
PAIRS = {
    "SGD": (optim.SGD, torch.optim.SGD, {"lr": 1e-3}),
    "SGD, momentum": (optim.SGD, torch.optim.SGD, {"lr": 1e-3, "momentum": 0.9}),
    "SGD, Nesterov": (optim.SGD, torch.optim.SGD, {"lr": 1e-3, "momentum": 0.9, "nesterov": True}),
    "Adagrad": (optim.Adagrad, torch.optim.Adagrad, {"lr": 1e-2}),
    "RMSprop": (optim.RMSprop, torch.optim.RMSprop, {"lr": 1e-2}),
    "Adam": (optim.Adam, torch.optim.Adam, {"lr": 1e-3}),
    "Adam, AMSGrad": (optim.Adam, torch.optim.Adam, {"lr": 1e-3, "amsgrad": True}),
    "AdamW": (optim.AdamW, torch.optim.AdamW, {"lr": 1e-3}),
}


def parameters() -> list[torch.Tensor]:
    """Fresh parameters with gradients, the same each time."""
    generator = torch.Generator().manual_seed(0)
    found = []
    for _ in range(TENSORS):
        tensor = torch.randn(LENGTH, generator=generator).requires_grad_()
        tensor.grad = torch.randn(LENGTH, generator=generator)
        found.append(tensor)
    return found


def seconds(optimizer: torch.optim.Optimizer, steps: int) -> float:
    """Time of one step, averaged over `steps`."""
    start = time.perf_counter()
    for _ in range(steps):
        optimizer.step()
    return (time.perf_counter() - start) / steps


def rows() -> Iterator[Row]:
    """A row an optimizer; the two take turns, so that a busy moment hits both."""
    torch.set_num_threads(1)
    for name, (ours, theirs, options) in PAIRS.items():
        mine = ours(parameters(), **options)
        torchs = theirs(parameters(), foreach=False, **options)
        seconds(mine, WARM), seconds(torchs, WARM)
        ratio = median(seconds(mine, STEPS) / seconds(torchs, STEPS) for _ in range(BLOCKS))
        yield at_most(f"{name}: step ÷ torch.optim (foreach=False), {TENSORS} tensors", ratio, BAR, "×", digits=2)
