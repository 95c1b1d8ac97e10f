"""NoiseBall: what noise leaves of the loss, by theory and in many runs."""

from typing import NamedTuple

import torch
from torch import Tensor

from trainloop.noise import normal
from trainloop.optim import SGD
from trainloop.plotting import PALETTE, Described, describe, new_figure
from trainloop.widgets.instrument import STATIC, Instrument
from trainloop.widgets.settings import Count, Number
from trainloop.widgets.words import number

__all__ = ["NoiseBall", "NoiseTrace"]

STEPS = 400
RUNS = 64
START = 3.0
FAR = 1e100


class NoiseTrace(NamedTuple):
    """The loss after each step, the start first, shape (steps + 1,) each; all end before 10¹⁰⁰.

    Attributes:
        simulated: the mean of 64 runs.
        bias: what theory expects if there were no noise.
        variance: what the noise adds to it; theory's loss is the sum of both.
    """

    simulated: Tensor
    bias: Tensor
    variance: Tensor


class NoiseBall(Instrument):
    """Descend ½(h₁w₁² + h₂w₂²) by noisy gradients, and see what sets the floor of the loss.

    The gradient is hw + noise of variance c/B, fresh at each step. Each run starts from w = (3, 3) and
    steps by u ← μu + g (PyTorch's sum), w ← w − αh⁻ᵖu; the loss is that of the weight average
    a ← γa + (1 − γ)w, which starts at w too.

    Args:
        lr: the learning rate α, in [0.001, 10].
        batch_size: B, from 1 to 4096.
        mu: PyTorch's momentum μ, in [0, 0.99].
        decay: of the weight average, γ, in [0, 0.999]; 0 is w itself.
        power: p of the preconditioner h⁻ᵖ, in [0, 1].
        h1: the first curvature, in [0.01, 10].
        h2: the second curvature, in [0.01, 10].
        noise: c, variance of one example's gradient along each axis, in [0.01, 100].
        seed: of the runs' noise, from 0 to 999.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Source: Zhang et al. (2019), https://arxiv.org/abs/1907.04164, section 3.
    Chapter: noise-and-averaging.
    """

    _esm = STATIC / "noise-ball.js"
    lr = Number(0.1, 0.001, 10)
    batch_size = Count(1, 1, 4096)
    mu = Number(0.0, 0, 0.99)
    decay = Number(0.0, 0, 0.999)
    power = Number(0.0, 0, 1)
    h1 = Number(1.0, 0.01, 10)
    h2 = Number(0.1, 0.01, 10)
    noise = Number(1.0, 0.01, 100)
    seed = Count(0, 0, 999)

    def limit(self) -> float:
        """Return the largest stable α."""
        return 2 * (1 + self.mu) / max(float(h ** (1 - self.power)) for h in (self.h1, self.h2))

    def simulated(self) -> tuple[Tensor, Tensor]:
        """Return the weight averages of all runs by `trainloop.optim.SGD`, shape (401, 64, 2), and their mean loss."""
        curvatures = (self.h1, self.h2)
        axes = [torch.full((RUNS,), START, dtype=torch.float64) for _ in curvatures]
        groups = [{"params": [w], "lr": self.lr * h**-self.power} for w, h in zip(axes, curvatures, strict=True)]
        optimizer = SGD(groups, lr=self.lr, momentum=self.mu)
        draws = normal(self.seed, RUNS * STEPS * 2).view(RUNS, STEPS, 2) * (self.noise / self.batch_size) ** 0.5
        average = torch.stack(axes, dim=1)
        rows = [average]
        for t in range(STEPS):
            for i, (w, h) in enumerate(zip(axes, curvatures, strict=True)):
                w.grad = h * w + draws[:, t, i]
            optimizer.step()
            average = self.decay * average + (1 - self.decay) * torch.stack(axes, dim=1)
            rows.append(average)
        averages = torch.stack(rows)
        loss = 0.5 * (averages.square() * torch.tensor(curvatures, dtype=torch.float64)).sum(dim=2).mean(dim=1)
        return averages, loss

    def step_of(self, h: float, settings: tuple[float, float, float, float]) -> tuple[Tensor, Tensor]:
        """Return F, shape (3, 3), and k, (3,): a step is s ← F s + kξ, of s = (w, u, a) on the curvature h.

        Args:
            h: the curvature.
            settings: α, μ, γ and p.
        """
        lr, mu, decay, power = settings
        rate = lr * h**-power
        w = torch.tensor([1 - rate * h, -rate * mu, 0.0, -rate], dtype=torch.float64)
        u = torch.tensor([h, mu, 0.0, 1.0], dtype=torch.float64)
        a = (1 - decay) * w
        a[2] += decay
        rows = torch.stack([w, u, a])
        return rows[:, :3], rows[:, 3]

    def floor(self, lr: float | None = None, *, plain: bool = False) -> float:
        """Return the loss that is left when the start is forgotten; infinite where no α so large is stable.

        Args:
            lr: another α than the one that is set.
            plain: without momentum, average and preconditioner.
        """
        rate = self.lr if lr is None else lr
        settings = (rate, 0.0, 0.0, 0.0) if plain else (rate, self.mu, self.decay, self.power)
        total = 0.0
        for h in (self.h1, self.h2):
            if rate >= 2 * (1 + settings[1]) / h ** (1 - settings[3]):
                return float("inf")
            f, k = self.step_of(h, settings)
            # C = FCFᵀ + kkᵀ, as one linear system.
            fixed = torch.eye(9, dtype=torch.float64) - torch.kron(f, f)
            covariance = torch.linalg.solve(fixed, torch.outer(k, k).flatten())
            total += 0.5 * h * covariance[8].item()
        return total * self.noise / self.batch_size

    def expected(self) -> tuple[Tensor, Tensor]:
        """Return theory's bias and variance of the loss after each step, shape (401,) each; exact."""
        bias, variance = (torch.zeros(STEPS + 1, dtype=torch.float64) for _ in range(2))
        for h in (self.h1, self.h2):
            f, k = self.step_of(h, (self.lr, self.mu, self.decay, self.power))
            mean = torch.tensor([START, 0.0, START], dtype=torch.float64)
            covariance = torch.zeros(3, 3, dtype=torch.float64)
            fresh = self.noise / self.batch_size * torch.outer(k, k)
            for t in range(STEPS + 1):
                bias[t] += 0.5 * h * mean[2] ** 2
                variance[t] += 0.5 * h * covariance[2, 2]
                mean, covariance = f @ mean, f @ covariance @ f.T + fresh
        return bias, variance

    def trace(self) -> NoiseTrace:
        """Return the runs' mean loss, and theory's."""
        columns = (self.simulated()[1], *self.expected())
        far = [~(column < FAR) for column in (columns[0], columns[1] + columns[2])]
        over = (far[0] | far[1]).nonzero()
        end = int(over[0]) if len(over) else STEPS + 1
        return NoiseTrace(*(column[:end] for column in columns))

    def summary(self) -> str:
        """Return in words what the instrument shows."""
        run, limit = self.trace(), self.limit()
        made = len(run.bias) - 1
        if self.lr >= limit:
            end = f"step {made + 1} leaves 10¹⁰⁰ behind" if made < STEPS else self._reached(run)
            side = "exactly" if self.lr == limit else "above"
            near = self.lr != limit and number(self.lr) == number(limit)
            rate, most = (number(value, 6 if near else 3) for value in (self.lr, limit))
            return f"α = {rate} is {side} {most}, the limit for these curvatures: {end}."
        return f"After {STEPS} steps {self._reached(run)}. {self._floors()}"

    def _reached(self, run: NoiseTrace) -> str:
        simulated, bias, variance = (part[-1].item() for part in run)
        return (
            f"the mean loss of {RUNS} runs is {number(simulated)}; theory expects {number(bias + variance)}, "
            f"of which noise makes {number(100 * variance / (bias + variance))} %"
        )

    def _floors(self) -> str:
        words = f"The floor, with the start forgotten, is {number(self.floor())}; "
        if not (self.mu or self.decay or self.power):
            return f"{words}half of α would make it {number(self.floor(self.lr / 2))}."
        words += f"plain SGD's is {number(self.floor(plain=True))} with this α"
        if not self.mu:
            return f"{words}."
        rate = self.lr / (1 - self.mu)
        return f"{words}, and {number(self.floor(rate, plain=True))} with α/(1 − μ) = {number(rate)}."

    def picture(self) -> Described:
        """Return a still picture of it."""
        figure, (left, right) = new_figure(height=3.2, columns=2)
        run, steps = self.trace(), range(STEPS + 1)
        made = len(run.bias)
        left.plot(steps[:made], run.simulated, "-", color=PALETTE["blue"], label=f"mean of {RUNS} runs")
        left.plot(steps[:made], run.bias + run.variance, "--", color=PALETTE["vermillion"], label="theory")
        left.plot(steps[:made], run.variance.clamp(min=1e-300), ":", color=PALETTE["black"], label="from noise")
        left.set(xlabel="step", ylabel="loss", title="The loss", yscale="log")
        left.set_ylim(bottom=max(1e-12, run.variance[-1].item() / 10))
        left.legend()
        rates = [self.limit() * 10 ** (-k / 20) for k in range(1, 61)]
        right.plot(rates, [self.floor(rate) for rate in rates], "-", color=PALETTE["blue"], label="floor")
        right.axvline(self.lr, color=PALETTE["vermillion"], linestyle="--", label="α now")
        right.set(xlabel="α", ylabel="floor of the loss", title="The floor", xscale="log", yscale="log")
        right.legend()
        return describe(figure, self.summary())
