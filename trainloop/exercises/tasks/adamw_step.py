"""Exercise: one step of AdamW."""

from __future__ import annotations

from trainloop.exercises.task import Function, Mistake, Task
from trainloop.exercises.tasks.adam_step import TASK as ADAM
from trainloop.exercises.tasks.adam_step import Step, adam_step
from trainloop.exercises.values import Parts
from trainloop.exercises.variants import Given, Make, variant


def adamw_step(
    param: float,
    grad: float,
    m: float,
    v: float,
    t: int,
    lr: float,
    beta1: float,
    beta2: float,
    eps: float,
    weight_decay: float,
) -> tuple[float, float, float]:
    """Return the parameter and the uncorrected averages after step ``t``, with decoupled weight decay."""
    param = param - lr * weight_decay * param
    m = beta1 * m + (1 - beta1) * grad
    v = beta2 * v + (1 - beta2) * grad**2
    m_hat = m / (1 - beta1**t)
    v_hat = v / (1 - beta2**t)
    param = param - lr * m_hat / (v_hat**0.5 + eps)
    return param, m, v


def _adam(given: Given, step: Function = adam_step, **changes: float) -> Step:
    """Adam's step with these arguments, the decay left out."""
    arguments = vars(given) | changes
    moved: Step = step(*(arguments[name] for name in ADAM.parameters))
    return moved


def _shrunk(given: Given) -> float:
    """The parameter as decay leaves it."""
    return float(given.param * (1 - given.lr * given.weight_decay))


def _decayed_by(shrunk: Make) -> Function:
    """Adam's step from a parameter that was shrunk in another way."""
    return variant(adamw_step, lambda given: _adam(given, param=shrunk(given)))


def _coupled(given: Given) -> Step:
    return _adam(given, grad=given.grad + given.weight_decay * given.param)


def _coupled_and_decayed(given: Given) -> Step:
    return _adam(given, param=_shrunk(given), grad=given.grad + given.weight_decay * given.param)


def _decayed_last(given: Given) -> Step:
    param, m, v = _adam(given)
    return param * (1 - given.lr * given.weight_decay), m, v


def _with_adams(mistake: Mistake) -> Mistake:
    """A mistake of Adam's, made after the right decay."""
    wrong = variant(adamw_step, lambda given: _adam(given, mistake.wrong, param=_shrunk(given)))
    return Mistake(mistake.id, wrong, mistake.pointer)


def _case(*values: float) -> dict[str, float]:
    return dict(zip((*ADAM.parameters, "weight_decay"), values, strict=True))


TASK = Task(
    reference=adamw_step,
    result=Parts(("param", "m", "v"), derived=("param",)),
    cases=(
        _case(5.0, 10.0, 0.0, 0.0, 1, 0.1, 0.9, 0.999, 1e-8, 0.01),
        _case(4.9, 9.8, 1.0, 0.1, 2, 0.1, 0.9, 0.999, 1e-8, 0.1),
        _case(-1.5, -0.4, 0.3, 0.2, 10, 0.05, 0.8, 0.95, 1e-8, 0.5),
        _case(0.5, 0.02, 0.0, 0.0, 1, 0.1, 0.9, 0.99, 0.01, 0.2),
        _case(2.0, 0.0, 0.0, 0.0, 3, 0.1, 0.9, 0.999, 1e-8, 0.1),
        _case(2.0, 3.0, 1.0, 4.0, 5, 0.1, 0.9, 0.99, 1e-8, 0.0),
    ),
    mistakes=(
        Mistake(
            "decay-through-gradient",
            variant(adamw_step, _coupled),
            "the decay went through the gradient, and so into m and v; that is Adam with L2. "
            "Leave grad alone and shrink param itself by lr · weight_decay",
        ),
        Mistake(
            "decayed-twice",
            variant(adamw_step, _coupled_and_decayed),
            "param decays twice, once through the gradient; leave grad alone",
        ),
        Mistake(
            "decay-missing",
            variant(adamw_step, _adam),
            "this is Adam, and the decay is missing; first shrink param by lr · weight_decay · param",
        ),
        Mistake(
            "decay-without-rate",
            _decayed_by(lambda given: given.param * (1 - given.weight_decay)),
            "the decay isn't scaled by the learning rate; shrink param by lr · weight_decay · param",
        ),
        Mistake(
            "decay-added",
            _decayed_by(lambda given: given.param * (1 + given.lr * given.weight_decay)),
            "the decay pushes param away from 0; subtract it",
        ),
        Mistake(
            "decay-not-of-param",
            _decayed_by(lambda given: given.param - given.lr * given.weight_decay),
            "the decay is the same for every parameter; multiply it by param",
        ),
        Mistake(
            "decay-of-gradient",
            _decayed_by(lambda given: given.param - given.lr * given.weight_decay * given.grad),
            "you subtract a share of the gradient; the decay is a share of param",
        ),
        Mistake(
            "decay-replaces",
            _decayed_by(lambda given: given.lr * given.weight_decay * given.param),
            "only the decayed share is left of param; subtract it from param",
        ),
        Mistake(
            "decayed-last",
            variant(adamw_step, _decayed_last),
            "you decay the parameter that has already moved; shrink the old one, then take Adam's step",
        ),
        *map(_with_adams, ADAM.mistakes),
    ),
    tensors=ADAM.tensors,
    source="`torch.optim.AdamW`",
    hints=(
        "It is Adam's step with one line more. m and v are computed exactly as before, from grad alone.",
        "The decay takes a share of the parameter itself, whatever its gradient is.",
        "The share is lr · weight_decay. Take it off the old param, before Adam's step moves it.",
    ),
)
