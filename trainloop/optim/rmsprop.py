"""RMSProp: AdaGrad with a memory that fades, so that the rates can rise again."""

import torch
from torch import Tensor

from trainloop.arguments import boolean, fraction, non_negative
from trainloop.optim.base import Group, Optimizer, ParamsT, State

__all__ = ["RMSprop"]


class RMSprop(Optimizer):
    """w ← w − α g / (√v + ε), where v is an *average* of squared gradients, v ← ρ v + (1 − ρ) g².

    v starts at 0 and isn't corrected, so the first step is about α / √(1 − ρ) long: 10 α.

    Args:
        params: tensors to optimize, or dicts that give groups of them their own settings.
        lr: the learning rate α, at least 0.
        alpha: the decay ρ, in [0, 1); the name is PyTorch's.
        eps: ε, at least 0.
        weight_decay: added to the gradient, times w (L2).
        momentum: μ, at least 0; if not 0, the scaled gradients are summed, u ← μ u + g / (√v + ε).
        centered: take the average gradient's square off v, which makes it a variance.
        eps_inside: divide by √(v + ε), as Keras and TensorFlow do; PyTorch has no such switch.

    Raises:
        ValueError, TypeError: a setting is not allowed; the message names it.

    Source: Hinton, Neural Networks for Machine Learning, lecture 6e (2012),
    https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf; centered:
    Graves (2013), https://arxiv.org/abs/1308.0850, equations 38 to 45.
    Chapter: adagrad-and-rmsprop.
    """

    def __init__(
        self,
        params: ParamsT,
        lr: float = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum: float = 0,
        centered: bool = False,
        *,
        eps_inside: bool = False,
    ) -> None:
        settings = {
            "lr": lr,
            "alpha": alpha,
            "eps": eps,
            "weight_decay": weight_decay,
            "momentum": momentum,
            "centered": centered,
            "eps_inside": eps_inside,
        }
        super().__init__(params, settings)

    def check(self, group: Group) -> None:
        """Raise ValueError or TypeError if a setting of this group isn't allowed."""
        super().check(group)
        fraction("alpha", group["alpha"])
        non_negative("eps", group["eps"])
        non_negative("momentum", group["momentum"])
        boolean("centered", group["centered"])
        boolean("eps_inside", group["eps_inside"])

    def update(self, w: Tensor, g: Tensor, state: State, group: Group) -> None:
        """Divide the gradient by the root of the average of its squares."""
        alpha, rho, eps, mu = group["lr"], group["alpha"], group["eps"], group["momentum"]
        if not state:
            state["step"] = 0  # not needed here, but a checkpoint for torch's RMSprop needs it
            state["square_avg"] = torch.zeros_like(w)
            if group["centered"]:
                state["grad_avg"] = torch.zeros_like(w)
            if mu:
                state["momentum_buffer"] = torch.zeros_like(w)
        v = state["square_avg"]
        state["step"] += 1

        v.mul_(rho).addcmul_(g, g, value=1 - rho)  # v ← ρv + (1 − ρ)g²
        if group["centered"]:
            m = state["grad_avg"]
            m.lerp_(g, 1 - rho)  # m ← ρm + (1 − ρ)g
            v = v.addcmul(m, m, value=-1)  # v − m²
        root = v.add(eps).sqrt_() if group["eps_inside"] else v.sqrt().add_(eps)

        if mu:
            u = state["momentum_buffer"]
            u.mul_(mu).addcdiv_(g, root)  # u ← μu + g / (√v + ε)
            w.add_(u, alpha=-alpha)  # w ← w − αu
        else:
            w.addcdiv_(g, root, value=-alpha)  # w ← w − αg / (√v + ε)
