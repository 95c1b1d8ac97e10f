"""What every instrument is: an anywidget with checked settings, words and a still picture."""

from pathlib import Path
from typing import Any

import anywidget
import torch
import traitlets
from anywidget._util import repr_mimebundle
from torch import Tensor

from trainloop.arguments import non_empty
from trainloop.plotting import Described

__all__ = ["STATIC", "Instrument", "column"]

STATIC = Path(__file__).parent / "static"


class Instrument(anywidget.AnyWidget):
    """The base of all instruments.

    A subclass names its module of JavaScript, declares its settings as traits of
    `trainloop.widgets.settings`, and implements `summary` and `picture`. The limits of its settings
    travel to the browser with the widget, so that they stand in one place.
    """

    _css = STATIC / "instruments.css"
    limits = traitlets.Dict(read_only=True).tag(sync=True)

    def summary(self) -> str:
        """Return in words what the instrument shows, as it stands below the picture."""
        raise NotImplementedError

    def picture(self) -> Described:
        """Return a still picture of what the instrument shows, for paper and without scripts."""
        raise NotImplementedError

    def publish_limits(self, **more: tuple[float, float]) -> None:
        """Send the smallest and largest value of each setting to the browser."""
        limits = {name: [trait.low, trait.high] for name, trait in self.traits().items() if hasattr(trait, "low")}
        self.set_trait("limits", limits | {name: list(pair) for name, pair in more.items()})

    def __repr__(self) -> str:
        return f"{type(self).__name__}: {self.summary()}"

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = repr_mimebundle(model_id=self.model_id, repr_text=repr(self))
        return data | {"image/svg+xml": self.picture().svg}, metadata


def column(name: str, values: object) -> Tensor:
    """Return `values`, one row of at least one finite number, as float64 of shape (n,).

    Raises:
        TypeError: they are no numbers.
        ValueError: none, not one row, or one of them is not finite.
    """
    try:
        series = torch.as_tensor(values, dtype=torch.float64, device="cpu").detach()
    except (TypeError, ValueError, RuntimeError) as error:
        raise TypeError(f"{name} must be numbers in one row, not {values!r}") from error
    if series.ndim != 1:
        raise ValueError(f"{name} must have the shape (n,), not {tuple(series.shape)}")
    non_empty(name, series)
    if not bool(series.isfinite().all()):
        position = int((~series.isfinite()).nonzero()[0])
        raise ValueError(f"{name} must be finite, not {series[position].item()} at {position}")
    return series
