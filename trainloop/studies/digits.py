"""What the studies on the digits share: the data, a network, its batches, and how often it is right.

Chapters: learning-rate-schedules, choosing-an-optimizer.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import torch
from torch import Tensor, nn

from trainloop.data import Labelled, digits, split

__all__ = ["DATA", "accuracy", "batches", "network", "parts"]

DATA = "digits of scikit-learn: 1,348 to learn from, 449 held out (split with seed 0)"


@cache
def parts() -> tuple[Labelled, Labelled]:
    """Return the digits to learn from and those held out, float32."""
    return split(digits(dtype=torch.float32), holdout=0.25, seed=0)


def network(sizes: Sequence[int], seed: int) -> nn.Sequential:
    """Return a multilayer perceptron with ReLU and PyTorch's own weights of a seed.

    Args:
        sizes: of its layers, from the inputs to the classes.
        seed: of its weights.
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        layers = [layer for a, b in pairwise(sizes) for layer in (nn.Linear(a, b, dtype=torch.float32), nn.ReLU())]
    return nn.Sequential(*layers[:-1])  # no ReLU after the last


def batches(data: tuple[Tensor, Tensor], seed: int, *, size: int, steps: int) -> Iterator[tuple[Tensor, Tensor]]:
    """Yield batches of inputs and targets, shuffled anew each epoch in the order of the seed.

    Args:
        data: inputs and targets, shape (n, …) each.
        seed: of the order.
        size: of a batch, at most n.
        steps: how many batches.
    """
    inputs, targets = data
    generator = torch.Generator().manual_seed(seed)
    order = torch.empty(0, dtype=torch.int64)
    for _ in range(steps):
        if len(order) < size:  # a last, smaller batch would be noisier than the others
            order = torch.randperm(len(targets), generator=generator)
        chosen, order = order[:size], order[size:]
        yield inputs[chosen], targets[chosen]


@torch.no_grad()
def accuracy(model: nn.Module, data: Labelled) -> float:
    """Return the share of digits that the model names rightly."""
    return float((model(data.inputs).argmax(1) == data.labels).float().mean())
