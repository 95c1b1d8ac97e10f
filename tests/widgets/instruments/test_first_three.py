"""The instruments in Python: what they accept, what they refuse, what their traces equal."""

from typing import Any

import pytest
import torch
from traitlets import TraitError

from trainloop.averages import bias_corrected_ewa, ewa
from trainloop.data import line, temperatures
from trainloop.optim import SGD
from trainloop.surfaces import rosenbrock
from trainloop.widgets import AdamInside, EwaExplorer, LineFit
from trainloop.widgets.instrument import Instrument

X, Y = line(n=60, noise=0.4, seed=3)
YEAR = temperatures(seed=0)


def makers() -> list[Instrument]:
    """One of each."""
    return [LineFit(X, Y), EwaExplorer(YEAR.value, signal=YEAR.signal), AdamInside()]


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"lr": 0}, ValueError, "lr must be a number from 0.0005 to 3, not 0"),
        ({"lr": "fast"}, TypeError, "lr must be a number from 0.0005 to 3, not 'fast'"),
        ({"stretch": -1.0}, ValueError, "stretch must be a number from 0.1 to 5, not -1.0"),
        ({"w": float("nan")}, ValueError, "w must be a number from -20 to 20, not nan"),
    ],
)
def test_line_fit_refuses(settings: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        LineFit(X, Y, **settings)
    widget = LineFit(X, Y)
    [(name, value)] = settings.items()
    before = getattr(widget, name)
    with pytest.raises(error, match=words):
        setattr(widget, name, value)
    assert getattr(widget, name) == before


@pytest.mark.parametrize(
    ("x", "y", "error", "words"),
    [
        ([1.0, 2.0], [1.0], ValueError, "y must be as long as x, 2, not 1"),
        ([1.0, 1.0], [1.0, 2.0], ValueError, "x must hold at least two different numbers"),
        ([], [], ValueError, "x must not be empty"),
        ([[1.0]], [1.0], ValueError, r"x must have the shape \(n,\), not \(1, 1\)"),
        ([1.0, float("inf")], [1.0, 2.0], ValueError, "x must be finite, not inf at 1"),
        ("abc", [1.0], TypeError, "x must be numbers in one row"),
    ],
)
def test_line_fit_refuses_data(x: Any, y: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        LineFit(x, y)


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"problem": "cubic"}, ValueError, "problem must be one of 'quadratic', 'rosenbrock', not 'cubic'"),
        ({"beta1": 1.0}, ValueError, "beta1 must be a number from 0 to 0.9999, not 1.0"),
        ({"eps": 0.0}, ValueError, "eps must be a number from 1e-12 to 1, not 0.0"),
        ({"step": 0}, ValueError, "step must be a number from 1 to 500, not 0"),
        ({"step": 1.5}, TypeError, "step must be an integer, not 1.5"),
        ({"corrected": 1}, TypeError, "corrected must be True or False, not 1"),
    ],
)
def test_adam_inside_refuses(settings: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        AdamInside(**settings)
    widget = AdamInside()
    with pytest.raises(error, match=words):
        setattr(widget, *settings.popitem())


def test_ewa_explorer_refuses() -> None:
    with pytest.raises(ValueError, match=r"beta must be a number from 0 to 0.999, not 1"):
        EwaExplorer(YEAR.value, beta=1)
    with pytest.raises(ValueError, match="signal must be as long as values, 365, not 2"):
        EwaExplorer(YEAR.value, signal=[1.0, 2.0])
    with pytest.raises(ValueError, match=r"noise must be 1 where no signal is given, not 2.0"):
        EwaExplorer(YEAR.value, noise=2.0)
    widget = EwaExplorer(YEAR.value, signal=YEAR.signal)
    with pytest.raises(ValueError, match="day must be a number from 1 to 365, not 366"):
        widget.day = 366
    with pytest.raises(ValueError, match="changes must have days from 1 to 365 as keys, not '0'"):
        widget.changes = {"0": 3.0}
    with pytest.raises(TypeError, match="changes must be a dict from a day to an amount"):
        widget.changes = [1, 2]
    with pytest.raises(TypeError, match="changes\\['5'\\] must be a finite number"):
        widget.changes = {"5": "warm"}


def test_data_is_fixed_after_making() -> None:
    with pytest.raises(TraitError):
        LineFit(X, Y).x = [1.0]


def test_line_fit_is_gradient_descent_with_autograd() -> None:
    widget = LineFit(X, Y, w=1.5, b=-2.0, lr=0.3, noise=0.7, shift=0.5, stretch=1.3)
    x, y = widget.data()
    theta = torch.tensor([1.5, -2.0], dtype=torch.float64, requires_grad=True)
    optimizer = SGD([theta], lr=0.3)
    run = widget.trace(50)
    for t in range(51):
        loss = (theta[0] * x + theta[1] - y).square().mean()
        torch.testing.assert_close(torch.stack([run.w[t], run.b[t]]), theta.detach(), rtol=1e-11, atol=1e-12)
        torch.testing.assert_close(run.loss[t], loss.detach(), rtol=1e-11, atol=1e-12)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def test_the_cliff_is_where_the_summary_says() -> None:
    widget = LineFit(X, Y)
    cliff = 2 / widget.curvatures()[1]
    widget.lr = 0.99 * cliff
    assert "is below" in widget.summary()
    assert widget.trace().loss[-1] < widget.trace().loss[0]
    widget.lr = 1.01 * cliff
    assert "the run diverges" in widget.summary()
    assert widget.trace().loss[-1] > widget.trace().loss[0]


def test_divergence_ends_the_path_without_an_error() -> None:
    run = LineFit(X, Y, lr=3.0).trace()
    assert len(run.w) < 501
    assert all(bool(part.isfinite().all()) for part in run)


def test_noise_in_y_leaves_the_cliff_and_shifting_x_moves_it() -> None:
    plain, noisy, shifted = LineFit(X, Y), LineFit(X, Y, noise=2.0), LineFit(X, Y, shift=10.0)
    assert noisy.curvatures() == plain.curvatures()
    assert shifted.curvatures()[1] > 50 * plain.curvatures()[1]


@pytest.mark.parametrize("corrected", [False, True])
def test_ewa_explorer_is_the_packages_average(corrected: bool) -> None:
    widget = EwaExplorer(YEAR.value, signal=YEAR.signal, beta=0.95, noise=0.5, corrected=corrected)
    widget.changes = {"10": 5.0}
    values = YEAR.signal + 0.5 * (YEAR.value - YEAR.signal)
    values[9] += 5.0
    rule = bias_corrected_ewa if corrected else ewa
    run = widget.trace()
    torch.testing.assert_close(run.value, values)
    torch.testing.assert_close(run.average, rule(values, 0.95))
    assert bool((run.average[:9] == run.unchanged[:9]).all())
    assert run.average[9] - run.unchanged[9] > 0


def test_a_steep_rise_is_late_by_the_mean_age() -> None:
    rise = torch.arange(400, dtype=torch.float64)
    assert EwaExplorer(rise, signal=rise, beta=0.9).lag() == 9


@pytest.mark.parametrize("problem", ["quadratic", "rosenbrock"])
def test_adam_inside_is_torchs_adam(problem: str) -> None:
    widget = AdamInside(problem=problem, lr=0.05, beta1=0.8, beta2=0.99, eps=1e-6)
    run = widget.trace(30)
    start = [5.0] if problem == "quadratic" else [-1.2, 1.0]
    w = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.Adam([w], lr=0.05, betas=(0.8, 0.99), eps=1e-6)
    loss = torch.square if problem == "quadratic" else rosenbrock().loss
    for t in range(30):
        torch.testing.assert_close(run.w[t], w.detach(), rtol=1e-9, atol=1e-12)
        optimizer.zero_grad()
        loss(w).sum().backward()
        optimizer.step()
        torch.testing.assert_close(run.w[t] - run.step[t], run.w[t + 1], rtol=1e-12, atol=1e-15)


def test_the_step_is_blind_to_the_gradients_scale() -> None:
    steps = [AdamInside(scale=scale).trace(1).step.item() for scale in (0.001, 1.0, 1000.0)]
    assert steps == pytest.approx([0.1, 0.1, 0.1], rel=1e-5)


def test_ratio_of_the_uncorrected_step() -> None:
    assert AdamInside().ratio() == pytest.approx(10**0.5, rel=1e-6)
    assert AdamInside(step=12).ratio() == pytest.approx(6.57, abs=0.005)


def test_turned_signs_cancel() -> None:
    assert AdamInside(alternate=True).trace(50).step[-1].abs() < 0.02


def test_settings_from_the_browser_are_checked_and_seen() -> None:
    widget = AdamInside()
    seen: list[float] = []
    widget.observe(lambda change: seen.append(change["new"]), "lr")
    widget.set_state({"lr": 0.5})
    assert (widget.lr, seen) == (0.5, [0.5])
    with pytest.raises(ValueError, match="lr must be a number"):
        widget.set_state({"lr": -1})
    assert widget.lr == 0.5


def test_settings_from_python_reach_the_browser() -> None:
    widget = LineFit(X, Y)
    widget.lr = 0.2
    state = widget.get_state()
    assert state["lr"] == 0.2
    assert state["limits"]["lr"] == [0.0005, 3]


@pytest.mark.parametrize("widget", makers(), ids=lambda widget: type(widget).__name__)
def test_every_format_of_the_output(widget: Instrument) -> None:
    data, _ = widget._repr_mimebundle_()
    assert data["application/vnd.jupyter.widget-view+json"]["model_id"] == widget.model_id
    assert data["text/plain"] == f"{type(widget).__name__}: {widget.summary()}"
    assert data["image/svg+xml"].startswith("<svg")
    assert "<title>" in data["image/svg+xml"]


def test_the_still_picture_is_the_same_each_time() -> None:
    assert [w.picture().svg for w in makers()] == [w.picture().svg for w in makers()]


def test_lists_keep_all_their_digits() -> None:
    assert LineFit([0.1, 0.2], [0.3, 0.7]).x == [0.1, 0.2]
