"""GradientCloud: what a batch says of the gradient, and where such steps lead."""

import math
from typing import Any, NamedTuple

import torch
import traitlets
from torch import Tensor

from trainloop.noise import distinct, integers
from trainloop.optim import SGD
from trainloop.plotting import PALETTE, Described, describe, new_figure
from trainloop.widgets.instrument import STATIC, Instrument, column
from trainloop.widgets.settings import Count, Number, Switch
from trainloop.widgets.words import number

__all__ = ["CloudTrace", "GradientCloud"]

ESTIMATES = 200
STEPS = 400
HALF = STEPS // 2
FAR = 1e100
MOST = 2000


class CloudTrace(NamedTuple):
    """What the pictures show.

    Attributes:
        path: w and b of the run, the start first, shape (steps + 1, 2); it ends before 10¹⁰⁰.
        gradient: the true gradient at the step shown, shape (2,).
        estimates: 200 estimates of it, from a batch each, shape (200, 2).
        sizes: batch sizes 1, 2, 4, …, n, and the one that is set, shape (k,), int64.
        measured: at each size the mean squared distance of 200 estimates from the true gradient, shape (k,).
        variance: what theory says it is on average, shape (k,).
    """

    path: Tensor
    gradient: Tensor
    estimates: Tensor
    sizes: Tensor
    measured: Tensor
    variance: Tensor


class GradientCloud(Instrument):
    """Estimate the gradient of a line's mean squared error from batches, and descend by such estimates.

    Each batch is drawn anew from all n examples, with or without replacement; batches without it share
    no order of epochs. The estimate of a larger batch holds that of the smaller one, so that each
    dot can be followed.

    Args:
        x: inputs, shape (n,), n from 4 to 2000.
        y: targets, shape (n,).
        batch_size: B, examples in a batch, from 1 to n.
        lr: the learning rate α, in [0.001, 2].
        replacement: draw each example of a batch from all, so that one may come twice.
        w: slope where the run starts, in [−3, 3].
        b: intercept where the run starts, in [−3, 3].
        seed: of all draws, from 0 to 999.
        step: how many steps the run has made, from 0 to 400; the cloud is taken where it then is.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Source: the variance of a mean drawn without replacement is Cochran, Sampling Techniques (1977), theorem 2.2.
    Chapter: batch-and-stochastic.
    """

    _esm = STATIC / "gradient-cloud.js"
    x: traitlets.List[float] = traitlets.List(read_only=True).tag(sync=True)
    y: traitlets.List[float] = traitlets.List(read_only=True).tag(sync=True)
    batch_size = Count(4, 1, MOST)
    lr = Number(0.2, 0.001, 2)
    replacement = Switch(True)
    w = Number(-1.0, -3, 3)
    b = Number(1.0, -3, 3)
    seed = Count(0, 0, 999)
    step = Count(0, 0, STEPS)

    def __init__(self, x: object, y: object, *, batch_size: int = 4, **settings: Any) -> None:
        inputs, targets = column("x", x), column("y", y)
        if len(inputs) != len(targets):
            raise ValueError(f"y must be as long as x, {len(inputs)}, not {len(targets)}")
        if not 4 <= len(inputs) <= MOST:
            raise ValueError(f"x must hold from 4 to {MOST} numbers, not {len(inputs)}")
        if not bool((inputs != inputs[0]).any()):
            raise ValueError("x must hold at least two different numbers, else no line is best")
        super().__init__(**settings)
        self.set_trait("x", inputs.tolist())
        self.set_trait("y", targets.tolist())
        self.publish_limits(batch_size=(1, len(inputs)))
        self.batch_size = batch_size

    def data(self) -> tuple[Tensor, Tensor]:
        """Return x with a column of ones, shape (n, 2), and y, shape (n,)."""
        x, y = (torch.tensor(values, dtype=torch.float64) for values in (self.x, self.y))
        return torch.stack([x, torch.ones_like(x)], dim=1), y

    def best(self) -> Tensor:
        """Return w and b of the best line, shape (2,)."""
        z, y = self.data()
        best: Tensor = torch.linalg.solve(z.T @ z, z.T @ y)
        return best

    def gradients(self, theta: Tensor) -> Tensor:
        """Return the gradient of each example's loss at (w, b), shape (n, 2)."""
        z, y = self.data()
        return 2 * (z @ theta - y)[:, None] * z

    def share(self, size: int) -> float:
        """Return what is left of one example's variance in the mean of a batch of this size."""
        n = len(self.x)
        return 1 / size if self.replacement else (n - size) / (size * (n - 1))

    def draws(self, size: int, streams: int, first: int) -> Tensor:
        """Return the examples of some batches, shape (streams, size)."""
        draw = integers if self.replacement else distinct
        return draw(self.seed, size, len(self.x), streams=streams, first=first)

    def path(self) -> Tensor:
        """Return w and b of the run by `trainloop.optim.SGD`, shape (steps + 1, 2)."""
        z, y = self.data()
        theta = torch.tensor([self.w, self.b], dtype=torch.float64)
        optimizer = SGD([theta], lr=self.lr)
        rows = [theta.clone()]
        for batch in self.draws(self.batch_size, STEPS, ESTIMATES):
            inputs, targets = z[batch], y[batch]
            theta.grad = 2 * ((inputs @ theta - targets)[:, None] * inputs).mean(dim=0)
            optimizer.step()
            if not bool((theta.abs() < FAR).all()):
                break
            rows.append(theta.clone())
        return torch.stack(rows)

    def expected(self) -> Tensor:
        """Return what theory expects of the squared distance from the best line, shape (401,): exact.

        A step maps the error e to e − αĝ, and E[ĝĝᵀ] = ḡḡᵀ + share · (E[ggᵀ] − ḡḡᵀ), where g is one
        example's gradient, a linear function of (e, 1): so its second moment has a recursion.
        """
        (z, y), best, share = self.data(), self.best(), self.share(self.batch_size)
        wider = torch.cat([z, (z @ best - y)[:, None]], dim=1)  # of (e, 1): g = 2z(wider · (e, 1))
        down, mean_step = 2 * z.T @ wider / len(z), torch.eye(3, dtype=torch.float64)
        mean_step[:2] -= self.lr * down
        error = torch.cat([torch.tensor([self.w, self.b], dtype=torch.float64) - best, torch.ones(1).double()])
        moment, rows = torch.outer(error, error), []
        for _ in range(STEPS + 1):
            rows.append(moment[:2, :2].trace())
            square = torch.einsum("ij,jk,ik->i", wider, moment, wider)
            example = 4 * (z * square[:, None]).T @ z / len(z)
            slope = down @ moment @ down.T
            moment = mean_step @ moment @ mean_step.T
            moment[:2, :2] += self.lr**2 * share * (example - slope)
        return torch.stack(rows)

    def limit(self) -> float:
        """Return the α up to which the expected squared distance doesn't grow with this batch size."""
        z, _ = self.data()
        h, share, eye = 2 * z.T @ z / len(z), self.share(self.batch_size), torch.eye(2).double()
        pairs = torch.einsum("ni,nj->nij", z, z).flatten(1)
        both, example = torch.kron(h, h), 4 * pairs.T @ pairs / len(z)
        decay = torch.kron(h, eye) + torch.kron(eye, h)
        values = torch.linalg.eigvals(torch.linalg.solve(decay, (1 - share) * both + share * example))
        return 1 / float(values.real.max())

    def trace(self) -> CloudTrace:
        """Return the run, the cloud where it now is, and the variance at some batch sizes."""
        path, n = self.path(), len(self.x)
        each = self.gradients(path[min(self.step, len(path) - 1)])
        gradient = each.mean(dim=0)
        sizes = sorted({self.batch_size, n, *(2**k for k in range(11) if 2**k <= n)})
        sums = each[self.draws(n, ESTIMATES, 0)].cumsum(dim=1)
        means = {size: sums[:, size - 1] / size for size in sizes}
        measured = torch.stack([(means[size] - gradient).square().sum(dim=1).mean() for size in sizes])
        shares = torch.tensor([self.share(size) for size in sizes], dtype=torch.float64)
        one = (each - gradient).square().sum(dim=1).mean()
        return CloudTrace(
            path=path,
            gradient=gradient,
            estimates=means[self.batch_size],
            sizes=torch.tensor(sizes),
            measured=measured * (shares > 0),  # all n give the gradient itself, but for rounding
            variance=shares * one,
        )

    def summary(self) -> str:
        """Return in words what the instrument shows."""
        run = self.trace()
        return f"Step {min(self.step, len(run.path) - 1)}: {self._of_cloud(run)} {self._of_run(run.path)}"

    def _of_cloud(self, run: CloudTrace) -> str:
        size, n = self.batch_size, len(self.x)
        if self.share(size) == 0:
            return f"all {n} without replacement are no estimate; they give the true gradient."
        at = run.sizes.tolist().index(size)
        typical, theory = (math.sqrt(part[at].item()) for part in (run.measured, run.variance))
        words = (
            f"with B = {size}, the {ESTIMATES} estimates miss the true gradient by {number(typical)} "
            f"(root mean square); theory says {number(theory)}"
        )
        if 4 * size > n:
            return f"{words}."
        ratio = math.sqrt(self.share(4 * size) / self.share(size))
        return f"{words}, and {number(ratio)} times that for B = {4 * size}."

    def _of_run(self, path: Tensor) -> str:
        limit = self.limit()
        if self.lr > limit or len(path) <= STEPS:
            end = f", and step {len(path)} leaves 10¹⁰⁰ behind" if len(path) <= STEPS else ""
            return (
                f"α = {number(self.lr)} is above {number(limit)}, its limit at this B: "
                f"the expected distance from the best line grows{end}."
            )
        stays = math.sqrt((path[HALF + 1 :] - self.best()).square().sum(dim=1).mean().item())
        theory = math.sqrt(self.expected()[HALF + 1 :].mean().clamp(min=0).item())
        if theory < 1e-9:
            return f"Steps {HALF + 1} to {STEPS} rest at the best line: there is no noise to move them."
        return (
            f"Steps {HALF + 1} to {STEPS} of the run lie {number(stays)} from the best line "
            f"(root mean square of w and b together); theory expects {number(theory)}."
        )

    def picture(self) -> Described:
        """Return a still picture of it."""
        figure, (left, right) = new_figure(height=3.2, columns=2)
        run, best = self.trace(), self.best()
        left.plot(*run.estimates.T, ".", color=PALETTE["black"], alpha=0.5, label="estimates")
        left.plot(*run.gradient, "s", color=PALETTE["vermillion"], label="true gradient")
        left.set(xlabel="∂L/∂w", ylabel="∂L/∂b", title=f"Estimates from batches of {self.batch_size}")
        left.legend()
        right.plot(*run.path.T, "--", color=PALETTE["vermillion"], linewidth=0.8, label="run")
        right.plot(*best, "s", color=PALETTE["blue"], label="best line")
        right.set(xlabel="w", ylabel="b", title="The run")
        right.legend()
        return describe(figure, self.summary())
