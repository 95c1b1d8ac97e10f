"""Adam: an average for the direction, an average for the scale, both corrected for their start."""

import torch
from torch import Tensor

from trainloop.arguments import boolean, fraction, non_negative
from trainloop.optim.base import Group, Optimizer, ParamsT, State

__all__ = ["Adam"]


class Adam(Optimizer):
    """w ← w − α m̂ / (√v̂ + ε), from averages m of the gradients and v of their squares.

    m ← β₁ m + (1 − β₁) g and v ← β₂ v + (1 − β₂) g² start at 0; after t steps their weights sum to
    1 − β₁ᵗ and 1 − β₂ᵗ, and bias correction divides by that: m̂ = m / (1 − β₁ᵗ).

    Args:
        params: tensors to optimize, or dicts that give groups of them their own settings.
        lr: the learning rate α, at least 0: about the length of a step.
        betas: β₁ and β₂, each in [0, 1).
        eps: ε, at least 0, added outside the root.
        weight_decay: added to the gradient, times w (L2).
        amsgrad: divide by the largest v so far; the maximum is taken before the correction.
        bias_correction: False leaves m and v as they are; PyTorch has no such switch.

    Raises:
        ValueError, TypeError: a setting is not allowed; the message names it.

    Source: Kingma and Ba (2015), https://arxiv.org/abs/1412.6980, algorithm 1; AMSGrad: Reddi,
    Kale and Kumar (2018), https://arxiv.org/abs/1904.09237.
    Chapter: adam.
    """

    def __init__(
        self,
        params: ParamsT,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        amsgrad: bool = False,
        *,
        bias_correction: bool = True,
    ) -> None:
        settings = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "amsgrad": amsgrad,
            "bias_correction": bias_correction,
        }
        super().__init__(params, settings)

    def check(self, group: Group) -> None:
        """Raise ValueError or TypeError if a setting of this group isn't allowed."""
        super().check(group)
        betas = group["betas"]
        if not isinstance(betas, (tuple, list)) or len(betas) != 2:
            raise TypeError(f"betas must be a pair of numbers, not {betas!r}")
        for i, beta in enumerate(betas):
            fraction(f"betas[{i}]", beta)
        non_negative("eps", group["eps"])
        boolean("amsgrad", group["amsgrad"])
        boolean("bias_correction", group["bias_correction"])

    def update(self, w: Tensor, g: Tensor, state: State, group: Group) -> None:
        """Divide one average by the root of the other, both corrected."""
        alpha, (beta1, beta2), eps = group["lr"], group["betas"], group["eps"]
        if not state:
            state["step"] = 0
            state["exp_avg"], state["exp_avg_sq"] = torch.zeros_like(w), torch.zeros_like(w)
            if group["amsgrad"]:
                state["max_exp_avg_sq"] = torch.zeros_like(w)
        m, v = state["exp_avg"], state["exp_avg_sq"]
        t = state["step"] = int(state["step"]) + 1  # a checkpoint of torch's holds a tensor here

        m.lerp_(g, 1 - beta1)  # m ← β₁m + (1 − β₁)g
        v.mul_(beta2).addcmul_(g, g, value=1 - beta2)  # v ← β₂v + (1 − β₂)g²
        if group["amsgrad"]:
            largest = state["max_exp_avg_sq"]
            v = torch.maximum(largest, v, out=largest)

        # The sums of the weights: m̂ = m / weight1 and √v̂ = √v / √weight2.
        weight1, weight2 = 1.0, 1.0
        if group["bias_correction"]:
            weight1, weight2 = 1 - beta1**t, 1 - beta2**t
        root = (v.sqrt() / weight2**0.5).add_(eps)
        w.addcdiv_(m, root, value=-alpha / weight1)  # w ← w − αm̂ / (√v̂ + ε)
