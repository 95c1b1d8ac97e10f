"""From a schedule to a scheduler of PyTorch's."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from trainloop.arguments import positive

if TYPE_CHECKING:  # the schedules themselves are plain arithmetic and don't need torch
    from torch.optim import Optimizer
    from torch.optim.lr_scheduler import LambdaLR

__all__ = ["lambda_lr"]


def lambda_lr(optimizer: "Optimizer", schedule: Callable[..., float], **settings: Any) -> "LambdaLR":
    """Return a torch scheduler that gives each parameter group the schedule's rates.

    A group's own rate is the schedule's `lr`: `lambda_lr(optimizer, cosine, total=100)`. Call its
    `step()` after each `optimizer.step()`.

    Args:
        optimizer: any of torch's or of this package, with rates above 0.
        schedule: one of this module, or a function with the same first two arguments.
        settings: its other arguments, by name.

    Raises:
        ValueError, TypeError: a setting is not allowed; the message names it.
    """
    from torch.optim.lr_scheduler import LambdaLR

    def factor_for(rate: float) -> Callable[[int], float]:
        # LambdaLR multiplies, the schedule gives the rate itself.
        return lambda step: schedule(step, lr=rate, **settings) / rate

    rates = [group.get("initial_lr", group["lr"]) for group in optimizer.param_groups]
    return LambdaLR(optimizer, [factor_for(positive("lr", float(rate))) for rate in rates])
