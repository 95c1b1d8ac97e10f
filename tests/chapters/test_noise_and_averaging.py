"""The chapter's variances, methods and averages, against torch.optim, PyTorch's averages and the instrument's theory."""

import ast
import itertools
import math
from functools import cache

import nbformat
import pytest
import torch
from torch.optim.swa_utils import get_ema_multi_avg_fn

from trainloop import averages
from trainloop.questions.loader import find
from trainloop.widgets import NoiseBall

from .conftest import NOTEBOOKS, definitions

NAME = "optimizers/noise-and-averaging"
VALUES = ("h", "rates", "methods", "sizes", "needed")
SETTINGS = {  # of the chapter's methods, by the names there
    "SGD": {},
    "momentum, μ = 0.9": {"mu": 0.9},
    "weight average, γ = 0.98": {"decay": 0.98},
    "preconditioned, p = ½": {"power": 0.5},
}
EACH = pytest.mark.parametrize("method", SETTINGS)
FOUR_ERRORS = 4 * (2 / 4000) ** 0.5  # of a variance from 4,000 runs


@cache
def chapter():
    """The chapter's definitions, and the values that its functions take from cells."""
    names = definitions(NAME)
    for cell in nbformat.read(NOTEBOOKS / f"{NAME}.ipynb", as_version=4).cells:
        if cell.cell_type == "code" and "setup" not in cell.metadata.get("tags", []):
            for node in ast.parse(cell.source).body:
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) in VALUES:
                    exec(compile(ast.Module([node], []), cell.id, "exec"), names.losses.__globals__)
    names.__dict__.update({name: names.losses.__globals__[name] for name in VALUES})
    return names


@cache
def wander(*args, **settings):
    return chapter().wander(*args, **settings)


def echo(lr, h, mu=0.0, decay=0.0, steps=2000):
    """What one gradient's noise of 1 becomes in the places of torch's SGD, and in torch's average of them."""
    w, average, track = torch.zeros(1, requires_grad=True), torch.zeros(1), []
    optimizer, into_average = torch.optim.SGD([w], lr=lr, momentum=mu), get_ema_multi_avg_fn(decay)
    for t in range(steps):
        w.grad = h * w.detach() + (t == 0)
        optimizer.step()
        into_average([average], [w.detach()], t)
        track.append(average.item())
    return torch.tensor(track)


@pytest.mark.parametrize(("lr", "h"), [(0.1, 1.0), (0.5, 1.0), (0.1, 10.0), (0.02, 0.3), (1.9, 1.0)])
def test_the_variances_are_those_of_torch_s_sgd_and_of_the_instrument(lr, h):
    theory = chapter()
    ball = {"lr": lr, "h1": h, "h2": h}  # its loss is h times the variance along one axis
    assert theory.sgd_variance(lr, h) == pytest.approx(echo(lr, h).square().sum().item(), rel=1e-9)
    assert theory.sgd_variance(lr, h) == pytest.approx(NoiseBall(**ball).floor() / h, rel=1e-9)
    for mu in (0.0, 0.5, 0.9):
        variance = theory.momentum_variance(lr, mu, h)
        assert variance == pytest.approx(echo(lr, h, mu=mu).square().sum().item(), rel=1e-9)
        assert variance == pytest.approx(NoiseBall(mu=mu, **ball).floor() / h, rel=1e-9)
    for decay in (0.0, 0.9, 0.99):
        variance = theory.average_factor(decay, 1 - lr * h) * theory.sgd_variance(lr, h)
        assert variance == pytest.approx(echo(lr, h, decay=decay).square().sum().item(), rel=1e-9)
        assert variance == pytest.approx(NoiseBall(decay=decay, **ball).floor() / h, rel=1e-9)


@pytest.mark.parametrize("h", [10.0, 1.0, 0.1])
@pytest.mark.parametrize("p", [0.3, 1.0])
def test_preconditioning_s_factor_is_the_instrument_s_and_calms_steep_directions(h, p):
    ball = NoiseBall(lr=0.1, h1=h, h2=h, power=p)
    factor = ball.floor() / ball.floor(plain=True)
    assert factor == pytest.approx(h**-p * (2 - 0.1 * h) / (2 - 0.1 * h ** (1 - p)), rel=1e-9)
    assert (factor > 1) == (h < 1) and (factor < 1) == (h > 1)


def test_the_runs_are_torch_s_sgd_and_its_average():
    generator = torch.Generator().manual_seed(0)
    w, average = torch.zeros(4000, requires_grad=True), torch.zeros(4000)
    optimizer, into_average = torch.optim.SGD([w], lr=0.05, momentum=0.8), get_ema_multi_avg_fn(0.9)
    for t in range(1500):
        w.grad = 2 * w.detach() + torch.randn(4000, generator=generator)
        optimizer.step()
        into_average([average], [w.detach()], t)
    seen = (w.detach().square().mean().item(), average.square().mean().item())
    assert wander(0.05, 0.8, 0.9, 2.0) == pytest.approx(seen, rel=1e-9)


def test_the_runs_wander_as_theory_says():
    theory = chapter()
    for lr, h in ((0.1, 1.0), (0.5, 1.0), (0.1, 10.0)):
        assert wander(lr, h=h)[0] == pytest.approx(theory.sgd_variance(lr, h), rel=FOUR_ERRORS)
    for lr in (0.1, 0.01):
        assert wander(lr, mu=0.9)[0] == pytest.approx(theory.momentum_variance(lr, 0.9), rel=FOUR_ERRORS)
    for decay in (0.9, 0.95, 0.99):
        calm = theory.average_factor(decay, 0.9) * theory.sgd_variance(0.1)
        assert wander(0.1, decay=decay)[1] == pytest.approx(calm, rel=FOUR_ERRORS)


def test_the_prediction_and_what_the_picture_says():
    plain = wander(0.1)[0]
    assert 2.5 < plain / wander(0.1, decay=0.95)[1] < 3.5
    assert 9 < wander(0.1, mu=0.9)[0] / plain < 10
    assert 0.9 < wander(0.01, mu=0.9)[0] / plain < 1
    factor = chapter().average_factor
    assert 1 / factor(0.95, 0.0) == pytest.approx(39)
    shares = averages.weights(0.95, 2000)
    assert 1 / shares.square().sum().item() == pytest.approx(39)
    options = find("noise-and-averaging-how-much-calmer").task.options
    (right,) = [option for option in options if option.correct]
    assert right.text == f"About {1 / factor(0.95, 0.9):.0f} times"
    assert f"= {factor(0.95, 0.9):.2f}." in right.why
    wrong = [option.text for option in options if not option.correct]
    assert wrong[0] == "39 times" and f"About {averages.effective_window(0.95):.0f} times" in wrong[1]


def test_at_equal_effective_rate_momentum_wanders_less_up_to_the_cliff():
    theory, equal, matched = chapter(), [], []
    for lr in (0.001, 0.1, 1.0, 1.9):
        plain = theory.sgd_variance(lr)
        equal.append(theory.momentum_variance(lr, 0.9) / plain)
        matched.append(theory.momentum_variance(lr * 0.1, 0.9) / plain)
    assert equal[0] == pytest.approx(10, rel=1e-3) and matched[0] == pytest.approx(1, rel=1e-3)
    assert matched[1] > 0.95
    for ratios in (equal, matched):
        assert all(a > b for a, b in itertools.pairwise([19, *ratios]))


@EACH
def test_a_step_is_the_instrument_s(method):
    names = chapter()
    mu, decay, power = (SETTINGS[method].get(name, 0.0) for name in ("mu", "decay", "power"))
    F, k = names.step_of(mu, decay, power)
    assert (F.shape, k.shape) == ((24, 30, 3, 3), (24, 30, 3))
    for i, j in itertools.product((0, 11, 23), (0, 13, 29)):
        f, fresh = NoiseBall().step_of(names.h[j].item(), (names.rates[i].item(), mu, decay, power))
        torch.testing.assert_close(F[i, j], f, rtol=1e-12, atol=1e-15)
        torch.testing.assert_close(k[i, j], fresh, rtol=1e-12, atol=1e-15)


def descended(start, noise, steps, mu=0.0, decay=0.0, power=0.0, lr=None):
    """Averaged places of torch's SGD, 24 rates or ``lr`` at once: its rate is 1, each gradient is multiplied by α/hᵖ."""
    names = chapter()
    scale = (names.rates if lr is None else lr) * names.h**-power
    w = (start * torch.ones_like(scale)).requires_grad_()
    average = w.detach().clone()
    optimizer, into_average = torch.optim.SGD([w], lr=1.0, momentum=mu), get_ema_multi_avg_fn(decay)
    for t in range(steps):
        w.grad = scale * (names.h * w.detach() + noise(t))
        optimizer.step()
        into_average([average], [w.detach()], t)
        yield average


@cache
def loss_of_torch(method):
    """What the chapter's `losses` promises: what is left of the start, and the sum of all echoes of noise."""
    h, steps = chapter().h, 2500
    left, added = [], torch.zeros(24)
    way = descended(h**-0.5, lambda t: 0.0, steps, **SETTINGS[method])
    heard = descended(0.0, lambda t: h**0.5 * (t == 0), steps, **SETTINGS[method])
    for t, (place, sound) in enumerate(zip(way, heard, strict=True), 1):
        added = added + (h * sound.square()).sum(1) / 2
        if t % 10 == 0:
            left.append(torch.stack([(h * place.square()).sum(1) / 2, added]))
    return torch.stack(left)


@EACH
def test_losses_are_those_of_torch_s_sgd(method):
    ours, torch_s = chapter().methods[method][:250], loss_of_torch(method)
    bounded = torch_s[-1].sum(0) < 1e3
    assert bounded.sum() >= 20
    torch.testing.assert_close(ours[:, :, bounded], torch_s[:, :, bounded], rtol=1e-6, atol=1e-12)
    assert not (ours[-1, :, ~bounded].sum(0) < 1e3).any()


@EACH
def test_losses_are_the_mean_of_noisy_runs(method):
    generator, names, i = torch.Generator().manual_seed(1), chapter(), 15
    runs = descended(
        names.h**-0.5 * torch.ones(400, 1),
        lambda t: names.h**0.5 * torch.randn(400, 30, generator=generator),
        300,
        lr=names.rates[i] * torch.ones(400, 1),
        **SETTINGS[method],
    )
    seen = [(names.h * place.square()).sum(1) / 2 for place in runs]
    left, added = names.methods[method][:30, :, i].unbind(1)
    for t in (10, 50, 300):
        error = seen[t - 1].std() / 400**0.5
        assert abs(seen[t - 1].mean() - left[t // 10 - 1] - added[t // 10 - 1]) < 4 * error
    assert added[-1] > 20 * error


@EACH
def test_steps_are_counted_as_torch_s_sgd_takes_them(method):
    for size, steps in zip(chapter().sizes, chapter().needed[method].tolist(), strict=True):
        left, added = loss_of_torch(method).unbind(1)
        arrived = (left + added / size < 0.15).any(1).nonzero()  # a hundredth of 30 halves
        if len(arrived):
            assert steps == 10 * (1 + arrived[0].item()), size
        else:
            assert math.isnan(steps) or steps > 2500, size
    assert loss_of_torch("SGD")[0, 0, 0] < 15 and chapter().steps_needed(torch.full((500, 2, 24), 0.1), 4) == 10.0


@EACH
def test_the_best_rate_is_inside_the_grid(method):
    for size, steps in zip(chapter().sizes, chapter().needed[method].tolist(), strict=True):
        if not math.isnan(steps):
            parts = chapter().methods[method][: int(steps) // 10]
            reached = (parts[:, 0] + parts[:, 1] / size < 0.15).any(0).nonzero().flatten().tolist()
            assert min(reached) > 0 and max(reached) < 23, size


def test_each_remedy_has_its_batch_sizes():
    needed, sizes = chapter().needed, chapter().sizes
    sgd, momentum, average, divided = (dict(zip(sizes, needed[name].tolist(), strict=True)) for name in SETTINGS)
    assert math.isnan(sgd[1]) and math.isnan(momentum[1]) and average[1] < divided[1] < 5000
    assert sgd[4] / sgd[16] > 3 and sgd[4096] == sgd[16384] >= 0.9 * sgd[1024]
    assert 0.85 < momentum[4] / sgd[4] < 1 and 4 <= sgd[16384] / momentum[16384] < 5
    assert all(average[size] < sgd[size] for size in (4, 16)) and average[16384] > 1.3 * sgd[16384]
    assert all(divided[size] < min(sgd[size], momentum[size], average[size]) for size in sizes[1:])
    assert sgd[16] > 2 * sgd[16384] > sgd[64]  # the bend: twice the fewest steps
    (call,) = [
        node
        for cell in nbformat.read(NOTEBOOKS / f"{NAME}.ipynb", as_version=4).cells
        if "figure" in cell.metadata.get("tags", [])
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.keyword) and node.arg == "alt"
    ]
    for number in (sgd[16384], average[1], min(average.values())):
        assert f" {number:.0f} " in f"{ast.literal_eval(call.value)} ".replace(".", " ")
