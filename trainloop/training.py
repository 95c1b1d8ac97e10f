"""The training loop, with a history: the five lines of the book and what surrounds them."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import torch
from torch import Tensor, nn
from tqdm import tqdm

from trainloop.arguments import boolean, integer, one_of

__all__ = ["Batches", "Callback", "History", "Scheduler", "evaluate", "fit"]

Batches = Iterable[tuple[Tensor, Tensor]]
LossFunction = Callable[[Tensor, Tensor], Tensor]


class Scheduler(Protocol):
    """What `fit` asks of a scheduler; those of `torch.optim.lr_scheduler` have it."""

    def step(self) -> None:
        """Set the learning rates of the next step."""


@dataclass
class History:
    """What happened in a run.

    Attributes:
        step_loss: each batch's loss before its update; one entry a step.
        learning_rate: the first group's α of that update; one entry a step.
        train_loss: mean loss per example over an epoch, while the parameters were moving.
        validation_loss: mean loss per example after each epoch; empty without validation.
    """

    step_loss: list[float] = field(default_factory=list)
    learning_rate: list[float] = field(default_factory=list)
    train_loss: list[float] = field(default_factory=list)
    validation_loss: list[float] = field(default_factory=list)


Callback = Callable[[int, History], bool | None]
"""Called after each epoch with its number, from 1, and the history; returning True stops."""


def fit(
    model: nn.Module,
    loss_fn: LossFunction,
    optimizer: torch.optim.Optimizer,
    batches: Batches,
    *,
    epochs: int,
    validation: Batches | None = None,
    callbacks: Iterable[Callback] = (),
    scheduler: Scheduler | None = None,
    scheduler_every: Literal["step", "epoch"] = "step",
    progress: bool | None = None,
) -> History:
    """Train a model in place, and return what happened.

    Args:
        model: from inputs, shape (B, …), to predictions.
        loss_fn: from predictions and targets to their mean loss, shape ().
        optimizer: holds the model's parameters.
        batches: pairs of inputs and targets, gone through once an epoch: a DataLoader or a list.
        epochs: at least 1.
        validation: pairs of the same kind, to measure the loss on after each epoch.
        callbacks: see `Callback`.
        scheduler: changes the learning rate after each step, or after each epoch.
        scheduler_every: "step", as the book's schedules count, or "epoch".
        progress: a progress bar or none; None shows one where somebody is watching.

    Raises:
        ValueError: no epochs, no batches, or a word that is not allowed.
        TypeError: `batches` can be gone through only once.

    Chapters: what-is-a-training-loop, complete-pipeline.
    """
    epochs, callbacks = integer("epochs", epochs, minimum=1), tuple(callbacks)
    one_of("scheduler_every", scheduler_every, ("step", "epoch"))
    _check_repeatable("batches", batches)
    if validation is not None:
        _check_repeatable("validation", validation)
    history = History()
    per_step = scheduler if scheduler_every == "step" else None
    with _bar(epochs, progress) as bar:
        for epoch in range(1, epochs + 1):
            loss = _train_epoch(model, loss_fn, optimizer, batches, per_step, history)
            history.train_loss.append(loss)
            if validation is not None:
                history.validation_loss.append(evaluate(model, loss_fn, validation))
            if scheduler is not None and scheduler_every == "epoch":
                scheduler.step()
            bar.set_postfix(loss=f"{loss:.4g}", refresh=False)
            bar.update()
            stops = [callback(epoch, history) is True for callback in callbacks]  # all are called
            if any(stops):
                break
    return history


@torch.no_grad()
def evaluate(model: nn.Module, loss_fn: LossFunction, batches: Batches) -> float:
    """Return the mean loss per example, with the model in evaluation mode meanwhile.

    Arguments as for `fit`.

    Raises:
        ValueError: there are no batches.
    """
    was_training = model.training
    model.eval()
    mean = _Mean()
    for inputs, targets in batches:
        mean.add(loss_fn(model(inputs), targets).item(), len(targets))
    model.train(was_training)
    return mean.value()


def _train_epoch(
    model: nn.Module,
    loss_fn: LossFunction,
    optimizer: torch.optim.Optimizer,
    batches: Batches,
    scheduler: Scheduler | None,
    history: History,
) -> float:
    model.train()
    mean = _Mean()
    for inputs, targets in batches:
        optimizer.zero_grad()
        loss = loss_fn(model(inputs), targets)
        loss.backward()  # type: ignore[no-untyped-call]
        history.learning_rate.append(float(optimizer.param_groups[0]["lr"]))
        optimizer.step()
        if scheduler is not None:
            scheduler.step()
        history.step_loss.append(loss.item())
        mean.add(loss.item(), len(targets))
    return mean.value()


class _Mean:
    """A mean per example: a last batch that is smaller counts for less."""

    def __init__(self) -> None:
        self.total, self.count = 0.0, 0

    def add(self, value: float, count: int) -> None:
        self.total += value * count
        self.count += count

    def value(self) -> float:
        if self.count == 0:
            raise ValueError("batches must not be empty")
        return self.total / self.count


def _check_repeatable(name: str, batches: Batches) -> None:
    if isinstance(batches, Iterator):
        raise TypeError(f"{name} must be a list, a DataLoader or the like, not an iterator")


def _bar(epochs: int, progress: bool | None) -> "tqdm[Any]":
    # Plain tqdm writes text; tqdm.auto would leave a dead widget in an executed notebook.
    shown = watched() if progress is None else boolean("progress", progress)
    return tqdm(total=epochs, disable=not shown, unit="epoch", file=sys.stderr)


def watched() -> bool:
    """Return whether somebody sees the output now: in a terminal or in a notebook that is open."""
    if sys.stderr.isatty():
        return True
    # A kernel's output is no terminal. These front ends say that they are there; what executes a
    # notebook in the background, such as nbclient, says nothing.
    return "ipykernel" in sys.modules and any(
        name in os.environ for name in ("JPY_SESSION_NAME", "COLAB_RELEASE_TAG", "VSCODE_PID")
    )
