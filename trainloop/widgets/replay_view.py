"""How a Replay shows its results: plots, labels, and the words, written as js/instruments/replay does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf, isfinite
from typing import Any, Literal, NamedTuple

from torch import Tensor

from trainloop.arguments import non_empty, one_of
from trainloop.plotting import Described, describe, new_figure
from trainloop.plotting.style import STYLES
from trainloop.studies import Results
from trainloop.studies.results import Curves, Value
from trainloop.widgets.words import number

__all__ = ["Panel", "Say", "View", "drawing", "view_of"]

Say = Literal["last", "smallest", "largest"]
SAYS: tuple[Say, ...] = ("last", "smallest", "largest")
Words = Mapping[str, str]


class Panel(NamedTuple):
    """A plot of one or more curves.

    Attributes:
        title: what it shows.
        curves: names of the curves, at most 6.
        y_label: what y is, with its unit, if any, in parentheses.
        log: a logarithmic y axis.
    """

    title: str
    curves: Sequence[str]
    y_label: str
    log: bool = False


@dataclass(frozen=True)
class View:
    """What is shown of the results, checked; attributes as the arguments of Replay."""

    panels: tuple[Panel, ...]
    bands: Mapping[str, tuple[str, str]]
    band_label: str
    x_label: str
    labels: Words
    symbols: Words
    units: Words
    say: Mapping[str, Say]
    sweep: str

    @property
    def shown(self) -> list[str]:
        """The curves of all plots."""
        return list(dict.fromkeys(name for panel in self.panels for name in panel.curves))

    def sent(self, **more: object) -> dict[str, Any]:
        """All of it, as the browser takes it."""
        panels = [panel._asdict() | {"curves": list(panel.curves)} for panel in self.panels]
        bands = {name: list(ends) for name, ends in self.bands.items()}
        say = {name: self.said(name) for name in self.shown}
        words = {key: dict(getattr(self, key)) for key in ("labels", "symbols", "units")}
        return {"panels": panels, "bands": bands, "band_label": self.band_label, "x_label": self.x_label, "say": say, "sweep": self.sweep,
                **words, **more}  # fmt: skip

    def label(self, name: str) -> str:
        """A setting or curve in words."""
        return self.labels.get(name, name)

    def said(self, name: str) -> Say:
        """What is said of a curve."""
        return self.say.get(name, "last")

    def value(self, name: str, value: Value) -> str:
        """A value of a setting with its unit."""
        unit = self.units.get(name, "")
        return value if isinstance(value, str) else number(value, 6) + (f" {unit}" if unit else "")

    def setting(self, point: Mapping[str, Value]) -> str:
        """A point of the grid in words."""
        return ", ".join(self._one(name, value) for name, value in point.items())

    def difference(self, point: Mapping[str, Value], other: Mapping[str, Value]) -> str:
        """Where a kept point differs from the chosen one, in words."""
        changed = {name: other[name] for name, value in point.items() if other[name] != value}
        return self.setting(changed) if changed else "the same settings"

    def _one(self, name: str, value: Value) -> str:
        symbol = self.symbols.get(name)
        return f"{self.label(name)} {f'{symbol} = ' if symbol else ''}{self.value(name, value)}"

    def outcome(self, x: Tensor, curves: Curves, *, ranges: bool = False) -> str:
        """What came out at a point, one part for each curve that has a plot."""
        steps, variable = x.tolist(), self.x_label.split(" (")[0]
        parts, before = [], ""
        for name in self.shown:
            values = curves[name].tolist()
            place = at(values, self.said(name))
            if place is None:
                parts.append(f"{self.label(name)} is never finite")
                continue
            where = f" at {variable} {number(steps[place], 6)}"
            kind = "" if self.said(name) == "last" else f"{self.said(name)} "
            text = f"{kind}{self.label(name)} {number(values[place])}"
            if ranges and name in self.bands:
                low, high = (number(curves[end][place].item()) for end in self.bands[name])
                text += f" ({low} to {high})"
            parts.append(text + (where if where != before else ""))
            before = where
            lost = next((i for i, value in enumerate(values) if not isfinite(value)), None)
            if lost is not None:
                parts.append(f"no longer finite at {variable} {number(steps[lost], 6)}")
        return ", ".join(parts)

    def sweep_values(self, results: Results, point: Mapping[str, Value]) -> list[float]:
        """What is said of the first curve at each value of the sweep's setting; NaN where it is never finite."""
        name = self.shown[0]
        values = []
        for stop in results.grid[self.sweep]:
            curves = results.at({**point, self.sweep: stop})
            row = [] if curves is None else curves[name].tolist()
            place = at(row, self.said(name))
            # Which of them is best is about the end of the run: one that diverged has none.
            diverged = self.said(name) == "last" and row and not isfinite(row[-1])
            values.append(float("nan") if place is None or diverged else row[place])
        return values

    def best(self, results: Results, point: Mapping[str, Value]) -> str:
        """Which value of the sweep's setting gives the lowest (or highest) said value, the others as chosen."""
        values = self.sweep_values(results, point)
        most = self.said(self.shown[0]) == "largest"
        worst = -inf if most else inf
        known = [value if isfinite(value) else worst for value in values]
        top = max(known) if most else min(known)
        if top == worst:
            return ""
        stop = results.grid[self.sweep][known.index(top)]
        return (
            f"Of {len(values)} values of {self.label(self.sweep)}, {self.value(self.sweep, stop)} gives the "
            f"{'highest' if most else 'lowest'} {self.label(self.shown[0])}: {number(top)}."
        )


def at(values: Sequence[float], say: Say) -> int | None:
    """Return the place of a curve's last, smallest or largest finite value; None if it has none."""
    finite = [i for i, value in enumerate(values) if isfinite(value)]
    if not finite:
        return None
    if say == "last":
        return finite[-1]
    sign = 1 if say == "smallest" else -1
    return min(finite, key=lambda i: sign * values[i])


def view_of(
    results: Results,
    panels: Sequence[Panel],
    bands: Mapping[str, tuple[str, str]],
    band_label: str,
    x_label: str,
    words: Mapping[str, Words | None],
    say: Mapping[str, Say],
    sweep: str | None,
) -> View:
    """Return what Replay was asked to show; errors as there."""
    names, settings = results.names, list(results.grid)
    for curve, ends in bands.items():
        for name in (curve, *ends):
            one_of("bands", name, names)
    inner = {end for ends in bands.values() for end in ends}
    chosen = tuple(panels) or (Panel("The curves", [name for name in names if name not in inner], "value"),)
    for panel in chosen:
        if len(non_empty("panels' curves", panel.curves)) > len(STYLES):
            raise ValueError(f"a panel must have at most {len(STYLES)} curves, not {len(panel.curves)}")
        for name in panel.curves:
            one_of("panels' curves", name, names)
    for curve, kind in say.items():
        one_of("say", curve, names)
        one_of(f"say[{curve!r}]", kind, SAYS)
    allowed = {"labels": settings + names, "symbols": settings, "units": settings}
    texts = {key: dict(words[key] or {}) for key in allowed}
    for key, given in texts.items():
        for name in given:
            one_of(key, name, allowed[key])
    return View(chosen, bands, band_label, x_label, **texts, say=say, sweep=_sweep(results, sweep))


def _sweep(results: Results, sweep: str | None) -> str:
    long = [name for name, values in results.grid.items() if len(values) > 2 and not isinstance(values[0], str)]
    if sweep is None:
        return long[0] if long else ""
    return one_of("sweep", sweep, ["", *long])


def drawing(view: View, x: Tensor, curves: Curves, point: Mapping[str, Value], alt: str) -> Described:
    """Return the plots of one point as a still picture."""
    figure, axes = new_figure(height=3.4, columns=len(view.panels))
    for panel, plot in zip(view.panels, axes if len(view.panels) > 1 else [axes], strict=True):
        for name, style in zip(panel.curves if curves else (), STYLES, strict=False):
            plot.plot(x, curves[name], color=style.color, linestyle=style.dash, label=view.label(name))
            if name in view.bands:
                low, high = (curves[end] for end in view.bands[name])
                plot.fill_between(x, low, high, color=style.color, alpha=0.2, linewidth=0)
        plot.set(xlabel=view.x_label, ylabel=panel.y_label, title=panel.title, yscale="log" if panel.log else "linear")
        if len(panel.curves) > 1 and curves:
            plot.legend()
    figure.suptitle(view.setting(point), fontsize=10)
    return describe(figure, alt)
