"""Exercise: one step of Adam."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from trainloop.exercises.task import Function, Mistake, Task
from trainloop.exercises.values import Parts
from trainloop.exercises.variants import with_other

Step = tuple[float, float, float]


def adam_step(
    param: float,
    grad: float,
    m: float,
    v: float,
    t: int,
    lr: float,
    beta1: float,
    beta2: float,
    eps: float,
) -> tuple[float, float, float]:
    """Return the parameter and the uncorrected averages after step ``t``."""
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    param = param - lr * m_hat / (v_hat**0.5 + eps)
    return param, m, v


class Given(NamedTuple):
    """The arguments of a step, with what every variant needs of them."""

    param: float
    grad: float
    m: float
    v: float
    t: int
    lr: float
    beta1: float
    beta2: float
    eps: float

    @property
    def averages(self) -> tuple[float, float]:
        """The m and v of this step."""
        m = self.beta1 * self.m + (1 - self.beta1) * self.grad
        v = self.beta2 * self.v + (1 - self.beta2) * self.grad**2
        return m, v

    @property
    def corrections(self) -> tuple[float, float]:
        """What m and v are divided by."""
        return 1 - self.beta1**self.t, 1 - self.beta2**self.t

    def moved(self, m: float, v: float) -> float:
        """The parameter after a corrected step with these averages."""
        c1, c2 = self.corrections
        return float(self.param - self.lr * (m / c1) / ((v / c2) ** 0.5 + self.eps))


def _variant(step: Callable[[Given], Step]) -> Function:
    return lambda *arguments: step(Given(*arguments))


def _with_ratio(
    ratio: Callable[[float, float, float, float, float], float],
) -> Function:
    """The right averages, and a parameter moved by lr times ``ratio(m, v, c1, c2, eps)``."""

    def step(given: Given) -> Step:
        m, v = given.averages
        return given.param - given.lr * ratio(m, v, *given.corrections, given.eps), m, v

    return _variant(step)


def _with_averages(averages: Callable[[Given], tuple[float, float]]) -> Function:
    """Other averages, and the parameter moved by them as it should be."""

    def step(given: Given) -> Step:
        m, v = averages(given)
        return given.moved(m, v), m, v

    return _variant(step)


def _corrected_returned(given: Given) -> Step:
    (m, v), (c1, c2) = given.averages, given.corrections
    return given.moved(m, v), m / c1, v / c2


def _old_averages(given: Given) -> Step:
    return given.moved(given.m, given.v), *given.averages


TASK = Task(
    reference=adam_step,
    result=Parts(("param", "m", "v"), derived=("param",)),
    cases=(
        dict(Given(5.0, 10.0, 0.0, 0.0, 1, 0.1, 0.9, 0.999, 1e-8)._asdict()),
        dict(Given(4.9, 9.8, 1.0, 0.1, 2, 0.1, 0.9, 0.999, 1e-8)._asdict()),
        dict(Given(-1.5, -0.4, 0.3, 0.2, 10, 0.05, 0.8, 0.95, 1e-8)._asdict()),
        dict(Given(0.5, 0.02, 0.0, 0.0, 1, 0.1, 0.9, 0.99, 0.01)._asdict()),
        dict(Given(2.0, 0.0, 0.0, 0.0, 3, 0.1, 0.9, 0.999, 1e-8)._asdict()),
    ),
    mistakes=(
        Mistake(
            "correction-missing",
            _with_ratio(lambda m, v, c1, c2, eps: m / (v**0.5 + eps)),
            "you left out the bias correction; divide m by 1 − β₁ᵗ and v by 1 − β₂ᵗ",
        ),
        Mistake(
            "v-not-corrected",
            _with_ratio(lambda m, v, c1, c2, eps: m / c1 / (v**0.5 + eps)),
            "only m was corrected; divide v by 1 − β₂ᵗ as well",
        ),
        Mistake(
            "m-not-corrected",
            _with_ratio(lambda m, v, c1, c2, eps: m / ((v / c2) ** 0.5 + eps)),
            "only v was corrected; divide m by 1 − β₁ᵗ as well",
        ),
        Mistake(
            "corrected-returned",
            _variant(_corrected_returned),
            "you return the corrected averages; return m and v as they are, or the next step corrects them again",
        ),
        Mistake(
            "t-one-less",
            with_other(adam_step, t=lambda given: given.t - 1),
            "your t is one too small; the first step has t = 1",
        ),
        Mistake(
            "t-one-more",
            with_other(adam_step, t=lambda given: given.t + 1),
            "your t is one too large; use t as it is given, from 1",
        ),
        Mistake(
            "power-missing",
            with_other(adam_step, t=lambda given: 1),
            "you corrected by 1 − β; raise β to the power t",
        ),
        Mistake(
            "eps-inside-root",
            _with_ratio(lambda m, v, c1, c2, eps: m / c1 / (v / c2 + eps) ** 0.5),
            "ε is inside the root; take the root first, then add ε",
        ),
        Mistake(
            "eps-missing",
            _with_ratio(lambda m, v, c1, c2, eps: m / c1 / (v / c2) ** 0.5),
            "ε is missing; add it to the root, it keeps you from dividing by 0",
        ),
        Mistake(
            "root-missing",
            _with_ratio(lambda m, v, c1, c2, eps: m / c1 / (v / c2 + eps)),
            "the root is missing; divide by √v̂ + ε",
        ),
        Mistake(
            "not-divided",
            _with_ratio(lambda m, v, c1, c2, eps: m / c1),
            "the step isn't scaled; divide m̂ by √v̂ + ε",
        ),
        Mistake(
            "correction-multiplied",
            _with_ratio(lambda m, v, c1, c2, eps: m * c1 / ((v * c2) ** 0.5 + eps)),
            "you multiplied by the corrections; divide, for m and v are too small at the start",
        ),
        Mistake(
            "wrong-sign",
            _with_ratio(lambda m, v, c1, c2, eps: -(m / c1) / ((v / c2) ** 0.5 + eps)),
            "you climb; subtract the step from param",
        ),
        Mistake(
            "rate-missing",
            with_other(adam_step, lr=lambda given: 1.0),
            "the learning rate is missing; multiply the step by lr",
        ),
        Mistake(
            "swapped-betas",
            with_other(adam_step, beta1=lambda given: given.beta2, beta2=lambda given: given.beta1),
            "the betas are swapped; β₁ belongs to m, β₂ to v",
        ),
        Mistake(
            "swapped-weights",
            _with_averages(
                lambda given: (
                    (1 - given.beta1) * given.m + given.beta1 * given.grad,
                    (1 - given.beta2) * given.v + given.beta2 * given.grad**2,
                )
            ),
            "the weights are swapped; β belongs to the old average, 1 − β to the gradient",
        ),
        Mistake(
            "sum",
            _with_averages(
                lambda given: (
                    given.beta1 * given.m + given.grad,
                    given.beta2 * given.v + given.grad**2,
                )
            ),
            "you sum instead of averaging; weight the gradient by 1 − β₁ and its square by 1 − β₂",
        ),
        Mistake(
            "not-squared",
            _with_averages(
                lambda given: (
                    given.averages[0],
                    given.beta2 * given.v + (1 - given.beta2) * given.grad,
                )
            ),
            "v averages the squared gradient; square it",
        ),
        Mistake(
            "old-averages",
            _variant(_old_averages),
            "the step uses the old m and v; update them first",
        ),
    ),
    tensors=("param", "grad", "m", "v"),
    source="`torch.optim.Adam`",
    hints=(
        "Four things in this order: both averages, both corrections, the step, and what you return.",
        "m averages grad and v averages grad squared, each with its own β: β times the old average, 1 − β times the new.",
        "The corrected averages are m / (1 − β₁ᵗ) and v / (1 − β₂ᵗ). Give them names of their own, for you return m and v.",
        "The step is lr times the corrected m, divided by the root of the corrected v, plus ε outside the root.",
    ),
)
