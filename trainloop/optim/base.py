"""What all optimizers share, so that each file is left with its own formula."""

from abc import abstractmethod
from collections.abc import Callable
from typing import Any, overload

import torch
from torch import Tensor
from torch.optim.optimizer import ParamsT

from trainloop.arguments import non_negative

__all__ = ["Optimizer", "ParamsT"]

Group = dict[str, Any]
State = dict[str, Any]


class Optimizer(torch.optim.Optimizer):
    """Walks through the parameters; a subclass says in `update` what happens to one of them."""

    @abstractmethod
    def update(self, w: Tensor, g: Tensor, state: State, group: Group) -> None:
        """Move one parameter tensor, in place.

        Args:
            w: a parameter tensor, of any shape.
            g: the gradient there, of the same shape; not to be changed, it may be `w.grad` itself.
            state: what the optimizer remembers about `w`; empty before the first step.
            group: the settings, such as `lr`.
        """

    def decay(self, w: Tensor, g: Tensor, group: Group) -> Tensor:
        """Return the gradient of the loss plus weight_decay / 2 times the square of w (L2)."""
        return g.add(w, alpha=group["weight_decay"])

    def check(self, group: Group) -> None:
        """Raise ValueError or TypeError if a setting of this group isn't allowed."""
        non_negative("lr", group["lr"])
        non_negative("weight_decay", group["weight_decay"])

    def add_param_group(self, param_group: Group) -> None:
        """Add parameters with settings of their own; torch calls this for the first ones too."""
        self.check({**self.defaults, **param_group})
        super().add_param_group(param_group)

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore a checkpoint; one of torch's lacks the switches that only this package has."""
        super().__setstate__(state)
        for group in self.param_groups:
            for name, value in self.defaults.items():
                group.setdefault(name, value)

    @overload
    def step(self, closure: None = None) -> None: ...
    @overload
    def step(self, closure: Callable[[], float]) -> float: ...

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:
        """Take one step with the gradients that stand in `.grad`; a parameter without one stays.

        Args:
            closure: clears the gradients, computes the loss and its gradients, returns the loss.

        Returns:
            What the closure returned, else None.
        """
        loss = None
        if closure is not None:
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for w in group["params"]:
                g = w.grad
                if g is None:
                    continue
                if g.is_sparse:
                    raise TypeError("a gradient must be dense, not sparse: see torch.optim")
                if group["weight_decay"]:
                    g = self.decay(w, g, group)
                self.update(w, g, self.state[w], group)
        return loss
