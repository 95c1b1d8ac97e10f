"""Replay: what PyTorch computed over a whole grid of settings, to move through without it."""

import base64
from collections.abc import Callable, Mapping, Sequence
from math import ceil, isclose, isfinite, log10
from pathlib import Path
from typing import Any, NamedTuple

import torch
import traitlets
from torch import Tensor

from trainloop.arguments import integer
from trainloop.plotting import Described
from trainloop.studies import Results, evaluate
from trainloop.studies.grid import checked_alike, checked_curves
from trainloop.studies.results import WITHIN, Curves, Value
from trainloop.widgets.instrument import STATIC, Instrument
from trainloop.widgets.replay_view import Panel, Say, drawing, view_of
from trainloop.widgets.settings import Choice, Number
from trainloop.widgets.words import number

__all__ = ["Panel", "Replay", "ReplayTrace"]

MOST_KEPT = 3
LETTERS = "ABC"


class ReplayTrace(NamedTuple):
    """The curves of the chosen settings: x of shape (n,), and by name values of shape (n,)."""

    x: Tensor
    curves: Curves


class Stop(Number):
    """A number of the grid; one between them only where there is a function that can compute it."""

    def __init__(self, stops: Sequence[float], default: float) -> None:
        self.stops, self.whole = tuple(stops), all(isinstance(stop, int) for stop in stops)
        super().__init__(default, min(stops), max(stops))

    def validate(self, obj: Any, value: object) -> float:
        """Return `value` if it is allowed, else raise an error that says what is."""
        wanted = super().validate(obj, value)
        for stop in self.stops:
            if isclose(stop, wanted, rel_tol=1e-5):  # as a reader types it, to six digits
                return stop
        if obj.function is None:
            allowed = ", ".join(f"{stop:g}" for stop in self.stops)
            raise ValueError(
                f"{self.name} must be one of {allowed}, not {value!r}: there is no function to compute others"
            )
        if not self.whole:
            return wanted
        return integer(str(self.name), int(wanted) if wanted.is_integer() else value)


class Replay(Instrument):
    """Move through the results of a Python function over a grid of settings.

    Its settings are the names of the grid. On a page they snap to the grid; with a kernel, Python
    computes what is typed between.

    Args:
        results: a function from the grid's names to curves by name, evaluated here (see
            `trainloop.studies.evaluate`), or the results of a study.
        grid: with a function: name to rising numbers, or to words.
        x: with a function: what its curves run over, shape (n,); else 0, 1, 2, ….
        within: with a function: the largest error that its curves are stored with: as a share of a
            value where all of a curve are above 0, else of its range.
        function: what computes off the grid, where `results` are a study's.
        panels: the plots, each with the names of its curves; else one with all curves.
        bands: a curve's name to those of its lower and upper end, drawn as an area.
        band_label: what these areas are.
        x_label: what x is, with its unit, if any, in parentheses.
        labels: the grid's names, and curves', in words; else as they are.
        symbols: the grid's names as symbols of mathematics.
        units: units of the grid's numbers.
        say: what the words say of a curve: "last" (the default), "smallest" or "largest".
        sweep: the setting over which one more plot shows what the words say of the first curve; else
            the first of at least three numbers, "" for none.
        question: what stands above it.
        first, offered: as for every instrument; `first` is the grid's first two names.
        settings: where to start, by the grid's names; else at each one's first value.

    Raises:
        ValueError, TypeError: an argument is not allowed, or the results are larger than a page may
            fetch; the message names it.

    Chapters: why-nonlinear, learning-rate-schedules.
    """

    _esm = STATIC / "replay.js"
    data = traitlets.Unicode("", read_only=True).tag(sync=True)
    study = traitlets.Dict(read_only=True).tag(sync=True)
    view = traitlets.Dict(read_only=True).tag(sync=True)
    computes = traitlets.Bool(False, read_only=True).tag(sync=True)
    answer = traitlets.Dict(read_only=True).tag(sync=True)
    kept: traitlets.List[dict[str, Value]] = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(
        self,
        results: "Results | Callable[..., Mapping[str, Any]]",
        grid: Mapping[str, Sequence[Value]] | None = None,
        *,
        x: object = None,
        within: float = WITHIN,
        function: Callable[..., Mapping[str, Any]] | None = None,
        panels: Sequence[Panel] = (),
        bands: Mapping[str, tuple[str, str]] | None = None,
        band_label: str = "range",
        x_label: str = "step",
        labels: Mapping[str, str] | None = None,
        symbols: Mapping[str, str] | None = None,
        units: Mapping[str, str] | None = None,
        say: Mapping[str, Say] | None = None,
        sweep: str | None = None,
        question: str = "",
        first: Sequence[str] = (),
        offered: Sequence[str] = (),
        **settings: Any,
    ) -> None:
        if not isinstance(results, Results):
            if grid is None:
                raise TypeError("grid must be given with a function: a dict from its arguments to their values")
            function, results = results, evaluate(results, grid, x=x, within=within)
        self.results, self.function = results, function
        self.computed: dict[tuple[Value, ...], Curves | str] = {}
        self.add_traits(**{name: self._setting(name, values) for name, values in results.grid.items()})
        words = {"labels": labels, "symbols": symbols, "units": units}
        self.seen = view_of(results, panels, bands or {}, band_label, x_label, words, say or {}, sweep)
        names = list(results.grid)
        super().__init__(question=question, first=first or [n for n in names if n in (offered or names)][:2],
                         offered=offered, **settings)  # fmt: skip
        self._publish(results)
        self.observe(lambda _: self._answer(), names)
        self._answer()

    def _publish(self, results: Results) -> None:
        """Send the browser what it needs to show the results."""
        whole = [name for name, trait in self.settings().items() if getattr(trait, "whole", False)]
        sent = {"data": results.text(), "study": _listed(results.header()), "computes": self.function is not None}
        for name, value in {**sent, "view": self.seen.sent(stored=self.stored(), whole=whole)}.items():
            self.set_trait(name, value)

    @classmethod
    def load(cls, path: Path | str, **settings: Any) -> "Replay":
        """Return a Replay of the results in a file that `save` wrote; arguments as for Replay."""
        return cls(Results.load(path), **settings)

    def save(self, path: Path | str) -> None:
        """Write the results to a file; off the grid nothing is kept."""
        self.results.save(path)

    def _setting(self, name: str, values: Sequence[Value]) -> Any:
        if self.has_trait(name) or hasattr(type(self), name):
            raise ValueError(f"grid must not have the name {name!r}, which a Replay needs for itself")
        words = [value for value in values if isinstance(value, str)]
        if words:
            return Choice(words[0], words)
        stops = [value for value in values if not isinstance(value, str)]
        return Stop(stops, stops[0])

    @traitlets.validate("kept")
    def _kept_on_grid(self, proposal: Any) -> list[dict[str, Value]]:
        points: list[dict[str, Value]] = proposal["value"]
        if len(points) > MOST_KEPT:
            raise ValueError(f"kept must be at most {MOST_KEPT} points, not {len(points)}")
        for point in points:
            if set(point) != set(self.results.grid) or self.results.at(point) is None:
                raise ValueError(f"kept must hold points of the grid, not {point!r}")
        return points

    def point(self) -> dict[str, Value]:
        """Return the chosen settings by name."""
        return {name: getattr(self, name) for name in self.results.grid}

    def stored(self) -> str:
        """Return how far the stored curves may be from those that were computed."""
        scales = self.results.packed.scales
        shares = [scale.error for scale in scales.values() if scale.log]
        parts = [f"{number(_up(100 * max(shares)), 2)} %"] if shares else []
        parts += [f"{number(_up(scale.error), 2)} ({name})" for name, scale in scales.items() if not scale.log]
        return f"stored to within {', '.join(parts)}"

    def _answer(self) -> None:
        """Compute the chosen settings if they are off the grid, and send the curves to the browser."""
        point = self.point()
        if self.function is None or self.results.at(point) is not None:
            return
        key = tuple(point.values())
        if key not in self.computed:
            self.computed[key] = self._compute(point)
        found = self.computed[key]
        said = {"error": found} if isinstance(found, str) else {"curves": _sent(found)}
        self.set_trait("answer", {"at": point, **said})

    def _compute(self, point: Mapping[str, Value]) -> Curves | str:
        assert self.function is not None
        try:
            curves = checked_curves(self.function(**point))
            length = len(self.results.x)
            checked_alike({name: torch.empty(length) for name in self.results.names}, curves, point)
        except Exception as error:  # whatever the function raises, a reader of the widget has to see it
            return f"{type(error).__name__}: {error}"
        return {name: curves[name] for name in self.results.names}

    def found(self) -> Curves | str:
        """Return the curves of the chosen settings, or the error that computing them gave."""
        on_grid = self.results.at(self.point())
        return self.computed[tuple(self.point().values())] if on_grid is None else on_grid

    def trace(self) -> ReplayTrace:
        """Return the curves of the chosen settings: off the grid as computed, else as stored.

        Raises:
            RuntimeError: computing them gave an error.
        """
        found = self.found()
        if isinstance(found, str):
            raise RuntimeError(found)
        return ReplayTrace(self.results.x, found)

    def summary(self) -> str:
        """Return in words what the instrument shows."""
        view, found, point = self.seen, self.found(), self.point()
        if isinstance(found, str):
            return f"At {view.setting(point)}: Python could not compute this. {found}"
        lines = [f"At {view.setting(point)}: {view.outcome(self.results.x, found, ranges=True)}."]
        for letter, other in zip(LETTERS, self.kept, strict=False):
            curves = self.results.at(other)
            assert curves is not None
            lines.append(
                f"{letter}, kept with {view.difference(point, other)}: {view.outcome(self.results.x, curves)}."
            )
        if view.sweep:
            lines.append(view.best(self.results, point))
        off = self.results.at(point) is None
        lines.append(
            "Computed by Python just now, off the grid." if off else f"What PyTorch computed, {self.stored()}."
        )
        return " ".join(line for line in lines if line)

    def picture(self) -> Described:
        """Return a still picture of it."""
        found = self.found()
        return drawing(self.seen, self.results.x, {} if isinstance(found, str) else found, self.point(), self.summary())


def _listed(header: dict[str, Any]) -> dict[str, Any]:
    """The header with its order in lists, since a stored notebook sorts the keys of its widgets."""
    return {
        name: list(map(list, part.items())) if name in ("grid", "curves") else part for name, part in header.items()
    }


def _sent(curves: Curves) -> str:
    """The curves one after the other, as text (base64 of float64)."""
    return base64.b64encode(torch.cat(list(curves.values())).numpy().astype("<f8").tobytes()).decode("ascii")


def _up(error: float) -> float:
    """An error rounded up to two digits, so that what is said of it holds."""
    if error == 0 or not isfinite(error):
        return error
    unit = 10.0 ** (ceil(log10(error)) - 2)
    return round(ceil(error / unit - 1e-9) * unit, 12)
