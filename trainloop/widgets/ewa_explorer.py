"""EwaExplorer: an exponentially weighted average, what a day leaves behind in it and what its weights sum to."""

from typing import Any, NamedTuple

import torch
import traitlets
from torch import Tensor

from trainloop.arguments import boolean
from trainloop.averages import bias_corrected_ewa, ewa, weights
from trainloop.plotting import PALETTE, Described, describe, new_figure
from trainloop.widgets.instrument import STATIC, Instrument, column
from trainloop.widgets.settings import Changes, Choice, Count, Number
from trainloop.widgets.words import number, raised

__all__ = ["EwaExplorer", "EwaTrace"]

EARLY = 5  # a day on which little weight is there yet
FEW = 30  # of the first days, at least, stand in the still picture


class EwaTrace(NamedTuple):
    """What is averaged and what comes out, shape (n,) each.

    Attributes:
        value: the values, with the noise multiplied and the changes made.
        average: their exponentially weighted average, as it is chosen to start.
        unchanged: the same average without the changes; the difference is their echo.
        zero: the average that starts at zero.
        corrected: that divided by `weight`.
        first: the average that starts at the first value.
        weight: the sum of the values' weights after a start at zero, 1 − βᵗ.
    """

    value: Tensor
    average: Tensor
    unchanged: Tensor
    zero: Tensor
    corrected: Tensor
    first: Tensor
    weight: Tensor


class EwaExplorer(Instrument):
    """Average a year of temperatures, or any values: drag a day and watch its echo, or see the weight that is there.

    Args:
        values: shape (n,), n at least 2.
        signal: what lies beneath the noise, shape (n,); then `values - signal` is the noise.
        act: "echo" shows what the chosen day leaves behind, "correction" the weights of the first days.
        beta: the decay β, in [0, 0.999].
        noise: multiplies the noise, in [0, 3]; without a signal only 1 is allowed.
        start: "zero"; "corrected", at zero and then divided by the weights' sum, 1 − βᵗ; or "first",
            at the first value x₁, which then keeps the weight βᵗ⁻¹.
        corrected: True is short for the start "corrected", False for "zero".
        day: the chosen day t, from 1 to n; if not given, one that suits the act.
        unit: of the values, as written behind numbers.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Source: Kingma and Ba (2015), https://arxiv.org/abs/1412.6980, section 3, for the correction.
    Chapter: exponentially-weighted-averages, bias-correction.
    """

    _esm = STATIC / "ewa-explorer.js"
    values: traitlets.List[float] = traitlets.List(read_only=True).tag(sync=True)
    signal: traitlets.List[float] = traitlets.List(read_only=True).tag(sync=True)
    unit = traitlets.Unicode("°C", read_only=True).tag(sync=True)
    act = Choice("echo", ("echo", "correction"))
    beta = Number(0.9, 0, 0.999)
    noise = Number(1.0, 0, 3)
    start = Choice("zero", ("zero", "corrected", "first"))
    day = Count(1, 1, 1)
    changes = Changes().tag(sync=True)

    def __init__(
        self,
        values: object,
        *,
        signal: object = None,
        unit: str = "°C",
        noise: float = 1.0,
        corrected: bool | None = None,
        day: int | None = None,
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
        early = EARLY if self.act == "correction" else len(series) // 3 + 1
        self.day = min(early, len(series)) if day is None else day
        if corrected is not None:
            if "start" in settings:
                raise ValueError("corrected must not be given along with start, which says it too")
            self.corrected = corrected

    @property
    def corrected(self) -> bool:
        """Whether the average is divided by the weights' sum: the start "corrected"."""
        return bool(self.start == "corrected")

    @corrected.setter
    def corrected(self, value: bool) -> None:
        self.start = "corrected" if boolean("corrected", value) else "zero"

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
        starts = {start: self._averaged(value, start) for start in ("zero", "corrected", "first")}
        weight = 1 - self.beta ** torch.arange(1, len(value) + 1, dtype=torch.float64)
        return EwaTrace(value, starts[self.start], self._averaged(base, self.start), **starts, weight=weight)

    def _averaged(self, values: Tensor, start: str | None = None) -> Tensor:
        start = start or self.start
        if start == "corrected":
            return bias_corrected_ewa(values, self.beta)
        average = ewa(values, self.beta)
        if start == "zero":
            return average
        # What the zero start still holds after t values, βᵗ, x₁ holds instead.
        return average + self.beta ** torch.arange(1, len(values) + 1, dtype=torch.float64) * values[0]

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
        return self._echo_words() if self.act == "echo" else self._weight_words()

    def _measured(self, value: Tensor | float) -> str:
        return number(float(value)) + (f" {self.unit}" if self.unit else "")

    def _echo_words(self) -> str:
        run, at = self.trace(), self.day - 1
        text = (
            f"Day {self.day}: value {self._measured(run.value[at])}, average {self._measured(run.average[at])}. "
            f"{self._echo()}{self._sum()}"
        )
        lag, error = self.lag(), self.error()
        if lag is None or error is None:
            return text
        return (
            f"{text} Over all days the average misses the signal by {self._measured(error)} (root "
            f"mean square); the signal alone comes out {lag} {'day' if lag == 1 else 'days'} late."
        )

    def _sum(self) -> str:
        if self.start == "first":
            power, weight = f"β{raised(self.day - 1)}", self.beta ** (self.day - 1)
            return f"Started at the first value, the weights sum to 1, and x₁ has {power} = {number(weight)} of it."
        there = weights(self.beta, self.day).sum().item()
        return f"The weights of its {self.day} values sum to 1 − β{raised(self.day)} = {number(there)}."

    def _weight_words(self) -> str:
        run, t = self.trace(), self.day
        zero, corrected, first = (self._measured(part[t - 1]) for part in (run.zero, run.corrected, run.first))
        there = number(weights(self.beta, t).sum().item())
        power = f"β{raised(t)}"
        reach = f"the weights that are there sum to 1 − {power} = {there}"
        if self.start == "zero":
            return (
                f"Day {t}: {reach}; the zero start holds the other {power} = {number(self.beta**t)}. "
                f"So the average is {zero}; divided by {there} it is {corrected}."
            )
        if self.start == "corrected":
            return f"Day {t}: {reach}. Divided by that they sum to 1, and the average is {corrected} instead of {zero}."
        kept = self.beta ** (t - 1)
        return (
            f"Day {t}: started at x₁ = {self._measured(run.value[0])}, the weights sum to 1, but x₁ alone has "
            f"β{raised(t - 1)} = {number(kept)} of it; corrected it has "
            f"{number((1 - self.beta) * kept / (1 - self.beta**t))}. "
            f"The average is {first}; corrected it is {corrected}."
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
        echo, at = self.echo(), self.day - 1
        parts = [f"by {self._measured(echo[at])} that day"]
        if at + 7 < len(echo):
            parts.append(f"by {self._measured(echo[at + 7])} a week later")
        return f"Its change by {self._measured(amount)} moves the average {' and '.join(parts)}. "

    def picture(self) -> Described:
        """Return a still picture of it."""
        return self._echo_picture() if self.act == "echo" else self._weight_picture()

    def _echo_picture(self) -> Described:
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

    def _weight_picture(self) -> Described:
        figure, (left, right) = new_figure(height=3.2, columns=2)
        run = self.trace()
        most = min(len(run.value), max(FEW, self.day))
        days = torch.arange(1, most + 1)
        left.plot(days, run.value[:most], ".", color=PALETTE["black"], alpha=0.5, label="value")
        left.plot(days, run.zero[:most], "--", color=PALETTE["vermillion"], label="from zero")
        left.plot(days, run.corrected[:most], "-", color=PALETTE["blue"], label="corrected")
        if self.start == "first":
            left.plot(days, run.first[:most], ":", color=PALETTE["purple"], label="from x₁")
        unit = f", {self.unit}" if self.unit else ""
        left.set(xlabel="day", ylabel=f"value{unit}", title=f"The averages with β = {self.beta:g}")
        left.legend()
        own, rest = self._stacked(run.weight[:most])
        right.bar(days, own, color=PALETTE["blue"], label="weight of the values")
        if self.start != "corrected":
            held = "weight of x₁" if self.start == "first" else "weight of the zero start"
            right.bar(days, rest, bottom=own, fill=False, hatch="///", linewidth=0, label=held)
        right.axhline(1, color=PALETTE["black"], linestyle="-")
        right.set(xlabel="day", ylabel="weight", title="The weights, stacked", ylim=(0, 1.45))
        right.legend(loc="upper center")
        return describe(figure, self.summary())

    def _stacked(self, weight: Tensor) -> tuple[Tensor, Tensor]:
        if self.start == "corrected":
            return torch.ones_like(weight), torch.zeros_like(weight)
        own = torch.cat([torch.zeros(1, dtype=weight.dtype), weight[:-1]]) if self.start == "first" else weight
        return own, 1 - own
