"""The chapter's schedules against torch's and the package's, its loss against the instrument, its bugs and claims."""

import ast
import math
import warnings
from functools import cache, partial

import nbformat
import pytest
import torch
from torch.optim import lr_scheduler

from trainloop import schedules
from trainloop.questions.loader import find
from trainloop.studies import study
from trainloop.widgets import ScheduleDesigner

from .conftest import NOTEBOOKS, definitions

NAME = "optimizers/learning-rate-schedules"
VALUES = ("A, T, W", "own", "own['one-cycle']", "theirs", "watched", "systems")
LR, TOTAL = 0.5, 1000
PACKAGE = {
    "constant": schedules.constant,
    "step": partial(schedules.step_decay, every=250, factor=0.1),
    "exponential": partial(schedules.exponential, factor=0.995),
    "1/t": partial(schedules.inverse_time, decay=0.01),
    "linear": partial(schedules.linear, total=TOTAL),
    "polynomial": partial(schedules.polynomial, total=TOTAL, power=2),
    "cosine": partial(schedules.cosine, total=TOTAL),
    "warm-up, cosine": partial(schedules.warmup_cosine, total=TOTAL, warmup=100),
    "warm restarts": partial(schedules.warm_restarts, period=250),
    "one-cycle": partial(schedules.one_cycle, total=TOTAL),
    "WSD": partial(schedules.wsd, total=TOTAL, warmup=100, cooldown=200),
}


def cells():
    """The sources of the chapter's cells of code."""
    found = nbformat.read(NOTEBOOKS / f"{NAME}.ipynb", as_version=4).cells
    return [cell.source for cell in found if cell.cell_type == "code" and "setup" not in cell.metadata.get("tags", [])]


@pytest.fixture
def chapter():
    """The chapter's definitions, and the values that its functions take from cells."""
    names = definitions(NAME)
    known = names.expected.__globals__
    for node in (node for source in cells() for node in ast.parse(source).body):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).strip("()") in VALUES:
            exec(compile(ast.Module([node], []), NAME, "exec"), known)
    for name in ("own", "theirs", "watched", "systems"):
        setattr(names, name, known[name])
    return names


def ends(chapter):
    """What each schedule leaves of distance, and what it leaves of noise."""
    return {name: chapter.expected([rate(s) for s in range(TOTAL)]) for name, rate in chapter.own.items()}


def test_there_are_eleven_schedules_everywhere(chapter):
    assert set(chapter.own) == set(chapter.theirs) == set(PACKAGE)
    assert len(PACKAGE) == 11


@pytest.mark.parametrize("name", PACKAGE)
def test_a_schedule_is_the_package_s_and_torch_s(chapter, name):
    own = [chapter.own[name](s) for s in range(TOTAL)]
    assert own == pytest.approx([PACKAGE[name](s, lr=LR) for s in range(TOTAL)], rel=1e-9, abs=1e-12)
    assert own == pytest.approx(chapter.rates_of(chapter.theirs[name]), rel=1e-9, abs=1e-12)


def test_the_rates_of_a_scheduler_are_those_that_the_optimizer_s_steps_use(chapter):
    w, rates = torch.zeros(1, requires_grad=True), []
    optimizer = torch.optim.SGD([w], lr=LR)
    scheduler = schedules.lambda_lr(optimizer, PACKAGE["one-cycle"])
    for _ in range(300):
        before, w.grad = w.item(), torch.ones(1)
        optimizer.step()
        rates.append(before - w.item())
        scheduler.step()
    assert chapter.rates_of(chapter.theirs["one-cycle"], steps=300) == pytest.approx(rates, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    "settings",
    [{"drop": 50}, {"drop": 800}, {"schedule": "cosine"}, {"schedule": "one_cycle", "warmup": 300}, {"lr": 1.9}],
    ids=str,
)
def test_the_expected_loss_is_the_instrument_s(chapter, settings):
    trace = ScheduleDesigner(**settings).trace()
    for steps in (1, 100, TOTAL):
        found = chapter.expected(trace.rate[:steps].tolist())
        assert found == pytest.approx((trace.distance[steps].item(), trace.noise[steps].item()), rel=1e-9)


def test_the_expected_loss_is_the_mean_of_many_runs(chapter):
    generator, h = torch.Generator().manual_seed(0), torch.tensor([1.0, 0.1, 0.01])
    w = torch.tensor([1.0, 1.0, 10.0]).expand(20_000, 3)
    rates = [LR * 0.97**s for s in range(60)]
    for lr in rates:
        w = w - lr * (h * w + 0.1**0.5 * torch.randn(w.shape, generator=generator))
    assert (0.5 * h * w**2).sum(1).mean().item() == pytest.approx(sum(chapter.expected(rates)), rel=0.01)


@cache
def course(drop):
    """The expected loss after each step, with the instrument's rates."""
    trace = ScheduleDesigner(drop=drop).trace()
    return trace.distance + trace.noise


def test_the_numbers_of_the_prediction():
    loss = course(800)
    assert loss[600] < 1.03 * loss[800], "it has been level"
    assert loss[820] < 2 / 3 * loss[800]
    assert course(50)[-1] > 5 * loss[-1]
    (right,) = [option for option in find("learning-rate-schedules-drop").task.options if option.correct]
    assert (
        f"From {loss[800]:.3f} the loss falls to about {loss[820]:.3f}, and on to {loss[-1]:.3f} by the end"
        in right.why
    )


def test_a_drop_can_come_too_early_and_too_late():
    losses = {drop: course(drop)[-1].item() for drop in range(50, TOTAL, 50)}
    best = min(losses, key=losses.get)
    assert 500 < best < 700
    assert losses[50] / losses[best] == pytest.approx(10, abs=0.3)
    early, late = ScheduleDesigner(drop=50).trace(), ScheduleDesigner(drop=950).trace()
    assert early.distance[-1] > 20 * early.noise[-1]
    assert late.noise[-1] > 100 * late.distance[-1]


def test_what_each_schedule_leaves(chapter):
    left = ends(chapter)
    total = {name: sum(parts) for name, parts in left.items()}
    order = sorted(total, key=total.get, reverse=True)
    assert order[:2] == ["exponential", "1/t"] and set(order[2:4]) == {"constant", "step"}
    assert total[order[0]] / total[order[-1]] == pytest.approx(7, abs=0.3)
    for name in ("exponential", "1/t", "step"):
        assert left[name][0] > 2 * left[name][1]
    assert left["constant"][1] > 0.999 * total["constant"]
    assert sum(chapter.own["step"](s) for s in range(500, TOTAL)) * 0.01 < 0.02  # of the flat direction's way
    level = [total[name] for name in ("linear", "cosine", "warm-up, cosine", "one-cycle")]
    assert max(level) < 7 / 6 * min(level)
    assert min(total.values()) == min(level)


@pytest.mark.parametrize(("patience", "factor"), [(0, 0.8), (1, 0.5), (2, 0.5), (3, 0.1), (5, 0.1)])
def test_the_plateau_is_torch_s(chapter, patience, factor):
    def torch_s(losses):
        optimizer, rates = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=LR), []
        watcher = lr_scheduler.ReduceLROnPlateau(optimizer, patience=patience, factor=factor)
        for loss in losses:
            watcher.step(loss)
            rates.append(optimizer.param_groups[0]["lr"])
        return rates

    generator, reduced = torch.Generator().manual_seed(patience), 0
    for _ in range(50):
        noise = torch.rand(24, generator=generator)
        losses = (noise + torch.linspace(1, 0.2, 24)).tolist()
        rates = chapter.plateau(losses, patience, factor)
        assert rates == pytest.approx(torch_s(losses), rel=1e-12)
        reduced += rates[-1] < LR
    assert reduced > 25
    for each in (0.9999, 0.99995, 0.99999, 1.0):
        losses = [each**k for k in range(12)]
        assert chapter.plateau(losses, patience, factor) == pytest.approx(torch_s(losses), rel=1e-12)


@pytest.mark.parametrize("patience", [0, 2, 3])
def test_it_acts_on_the_bad_value_after_its_patience_and_on_slow_progress(chapter, patience):
    for losses in ([1.0] * 9, [0.99999**k for k in range(9)]):
        rates = chapter.plateau(losses, patience)
        assert rates.index(min(rates[: patience + 2])) == patience + 1
        assert rates[patience] == LR > rates[patience + 1]
    seen = chapter.plateau(chapter.watched)
    bad = [loss >= min(chapter.watched[:k]) for k, loss in enumerate(chapter.watched) if k]
    assert bad[seen.index(min(seen)) - 4 : seen.index(min(seen))] == [True] * 4


@pytest.mark.parametrize("rate", [lambda s: 0.5 * 0.95**s, lambda s: 0.1 * 0.99**s])
def test_a_finite_sum_stalls_and_1_over_t_goes_on(chapter, rate):
    for h in (0.1, 0.01):
        stalled = chapter.share_left(rate, h=h, steps=3000)
        assert chapter.share_left(rate, h=h, steps=10_000) == pytest.approx(stalled, rel=1e-9)
        assert stalled == pytest.approx(math.exp(-10 * h), rel=0.02)  # both sum to 10
    unbounded = [chapter.share_left(lambda s: 0.5 / (1 + 0.05 * s), steps=steps) for steps in (1000, 10_000, 100_000)]
    assert 0.03 > unbounded[0] > 5 * unbounded[1] > 25 * unbounded[2]


@pytest.mark.parametrize(("alpha", "h"), [(0.1, 0.5), (1.0, 0.5), (1.0, 0.2)])
def test_1_over_t_is_a_power_of_the_step(chapter, alpha, h):
    left = {s: chapter.share_left(lambda s: alpha / (1 + s), h=h, steps=s) ** 2 for s in (1000, 10_000)}
    assert left[10_000] / left[1000] == pytest.approx(10 ** (-2 * alpha * h), rel=1e-3)
    assert 1 / 4 < left[10_000] * 10_000 ** (2 * alpha * h) < 1


def test_a_cycle_that_steps_once_an_epoch_only_rises(chapter):
    by_epoch = chapter.rates_of(chapter.theirs["one-cycle"], steps=100)
    assert by_epoch == sorted(by_epoch)
    assert by_epoch[-1] / LR == pytest.approx(0.277, abs=5e-4)
    after_the_last = chapter.rates_of(chapter.theirs["one-cycle"], steps=101)[-1]
    assert after_the_last / LR == pytest.approx(0.281, abs=5e-4)
    by_batch = chapter.rates_of(chapter.theirs["one-cycle"])
    assert max(by_batch) == by_batch[299] == pytest.approx(LR, rel=1e-12)
    assert by_batch[-1] / LR == pytest.approx(4e-6, rel=1e-6)


def rates_that_run(lines):
    """The rates of the optimizer's steps in the question's code."""
    model, seen = torch.nn.Linear(2, 1), []
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    optimizer.register_step_pre_hook(lambda o, *_: seen.append(o.param_groups[0]["lr"]))
    batches = [(torch.zeros(4, 2), torch.zeros(4, 1))] * 10
    names = {"model": model, "loss_fn": torch.nn.functional.mse_loss, "optimizer": optimizer, "batches": batches}
    exec("\n".join(lines), {**vars(lr_scheduler), **names})
    return seen


def test_the_question_s_code_never_comes_down_and_its_mend_does(chapter):
    task = find("learning-rate-schedules-one-cycle").task
    broken, mended = (rates_that_run(lines) for lines in (task.lines, [*task.lines[:-1], " " * 8 + task.fix]))
    assert task.line == len(task.lines) - 1
    assert broken == sorted(broken)
    assert broken[-1] == pytest.approx(0.277 * 0.1, rel=2e-3)
    assert mended == pytest.approx([rate / LR * 0.1 for rate in chapter.rates_of(chapter.theirs["one-cycle"])])


def test_a_cosine_comes_back_past_its_end_unless_it_is_held(chapter):
    longer = chapter.rates_of(chapter.theirs["cosine"], steps=2001)
    assert longer[1000] == pytest.approx(0, abs=1e-12)
    assert longer[1000:] == sorted(longer[1000:])
    assert longer[2000] == pytest.approx(LR, rel=1e-9)
    assert longer[1001:] == pytest.approx(longer[999::-1], rel=1e-9, abs=1e-12)
    assert schedules.cosine(1500, lr=LR, total=TOTAL) == chapter.cosine(min(1500, TOTAL), TOTAL) == 0


def test_a_scheduler_before_the_optimizer_skips_the_first_rate_and_torch_warns(chapter):
    with pytest.warns(UserWarning, match=r"lr_scheduler\.step\(\)` before `optimizer\.step\(\)"):
        assert chapter.used(True) == [LR / 2, LR / 4, LR / 8]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert chapter.used(False) == [LR, LR / 2, LR / 4]


def test_the_range_test_goes_down_lies_level_and_explodes(chapter):
    known = chapter.expected.__globals__
    (source,) = [cell for cell in cells() if "ExponentialLR(optimizer" in cell]
    exec(compile(source, NAME, "exec"), known)
    tested, losses = torch.tensor(known["tested"]), torch.tensor(known["losses"])
    assert tested[0].item() == pytest.approx(0.001) and 9 < tested[-1].item() < 10
    assert (losses[tested < 0.01] - 2.3).abs().max() < 0.15
    smooth = losses[tested < 1].unfold(0, 5, 1).mean(1)
    fastest = int((smooth[:-25] - smooth[25:]).argmax())  # the first of 25 steps, in which the rate triples
    assert 0.02 < tested[fastest + 2].item() < 0.05
    assert losses[(tested > 0.12) & (tested < 0.7)].max() < 0.7
    assert 0.2 < tested[int(losses.argmin())] < 0.9
    assert 1 < tested[losses > 2.5].min() < 1.5


def test_warm_up_rescues_a_steep_start_and_hardly_helps_from_torch_s():
    results = study("digits_warmup")
    assert math.prod(map(len, results.grid.values())) * len(results.about["seeds"]) == 640

    def accuracies(start, lr):
        points = [{"lr": lr, "warmup": w, "start": start, "optimizer": "SGD with momentum 0.9"} for w in (0, 50, 200)]
        return [results.at(point)["test accuracy"][-1].item() for point in points]

    none, *warmed = accuracies("4 times as large", 0.2)
    assert none < 0.4 < 0.9 < min(warmed)
    for lr in (0.01, 0.03, 0.1, 0.2):
        none, *warmed = accuracies("PyTorch's own", lr)
        assert max(warmed) < none + 0.02


def test_a_rating_is_a_step_of_sgd_on_a_logistic_loss(chapter):
    generator, rating, truth = torch.Generator().manual_seed(0), torch.zeros(4000, requires_grad=True), 300.0
    unit = 400 / math.log(10)
    optimizer = torch.optim.SGD([rating], lr=40 * unit)
    for _ in range(5):
        rival = truth + 200 * torch.randn(4000, generator=generator)
        wins = torch.rand(4000, generator=generator) < torch.sigmoid((truth - rival) / unit)
        optimizer.zero_grad()
        odds = (rating - rival) / unit
        torch.nn.functional.binary_cross_entropy_with_logits(odds, wins.double(), reduction="sum").backward()
        optimizer.step()
    error = (rating.detach() - truth).square().mean().sqrt().item()
    assert chapter.rating_error(lambda game: 40, 5) == pytest.approx(error, rel=1e-9)


def test_the_federation_s_schedule_ends_lowest(chapter):
    after = {name: [chapter.rating_error(k, games) for games in (30, 100)] for name, k in chapter.systems.items()}
    assert after["40, then 20"][0] == after["K = 40"][0] < 0.8 * after["K = 20"][0]
    assert after["40, then 20"][1] < 0.95 * after["K = 20"][1] < 0.95 * after["K = 40"][1]
