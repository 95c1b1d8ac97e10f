"""What every instrument is: an anywidget with checked settings, words and a still picture."""

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from inspect import Parameter, Signature
from pathlib import Path
from typing import Any

import anywidget
import torch
import traitlets
from anywidget._util import repr_mimebundle
from torch import Tensor

from trainloop.arguments import non_empty, one_of
from trainloop.plotting import Described
from trainloop.widgets.settings import Setting

__all__ = ["STATIC", "Instrument", "column"]

STATIC = Path(__file__).parent / "static"
VIEW: dict[str, object] = {"question": "", "first": (), "offered": ()}


class Instrument(anywidget.AnyWidget):
    """The base of all instruments.

    A subclass names its module of JavaScript, declares its settings as traits of
    `trainloop.widgets.settings`, and implements `summary` and `picture`. The limits of its settings
    travel to the browser with the widget, so that they stand in one place.

    Args:
        question: what stands above it, if not the instrument's own question.
        first: names of the settings whose controls always show; the others wait behind
            "All controls".
        offered: names of the settings that have a control at all; the others stay as given.
        settings: any setting by its name.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.
    """

    _css = STATIC / "instruments.css"
    limits = traitlets.Dict(read_only=True).tag(sync=True)
    question = traitlets.Unicode("", read_only=True).tag(sync=True)
    first: traitlets.List[str] = traitlets.List(read_only=True).tag(sync=True)
    offered: traitlets.List[str] = traitlets.List(read_only=True).tag(sync=True)

    def __init__(
        self,
        *,
        question: str = "",
        first: Sequence[str] = (),
        offered: Sequence[str] = (),
        **settings: Any,
    ) -> None:
        allowed = self.settings()
        for name in settings:
            if name not in allowed:
                raise TypeError(f"{name} is no setting of {type(self).__name__}; allowed: {', '.join(allowed)}")
        super().__init__(**settings)
        self.set_trait("question", question)
        self.set_trait("offered", [one_of("offered", name, allowed) for name in offered])
        self.set_trait("first", [one_of("first", name, self.offered or allowed) for name in first])
        self.publish_limits()

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Give a subclass without a constructor of its own a signature that lists its settings."""
        super().__init_subclass__(**kwargs)
        if "__init__" not in vars(cls):
            both = {**{name: trait.default() for name, trait in cls.settings().items()}, **VIEW}
            listed = [Parameter(name, Parameter.KEYWORD_ONLY, default=value) for name, value in both.items()]
            cls.__signature__ = Signature(listed)

    @classmethod
    def settings(cls) -> Mapping[str, Setting[Any]]:
        """Return the settings by name: what a reader, a link or Python may change."""
        declared = {name: trait for kind in reversed(cls.__mro__) for name, trait in vars(kind).items()}
        return {name: trait for name, trait in declared.items() if isinstance(trait, Setting)}

    @abstractmethod
    def summary(self) -> str:
        """Return in words what the instrument shows, as it stands below the picture."""

    @abstractmethod
    def picture(self) -> Described:
        """Return a still picture of what the instrument shows, for paper and without scripts."""

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
