"""EwaExplorer: what one day leaves behind in an exponentially weighted average."""

from typing import Any, NamedTuple

import torch
import traitlets
from torch import Tensor

from trainloop.arguments import number as finite
from trainloop.averages import bias_corrected_ewa, ewa, weights
from trainloop.plotting import PALETTE, Described, describe, new_figure
from trainloop.widgets.instrument import STATIC, Instrument, column
from trainloop.widgets.settings import Count, Number, Switch
from trainloop.widgets.words import number, raised

__all__ = ["EwaExplorer", "EwaTrace"]


class EwaTrace(NamedTuple):
    """What is averaged and what comes out, shape (n,) each.

    Attributes:
        value: the values, with the noise multiplied and the changes made.
        average: their exponentially weighted average, corrected or not.
        unchanged: the same average without the changes; the difference is their echo.
    """

    value: Tensor
    average: Tensor
    unchanged: Tensor


class Changes(traitlets.TraitType[dict[str, float], Any]):
    """What was added to single days: a dict from the day, counted from 1, to an amount."""

    def make_dynamic_default(self) -> dict[str, float]:
        """Return no changes: a dict of its own for each widget."""
        return {}

    def validate(self, obj: Any, value: object) -> dict[str, float]:
        """Return `value` if it is allowed, else raise an error that says what is."""
        if not isinstance(value, dict):
            raise TypeError(f"changes must be a dict from a day to an amount, not {value!r}")
        # JSON, in which widgets are saved, knows only strings as keys.
        last = obj.limits["day"][1] if obj.limits else None
        for day in value:
            if not str(day).isdecimal() or not 1 <= int(day) <= (last or int(day)):
                raise ValueError(f"changes must have days from 1 to {last} as keys, not {day!r}")
        return {str(day): finite(f"changes[{day!r}]", v) for day, v in value.items()}


class EwaExplorer(Instrument):
    """Average a year of temperatures, or any values; drag a day and watch its echo fade.

    Args:
        values: shape (n,), n at least 2.
        signal: what lies beneath the noise, shape (n,); then `values - signal` is the noise.
        beta: the decay β, in [0, 0.999].
        noise: multiplies the noise, in [0, 3]; without a signal only 1 is allowed.
        corrected: divide by the weights' sum, 1 − βᵗ.
        unit: of the values, as written behind numbers.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Chapter: exponentially-weighted-averages.
    """

    _esm = STATIC / "ewa-explorer.js"
    values: traitlets.List[float] = traitlets.List(read_only=True).tag(sync=True)
    signal: traitlets.List[float] = traitlets.List(read_only=True).tag(sync=True)
    unit = traitlets.Unicode("°C", read_only=True).tag(sync=True)
    beta = Number(0.9, 0, 0.999)
    noise = Number(1.0, 0, 3)
    corrected = Switch(False)
    day = Count(1, 1, 1)
    changes = Changes().tag(sync=True)

    def __init__(
        self,
        values: object,
        *,
        signal: object = None,
        unit: str = "°C",
        noise: float = 1.0,
        **settings: Any,
    ) -> None:
        series = column("values", values)
        if len(series) < 2:
            raise ValueError(f"values must be at least 2 numbers, not {len(series)}")
        beneath = None if signal is None else column("signal", signal)
        if beneath is not None and len(beneath) != len(series):
            raise ValueError(f"signal must be as long as values, {len(series)}, not {len(beneath)}")
        super().__init__(**settings)
        self.set_trait("values", series.tolist())
        self.set_trait("signal", [] if beneath is None else beneath.tolist())
        self.set_trait("unit", unit)
        self.noise = noise
        low, high = series.min().item(), series.max().item()
        room = (high - low) / 2 or 1.0
        self.publish_limits(day=(1, len(series)), value=(low - room, high + room))
        self.day = len(series) // 3 + 1

    @traitlets.validate("noise")
    def _noise_needs_a_signal(self, proposal: Any) -> float:
        value: float = proposal["value"]
        if value != 1 and self.values and not self.signal:
            raise ValueError(f"noise must be 1 where no signal is given, not {value!r}")
        return value

    def base(self) -> Tensor:
        """Return the values with their noise multiplied, before any change: shape (n,)."""
        values = torch.tensor(self.values, dtype=torch.float64)
        if not self.signal:
            return values
        signal = torch.tensor(self.signal, dtype=torch.float64)
        return signal + self.noise * (values - signal)

    def trace(self) -> EwaTrace:
        """Return the values and their averages, by `trainloop.averages`."""
        base = self.base()
        value = base.clone()
        for day, amount in self.changes.items():
            value[int(day) - 1] += amount
        return EwaTrace(value, self._averaged(value), self._averaged(base))

    def _averaged(self, values: Tensor) -> Tensor:
        rule = bias_corrected_ewa if self.corrected else ewa
        return rule(values, self.beta)

    def lag(self) -> int | None:
        """Return how many days late the signal alone comes out of the average; None without one.

        The shift, up to a third of the days, at which the signal's average and the signal differ
        least (root mean square), over the days that every shift can reach.
        """
        if not self.signal:
            return None
        signal = torch.tensor(self.signal, dtype=torch.float64)
        average = self._averaged(signal)
        n, most = len(signal), len(signal) // 3
        errors = [(average[most:] - signal[most - k : n - k]).square().sum() for k in range(most + 1)]
        return int(torch.stack(errors).argmin())

    def error(self) -> float | None:
        """Return the root mean square of average − signal; None without a signal."""
        if not self.signal:
            return None
        difference = self.trace().average - torch.tensor(self.signal, dtype=torch.float64)
        return difference.square().mean().sqrt().item()

    def summary(self) -> str:
        """Return in words what the instrument shows."""
        run, day = self.trace(), self.day
        unit = f" {self.unit}" if self.unit else ""
        shown, average = run.value[day - 1].item(), run.average[day - 1].item()
        text = (
            f"Day {day}: value {number(shown)}{unit}, average {number(average)}{unit}. "
            f"{self._echo()}"
            f"The weights of its {day} values sum to 1 − β{raised(day)} = "
            f"{number(weights(self.beta, day).sum().item())}."
        )
        lag, error = self.lag(), self.error()
        if lag is None or error is None:
            return text
        return (
            f"{text} Over all days the average misses the signal by {number(error)}{unit} (root "
            f"mean square); the signal alone comes out {lag} {'day' if lag == 1 else 'days'} late."
        )

    def echo(self) -> Tensor:
        """Return what the chosen day's change alone adds to the average, day by day: shape (n,)."""
        impulse = torch.zeros(len(self.values), dtype=torch.float64)
        impulse[self.day - 1] = self.changes.get(str(self.day), 0.0)
        return self._averaged(impulse)

    def _echo(self) -> str:
        amount = self.changes.get(str(self.day), 0.0)
        if not amount:
            return ""
        unit = f" {self.unit}" if self.unit else ""
        echo, at = self.echo(), self.day - 1
        parts = [f"by {number(echo[at].item())}{unit} that day"]
        if at + 7 < len(echo):
            parts.append(f"by {number(echo[at + 7].item())}{unit} a week later")
        return f"Its change by {number(amount)}{unit} moves the average {' and '.join(parts)}. "

    def picture(self) -> Described:
        """Return a still picture of it."""
        figure, axes = new_figure(height=3.2)
        run = self.trace()
        days = torch.arange(1, len(run.value) + 1)
        axes.plot(days, run.value, ".", color=PALETTE["black"], alpha=0.35, label="value")
        if self.signal:
            axes.plot(days, self.signal, ":", color=PALETTE["vermillion"], label="signal")
        axes.plot(days, run.average, "-", color=PALETTE["blue"], label="average")
        unit = f", {self.unit}" if self.unit else ""
        axes.set(xlabel="day", ylabel=f"value{unit}", title=f"The average with β = {self.beta:g}")
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False)
        return describe(figure, self.summary())
