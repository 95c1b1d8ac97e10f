"""Stochastic gradient descent, and momentum in both conventions."""

from torch import Tensor

from trainloop.arguments import boolean, fraction, non_negative, number
from trainloop.optim.base import Group, Optimizer, ParamsT, State

__all__ = ["SGD"]


class SGD(Optimizer):
    """w ← w − α u, where u is the gradient or, with momentum μ, what gathers from all gradients.

    PyTorch's momentum is a decaying *sum*, u ← μ u + (1 − dampening) g, which a constant gradient
    makes 1 / (1 − μ) times as long as itself. With `averaging=True` it is an *average* that starts
    at 0, m ← μ m + (1 − μ) g; at a constant rate α that is the sum at the rate α (1 − μ).

    Args:
        params: tensors to optimize, or dicts that give groups of them their own settings.
        lr: the learning rate α, at least 0.
        momentum: μ, at least 0; with averaging also less than 1. 0 means none.
        dampening: how much of each new gradient the sum leaves out. PyTorch's first buffer is the
            first gradient, undampened.
        weight_decay: added to the gradient, times w (L2).
        nesterov: look ahead, so that the step is along g + μ u.
        averaging: average instead of sum; PyTorch has no such switch.

    Raises:
        ValueError, TypeError: a setting is not allowed; the message names it.

    Source: Polyak (1964), https://doi.org/10.1016/0041-5553(64)90137-5; Nesterov in the form of
    Sutskever et al. (2013), https://proceedings.mlr.press/v28/sutskever13.html.
    Chapters: linear-regression, momentum, momentum-in-depth.
    """

    def __init__(
        self,
        params: ParamsT,
        lr: float = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float = 0,
        nesterov: bool = False,
        *,
        averaging: bool = False,
    ) -> None:
        settings = {
            "lr": lr,
            "momentum": momentum,
            "dampening": dampening,
            "weight_decay": weight_decay,
            "nesterov": nesterov,
            "averaging": averaging,
        }
        super().__init__(params, settings)

    def check(self, group: Group) -> None:
        """Raise ValueError or TypeError if a setting of this group isn't allowed."""
        super().check(group)
        momentum = non_negative("momentum", group["momentum"])
        dampening = number("dampening", group["dampening"])
        if boolean("averaging", group["averaging"]):
            fraction("momentum", momentum)
            if dampening:
                raise ValueError(f"dampening must be 0 with averaging=True, not {dampening!r}")
        if boolean("nesterov", group["nesterov"]) and not (momentum > 0 and dampening == 0):
            raise ValueError(
                "nesterov must be False, or momentum greater than 0 and dampening 0, "
                f"not momentum={momentum!r}, dampening={dampening!r}"
            )
        if group["nesterov"] and group["averaging"]:
            raise ValueError("nesterov must be False with averaging=True, not True")

    def update(self, w: Tensor, g: Tensor, state: State, group: Group) -> None:
        """Move `w` along the velocity, or along the gradient where there is none."""
        alpha, mu = group["lr"], group["momentum"]
        if mu == 0:
            w.add_(g, alpha=-alpha)  # w ← w − αg
            return

        averaging = group["averaging"]
        new = 1 - mu if averaging else 1 - group["dampening"]  # what a new gradient counts
        u = state.get("momentum_buffer")
        if u is None:
            u = state["momentum_buffer"] = g * new if averaging else g.clone()
        else:
            u.mul_(mu).add_(g, alpha=new)  # u ← μu + g, or m ← μm + (1 − μ)g

        if group["nesterov"]:
            u = g.add(u, alpha=mu)  # g + μu, the gradient where momentum is about to carry w
        w.add_(u, alpha=-alpha)  # w ← w − αu
