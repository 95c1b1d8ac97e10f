"""AdamW: Adam whose weight decay goes past the averages, straight to the parameters."""

from torch import Tensor

from trainloop.optim.adam import Adam
from trainloop.optim.base import Group, ParamsT

__all__ = ["AdamW"]


class AdamW(Adam):
    """w ← (1 − α λ) w, then Adam's step with the gradient of the loss alone.

    In Adam, decay that comes through the gradient is divided by √v̂ like the rest of it, so its
    strength hardly matters. Here every weight shrinks by the share α λ, whatever its gradients.

    Args:
        params: tensors to optimize, or dicts that give groups of them their own settings.
        lr: the learning rate α, at least 0.
        betas: β₁ and β₂, each in [0, 1).
        eps: ε, at least 0, added outside the root.
        weight_decay: λ, at least 0.
        amsgrad: divide by the largest v so far.
        bias_correction: False leaves m and v as they are; PyTorch has no such switch.

    Raises:
        ValueError, TypeError: a setting is not allowed; the message names it.

    Source: Loshchilov and Hutter (2019), https://arxiv.org/abs/1711.05101, algorithm 2, where the
    rate is a schedule's; PyTorch multiplies λ by α.
    Chapter: weight-decay-and-adamw.
    """

    def __init__(
        self,
        params: ParamsT,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
        *,
        bias_correction: bool = True,
    ) -> None:
        super().__init__(params, lr, betas, eps, weight_decay, amsgrad, bias_correction=bias_correction)

    def decay(self, w: Tensor, g: Tensor, group: Group) -> Tensor:
        """Shrink the parameter itself and leave the gradient alone."""
        w.mul_(1 - group["lr"] * group["weight_decay"])
        return g
