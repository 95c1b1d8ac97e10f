"""The weight average of the chapter on noise: how it lags, PyTorch's class, a run that cools down, and the quiz."""

import pytest
import torch
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from trainloop import averages
from trainloop.questions.loader import find
from trainloop.widgets import NoiseBall

from .conftest import definitions


@pytest.fixture
def chapter():
    return definitions("optimizers/noise-and-averaging")


def left(lr, h, decay):
    """What 600 steps leave of a way of 1, without noise: torch's average of the places of torch's SGD."""
    w, average, track = torch.ones(1, requires_grad=True), torch.ones(1), []
    optimizer, into_average = torch.optim.SGD([w], lr=lr), get_ema_multi_avg_fn(decay)
    for t in range(600):
        w.grad = h * w.detach()
        optimizer.step()
        into_average([average], [w.detach()], t)
        track.append(average.item())
    return track


def kept(lr, h, decay):
    """The share of what is left that a late step keeps."""
    track = left(lr, h, decay)
    return track[-1] / track[-2]


@pytest.mark.parametrize("h", [1.0, 0.1])
def test_the_way_fades_like_the_larger_of_r_and_the_decay(h):
    for decay in (0.8, 0.95, 0.995):
        assert kept(0.1, h, decay) == pytest.approx(max(1 - 0.1 * h, decay), rel=1e-3)


def test_an_average_is_late_where_its_decay_is_above_r():
    assert left(0.1, 1.0, 0.99)[199] == pytest.approx(0.147, abs=5e-4)
    assert left(0.1, 1.0, 0.0)[199] < 1e-9


def test_an_average_keeps_the_pace_that_a_smaller_rate_loses(chapter):
    slow = 0.1 * chapter.average_factor(0.95, 0.9)
    calm = chapter.average_factor(0.95, 0.9) * chapter.sgd_variance(0.1)
    assert chapter.sgd_variance(slow) == pytest.approx(calm, rel=0.05)
    assert kept(slow, 1.0, 0.0) > kept(0.1, 1.0, 0.95) + 0.01
    assert kept(slow, 0.1, 0.0) > 0.996 > 0.991 > kept(0.1, 0.1, 0.95)


@pytest.mark.parametrize("decay", [0.0, 0.9, 0.999])
def test_the_solution_is_pytorch_s_average_which_begins_with_a_copy(chapter, decay):
    torch.manual_seed(0)
    layer = torch.nn.Linear(3, 2)
    model, by_hand = AveragedModel(layer, multi_avg_fn=get_ema_multi_avg_fn(decay)), None
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.1, momentum=0.5)
    for _ in range(20):
        optimizer.zero_grad()
        layer(torch.randn(8, 3)).square().mean().backward()
        optimizer.step()
        model.update_parameters(layer)
        now = layer.weight.detach().clone()
        by_hand = now if by_hand is None else chapter.ema_update_solution(by_hand, now, decay)
        torch.testing.assert_close(model.module.weight, by_hand, rtol=1e-12, atol=1e-15)


def test_pytorch_copies_running_statistics_unless_told_otherwise():
    means = []
    for use_buffers in (False, True):
        norm = torch.nn.BatchNorm1d(1)
        model = AveragedModel(norm, multi_avg_fn=get_ema_multi_avg_fn(0.9), use_buffers=use_buffers)
        for value in (0.0, 10.0):
            norm.running_mean.fill_(value)
            model.update_parameters(norm)
        means.append(model.module.running_mean.item())
    assert means == pytest.approx([10.0, 1.0])


def test_the_average_only_watches():
    ends = []
    for watched in (False, True):
        torch.manual_seed(3)
        layer = torch.nn.Linear(3, 1)
        model = AveragedModel(layer, multi_avg_fn=get_ema_multi_avg_fn(0.9))
        optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
        for _ in range(10):
            optimizer.zero_grad()
            layer(torch.randn(8, 3)).square().mean().backward()
            optimizer.step()
            if watched:
                model.update_parameters(layer)
        ends.append(layer.weight.detach())
    torch.testing.assert_close(*ends)


def cooled(rates, decay=0.95):
    """Expected squares of w and of its average at the end, on ½w² from 3 at noise of variance 1; exact."""
    mean, covariance = torch.tensor([3.0, 0.0, 3.0]), torch.zeros(3, 3)
    for lr in rates:
        f, k = NoiseBall().step_of(1.0, (lr, 0.0, decay, 0.0))
        mean, covariance = f @ mean, f @ covariance @ f.T + torch.outer(k, k)
    return [(covariance[i, i] + mean[i] ** 2).item() for i in (0, 2)]


def test_an_average_gains_nothing_on_a_rate_that_falls_to_zero(chapter):
    constant, falling = cooled([0.1] * 1000), cooled([0.1 * (1 - t / 1000) for t in range(1000)])
    assert constant[1] / constant[0] == pytest.approx(chapter.average_factor(0.95, 0.9), rel=1e-6)
    assert 1 < falling[1] / falling[0] < 1.1
    assert falling[0] < constant[1] / 3


def test_the_instrument_s_task_can_be_done_and_not_by_the_rate_alone():
    def loss(lr, decay):
        bias, variance = NoiseBall(h1=1.0, h2=1.0, lr=lr, decay=decay).expected()
        return (bias + variance)[200].item()

    assert loss(0.04, 0.97) < 0.01 and NoiseBall(h1=1.0, h2=1.0, lr=0.04, decay=0.97).floor() < 0.01
    assert min(loss(0.001 * k, 0.0) for k in range(1, 101)) > 0.01


def test_the_first_three_things_to_turn_in_the_instrument():
    ball = NoiseBall(h1=1.0, h2=1.0)
    floor = ball.floor()
    ball.decay = 0.95
    assert ball.floor() / floor == pytest.approx(1 / 3, abs=0.01)
    ball.decay, ball.mu = 0.0, 0.9
    assert 9 < ball.floor() / floor < 10
    ball.lr = ball.lr / 10
    assert 0.9 < ball.floor() / floor < 1


def test_an_average_that_lags_in_no_direction_has_a_decay_below_every_r():
    decays = {o.text: o.correct for o in find("noise-and-averaging-lag").task.options if o.text.startswith("γ")}
    assert decays == {
        f"γ = {decay}": kept(0.1, 0.02, decay) == pytest.approx(1 - 0.1 * 0.02, rel=1e-4) for decay in (0.99, 0.999)
    }


def test_adamw_s_weights_are_an_average_of_as_many_steps_as_the_answer_says():
    w = torch.ones(1, requires_grad=True)
    optimizer, w.grad = torch.optim.AdamW([w], lr=0.001, weight_decay=0.1), torch.zeros(1)
    optimizer.step()
    (right,) = [o for o in find("noise-and-averaging-decoupled-again").task.options if o.correct]
    assert right.text == f"{averages.effective_window(w.item()):,.0f}"


def test_the_faulty_line_s_average_still_holds_its_start_and_its_fix_does_not():
    task = find("noise-and-averaging-order").task
    mended = [*task.lines]
    mended[task.line] = task.fix
    shares = []
    for lines in (task.lines, mended):
        torch.manual_seed(0)
        model = torch.nn.Linear(2, 1)
        names = {"torch": torch, "model": model, "optimizer": torch.optim.SGD(model.parameters(), lr=0.0)}
        names |= {"loss_fn": torch.nn.MSELoss(), "batches": [(torch.ones(1, 2), torch.ones(1, 1))] * 500}
        exec("\n".join(lines), names)
        shares.append((1 - names["average"][0] / model.weight.detach()).mean().item())
    assert shares == pytest.approx([0.9999**500, 0.0], abs=1e-9)
    assert f"after 100 steps {100 * 0.9999**100:.0f} percent" in task.why


def test_kalman_s_gains_are_the_rates_with_which_sgd_takes_a_plain_mean():
    measured = torch.randn(6, generator=torch.Generator().manual_seed(0))
    w, variance, gains = measured[:1].clone().requires_grad_(), 1.0, []
    optimizer = torch.optim.SGD([w], lr=1.0)
    for value in measured[1:]:
        gains.append(variance / (variance + 1))
        variance = (1 - gains[-1]) * variance
        optimizer.param_groups[0]["lr"] = gains[-1]
        optimizer.zero_grad()
        ((w - value).square() / 2).sum().backward()
        optimizer.step()
    assert gains == pytest.approx([1 / 2, 1 / 3, 1 / 4, 1 / 5, 1 / 6])
    assert w.item() == pytest.approx(measured.mean().item(), rel=1e-12)
