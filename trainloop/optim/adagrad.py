"""AdaGrad: every parameter gets a rate of its own, which only falls."""

import torch
from torch import Tensor

from trainloop.arguments import non_negative
from trainloop.optim.base import Group, Optimizer, ParamsT, State

__all__ = ["Adagrad"]


class Adagrad(Optimizer):
    """w ← w − α g / (√s + ε), where s is the *sum* of all squared gradients so far.

    Args:
        params: tensors to optimize, or dicts that give groups of them their own settings.
        lr: the learning rate α, at least 0.
        lr_decay: α is divided by 1 + (t − 1) lr_decay in step t.
        weight_decay: added to the gradient, times w (L2).
        initial_accumulator_value: what s starts from, at least 0.
        eps: ε, at least 0; keeps the step finite where every gradient was 0.

    Raises:
        ValueError, TypeError: a setting is not allowed; the message names it.

    Source: Duchi, Hazan and Singer (2011), https://jmlr.org/papers/v12/duchi11a.html.
    Chapter: adagrad-and-rmsprop.
    """

    def __init__(
        self,
        params: ParamsT,
        lr: float = 1e-2,
        lr_decay: float = 0,
        weight_decay: float = 0,
        initial_accumulator_value: float = 0,
        eps: float = 1e-10,
    ) -> None:
        settings = {
            "lr": lr,
            "lr_decay": lr_decay,
            "weight_decay": weight_decay,
            "initial_accumulator_value": initial_accumulator_value,
            "eps": eps,
        }
        super().__init__(params, settings)

    def check(self, group: Group) -> None:
        """Raise ValueError or TypeError if a setting of this group isn't allowed."""
        super().check(group)
        for name in ("lr_decay", "initial_accumulator_value", "eps"):
            non_negative(name, group[name])

    def update(self, w: Tensor, g: Tensor, state: State, group: Group) -> None:
        """Divide the gradient by the root of the sum of its squares so far."""
        if not state:
            state["step"] = 0
            state["sum"] = torch.full_like(w, group["initial_accumulator_value"])
        s = state["sum"]
        t = state["step"] = int(state["step"]) + 1  # a checkpoint of torch's holds a tensor here

        alpha = group["lr"] / (1 + (t - 1) * group["lr_decay"])
        s.addcmul_(g, g)  # s ← s + g²
        w.addcdiv_(g, s.sqrt().add_(group["eps"]), value=-alpha)  # w ← w − αg / (√s + ε)
