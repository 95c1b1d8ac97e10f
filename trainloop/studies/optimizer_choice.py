"""Which optimizer, when each may try the same learning rates? Seven of them on four problems.

``python -m trainloop.studies.optimizer_choice`` computes all of it in about two minutes on one core, and
writes `optimizer_choice.json` beside this file. Runs that were already made are kept in a folder of the
machine's temporary files meanwhile, so that a run that was stopped goes on where it was.

Each optimizer is PyTorch's with its defaults, but for the learning rate and what its name says: momentum
is SGD with momentum=0.9, which adds up gradients, Nesterov the same with nesterov=True, RMSProp has
alpha=0.99, AdamW weight_decay=0.01. Each gets the same 11 rates, half a decade apart, and the same 500
steps at a constant rate. With the same seed, of three, all start at the same point and see the same
batches. The problems:

- line: y = 2x + 3 + noise of standard deviation 0.2, fitted to 100 points from zero by batches of 16; the
  loss is the mean squared error. Logged is by how much it exceeds the smallest, over all points.
- ravine: ½ (x² + 100 y²), without noise, from a random place at distance 4.
- Rosenbrock: (1 − x)² + 100 (y − x²)², without noise, from (−1.2, 1), and for the other seeds from there
  plus Gaussian noise of standard deviation 0.1.
- digits: a multilayer perceptron, 64-64-10 with ReLU, from PyTorch's own weights; the mean cross-entropy
  over batches of 32 of the 1,348 digits learned from. Logged is the mean over all of these.

What favors whom: the ravine's axes are the coordinates, which methods that scale each coordinate by
itself can use; and its minimum is the origin, towards which weight decay pulls.

Chapter: choosing-an-optimizer.
"""

from collections.abc import Callable, Iterable
from functools import partial
from math import inf
from typing import NamedTuple

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, mse_loss

from trainloop.arguments import one_of, positive
from trainloop.data import line
from trainloop.studies import digits
from trainloop.studies.command import machine, options
from trainloop.studies.grid import evaluate
from trainloop.studies.tuned import best_rates
from trainloop.surfaces import Surface, ravine, rosenbrock

__all__ = ["GRID", "OPTIMIZERS", "SEEDS", "SETTINGS", "STEPS", "optimizer_run", "task", "train"]

OPTIMIZERS: dict[str, Callable[..., torch.optim.Optimizer]] = {
    "SGD": torch.optim.SGD,
    "momentum": partial(torch.optim.SGD, momentum=0.9),
    "Nesterov": partial(torch.optim.SGD, momentum=0.9, nesterov=True),
    "AdaGrad": torch.optim.Adagrad,
    "RMSProp": torch.optim.RMSprop,
    "Adam": torch.optim.Adam,
    "AdamW": torch.optim.AdamW,
}
SEEDS = (0, 1, 2)
STEPS, EVERY, SIZES = 500, 10, (64, 64, 10)
DIVERGED, SMALLEST = 1e6, 1e-30
SETTINGS = {
    "line": "y = 2x + 3 + noise of 0.2 at 100 points, from zero, batches of 16; loss: mean squared error over all "
    "points minus the smallest",
    "ravine": "½ (x² + 100 y²), from a random direction at distance 4",
    "Rosenbrock": "(1 − x)² + 100 (y − x²)², from (−1.2, 1), for the other seeds plus noise of 0.1",
    "digits": f"{digits.DATA}; network 64-64-10, ReLU, float32; batches of 32; loss: mean cross-entropy over all "
    "digits learned from",
    "optimizers": "PyTorch's defaults; momentum and Nesterov: SGD with 0.9; RMSProp: alpha 0.99; "
    "AdamW: weight decay 0.01",
    "steps": STEPS,
    "schedule": "constant",
    "seeds": list(SEEDS),
    "loss curve": "median, lowest and highest of the seeds, at each point by itself",
    "diverged": f"infinite from where the loss is not finite or over {DIVERGED:,.0f} times that at the start",
    "smallest": f"a loss below {SMALLEST:g}, 0 too, is kept as {SMALLEST:g}",
}


class Task(NamedTuple):
    """What one run minimizes, at its start.

    Attributes:
        parameters: what is optimized.
        batches: one for each step, what `loss` is called with.
        loss: of a batch, whose gradient a step takes; shape ().
        logged: the loss that is logged; shape ().
    """

    parameters: list[Tensor]
    batches: Iterable[tuple[Tensor, ...]]
    loss: Callable[..., Tensor]
    logged: Callable[[], Tensor]


def optimizer_run(problem: str, optimizer: str, lr: float) -> dict[str, list[float]]:
    """Return the loss of one setting every EVERY steps: its median, lowest and highest over the seeds.

    Args:
        problem: one of GRID["problem"].
        optimizer: one of GRID["optimizer"].
        lr: the learning rate, above 0.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.
    """
    rows = torch.stack([train(task(problem, seed), optimizer, lr) for seed in SEEDS])
    return {
        "loss": rows.median(0).values.tolist(),
        "loss, lowest": rows.amin(0).tolist(),
        "loss, highest": rows.amax(0).tolist(),
    }


def train(given: Task, optimizer: str | Callable[..., torch.optim.Optimizer], lr: float) -> Tensor:
    """Minimize, and return what is logged: float64, shape (STEPS / EVERY,); infinite once it diverged.

    Args:
        given: what `task` returns, used once.
        optimizer: one of GRID["optimizer"], or a class of your own, called with parameters and `lr`.
        lr: the learning rate, above 0.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.
    """
    make = OPTIMIZERS[one_of("optimizer", optimizer, OPTIMIZERS)] if isinstance(optimizer, str) else optimizer
    rule = make(given.parameters, lr=positive("lr", lr))
    losses = torch.full((STEPS // EVERY,), inf, dtype=torch.float64)
    limit = DIVERGED * _logged(given)
    for step, batch in enumerate(given.batches, start=1):
        loss = given.loss(*batch)
        rule.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        rule.step()
        if step % EVERY == 0:
            now = _logged(given)
            if not now <= limit:  # which NaN isn't either
                break
            losses[step // EVERY - 1] = max(now, SMALLEST)
    return losses


def task(problem: str, seed: int) -> Task:
    """Return a problem with the start and the batches of a seed.

    Raises:
        ValueError: there is no such problem; the message lists them.
    """
    return PROBLEMS[one_of("problem", problem, PROBLEMS)](seed)


def _line(seed: int) -> Task:
    data = line(n=100, slope=2, intercept=3, noise=0.2, seed=42)
    columns = torch.stack([data.x, torch.ones_like(data.x)], dim=1)
    best: Tensor = torch.linalg.lstsq(columns, data.y).solution
    w = torch.zeros(2, dtype=torch.float64, requires_grad=True)

    def excess() -> Tensor:
        # Least squares leaves errors at right angles to the columns, so this is the difference of the
        # two mean squared errors, without what subtracting one from the other would round away.
        return (columns @ (w - best)).square().mean()

    batches = digits.batches((columns, data.y), seed, size=16, steps=STEPS)
    return Task([w], batches, lambda inputs, y: mse_loss(inputs @ w, y), excess)


def _ravine(seed: int) -> Task:
    direction = _normal(seed)
    return _on(ravine(100), 4 * direction / direction.norm())


def _rosenbrock(seed: int) -> Task:
    surface = rosenbrock()
    start = torch.tensor(surface.start, dtype=torch.float64)
    return _on(surface, start + 0.1 * _normal(seed) if seed else start)


def _on(surface: Surface, start: Tensor) -> Task:
    w = start.requires_grad_()
    return Task([w], [()] * STEPS, lambda: surface.loss(w), lambda: surface.loss(w))


def _digits(seed: int) -> Task:
    return _learning(digits.network(SIZES, seed), seed)


def _learning(model: nn.Module, seed: int) -> Task:
    learn, _ = digits.parts()

    def loss(inputs: Tensor, labels: Tensor) -> Tensor:
        return cross_entropy(model(inputs), labels)

    batches = digits.batches(learn, seed, size=32, steps=STEPS)
    return Task(list(model.parameters()), batches, loss, lambda: loss(*learn))


def _test_accuracy(optimizer: str, lr: float, seed: int) -> float:
    """The share of the held-out digits that the network names rightly after a run."""
    model = digits.network(SIZES, seed)
    train(_learning(model, seed), optimizer, lr)
    return digits.accuracy(model, digits.parts()[1])


@torch.no_grad()
def _logged(given: Task) -> float:
    return given.logged().item()


def _normal(seed: int) -> Tensor:
    return torch.randn(2, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


PROBLEMS: dict[str, Callable[[int], Task]] = {
    "line": _line,
    "ravine": _ravine,
    "Rosenbrock": _rosenbrock,
    "digits": _digits,
}
GRID: dict[str, list[float | str]] = {
    "problem": list(PROBLEMS),
    "optimizer": list(OPTIMIZERS),
    "lr": [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0],
}


def main() -> None:
    """Compute the whole grid and, at the best rates, the test accuracy; write the file."""
    given = options(__file__)
    x = list(range(EVERY, STEPS + 1, EVERY))
    about = {**SETTINGS, **machine()}
    results = evaluate(optimizer_run, GRID, x=x, about=about, partial=given.partial, progress=True)
    results.about["test accuracy at the end"] = {
        name: [round(_test_accuracy(name, best.lr, seed), 4) for seed in SEEDS]
        for name, best in best_rates(results)["digits"].items()
    }
    results.save(given.to)


if __name__ == "__main__":
    main()
