"""The chapter's strides, paths, rare features and limit cycle, and its class, against PyTorch, the package and theory."""

import itertools
from functools import partial

import pytest
import torch

from trainloop import optim
from trainloop.questions.loader import find

from .conftest import definitions

RATES = {  # by name, with α = 1 as in the chapter
    "AdaGrad": partial(torch.optim.Adagrad, lr=1.0),
    "RMSProp": partial(torch.optim.RMSprop, lr=1.0, alpha=0.9),
}


@pytest.fixture(scope="module")
def chapter():
    return definitions("optimizers/adagrad-and-rmsprop")


@pytest.mark.parametrize("size", [0.01, -1.0, 100.0])
def test_strides_are_theory_s_whatever_the_gradient_s_size(chapter, size):
    t, sign = torch.arange(1.0, 101.0), size / abs(size)
    for name, theory in (("AdaGrad", t.rsqrt()), ("RMSProp", (1 - 0.9**t).rsqrt())):
        moved = torch.tensor(chapter.strides(RATES[name], [size] * 100))
        torch.testing.assert_close(sign * moved, theory, rtol=1e-5, atol=0)


def test_strides_are_the_package_s_on_gradients_of_all_sizes(chapter):
    generator = torch.Generator().manual_seed(0)
    gradients = (torch.randn(60, generator=generator) * 10 ** torch.randn(60, generator=generator)).tolist()
    ours = {"AdaGrad": partial(optim.Adagrad, lr=1.0), "RMSProp": partial(optim.RMSprop, lr=1.0, alpha=0.9)}
    for name, make in ours.items():
        assert chapter.strides(make, gradients) == pytest.approx(chapter.strides(RATES[name], gradients), rel=1e-9)


def test_only_sgd_s_end_depends_on_a_coordinate_s_unit(chapter):
    def moved(make):
        return (chapter.end_of(make, [1.0, 1000.0]) - chapter.end_of(make, [1.0, 1.0])).abs().max()

    theory = torch.tensor([-4.0, 2.0]) * (1 - 0.01 * torch.tensor([1.0, 30.0])) ** 100
    sgd = partial(torch.optim.SGD, lr=0.01)
    torch.testing.assert_close(chapter.end_of(sgd, [1.0, 30.0]), theory, rtol=1e-9, atol=0)
    assert moved(sgd) > 1e90
    assert moved(partial(torch.optim.Adagrad, lr=0.5)) < 1e-7
    assert moved(partial(torch.optim.RMSprop, lr=0.01)) < 1e-7


def test_adagrad_s_distance_grows_like_the_root_and_doubles_in_four_times_the_steps(chapter):
    distance = torch.tensor(chapter.strides(RATES["AdaGrad"], [0.02] * 6400)).cumsum(0)
    for t in (100, 400, 1600, 6400):
        assert 2 * t**0.5 - 2 < distance[t - 1] < 2 * t**0.5 - 1
    assert distance[6399] / distance[399] == pytest.approx(4, rel=0.03)


def test_the_sum_remembers_large_gradients_and_the_window_forgets_them(chapter):
    moved = {name: chapter.strides(make, [100.0] * 50 + [0.1] * 500) for name, make in RATES.items()}
    assert moved["AdaGrad"][50] < 0.001 > moved["AdaGrad"][-1]
    assert moved["RMSProp"][50] < 0.01
    assert moved["RMSProp"][200] > 0.5 and moved["RMSProp"][-1] == pytest.approx(1, abs=1e-4)


def trained(rule, lr):
    """The chapter's weights after the same examples, by torch's optimizer and autograd."""
    generator = torch.Generator().manual_seed(0)
    w = torch.zeros(300, 3, requires_grad=True)
    optimizer = torch.optim.Adagrad([w], lr=lr) if rule == "AdaGrad" else torch.optim.SGD([w], lr=lr)
    falls = rule == "SGD, α/√t"
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: (t + 1) ** -0.5 if falls else 1.0)
    for _ in range(1000):
        x = (torch.rand(300, 3, generator=generator) < torch.tensor([1.0, 0.1, 0.01])).double()
        y = x.sum(1) + 0.5 * torch.randn(300, generator=generator)
        optimizer.zero_grad()
        (((x * w).sum(1) - y).square() / 2).sum().backward()
        optimizer.step()
        schedule.step()
    return (w.detach() - 1).square().mean(0).sqrt()


@pytest.mark.parametrize(("rule", "lr"), [("SGD", 0.3), ("SGD, α/√t", 3.0), ("AdaGrad", 0.3)])
def test_the_three_rules_are_torch_s(chapter, rule, lr):
    torch.testing.assert_close(chapter.errors(rule, lr), trained(rule, lr), rtol=1e-6, atol=0)


def test_rare_features_profit_from_adagrad(chapter):
    grid = [0.1, 0.3, 1.0, 3.0, 10.0]
    tried = {rule: [chapter.errors(rule, lr) for lr in grid] for rule in ("SGD", "SGD, α/√t", "AdaGrad")}
    best = {rule: min(all_of, key=lambda e: e.nan_to_num(1e9).norm().item()) for rule, all_of in tried.items()}
    assert not any(best[rule] is each for rule in best for each in (tried[rule][0], tried[rule][-1]))
    assert (best["AdaGrad"] < best["SGD"]).all() and (best["AdaGrad"] < best["SGD, α/√t"]).all()
    assert best["SGD, α/√t"][2] > 1.3 * best["SGD"][2]  # the rare weight is frozen
    slower = tried["SGD"][0]  # good for the common weight, too slow for the rare one
    assert slower[0] < 0.6 * best["SGD"][0] and slower[2] > 1.5 * best["SGD"][2]


@pytest.mark.parametrize(("rho", "lr"), [(0.5, 0.1), (0.9, 0.1), (0.9, 0.01), (0.9, 0.02), (0.99, 0.1)])
def test_rmsprop_ends_in_a_limit_cycle_of_half_a_rate(chapter, rho, lr):
    last = chapter.places(rho, lr, 3000)[-20:]
    torch.testing.assert_close(last.abs(), torch.full((20,), lr / 2), rtol=1e-3, atol=0)
    assert (last[1:].sign() == -last[:-1].sign()).all()


def test_the_places_are_the_package_s(chapter):
    w, track = torch.ones(1), [1.0]
    optimizer = optim.RMSprop([w], lr=0.1, alpha=0.9)
    for _ in range(300):
        w.grad = w.clone()
        optimizer.step()
        track.append(w.item())
    torch.testing.assert_close(chapter.places(0.9, 0.1, 300), torch.tensor(track), rtol=1e-6, atol=1e-12)


def test_before_the_cycle_lies_a_rest_that_does_not_last(chapter):
    away = chapter.places(0.9, 0.1, 300).abs()
    assert away[20:71].max() < 1e-3
    assert 0.15 < away[71:100].max() < 0.25
    assert (away[150:] - 0.05).abs().max() < 0.005


def test_a_falling_rate_makes_no_cycle():
    w = torch.ones(1)
    optimizer = optim.RMSprop([w], lr=0.1, alpha=0.9)
    places = []
    for t in range(1, 4001):
        optimizer.param_groups[0]["lr"] = 0.1 / t**0.5
        w.grad = w.clone()
        optimizer.step()
        places.append(abs(w.item()))
    assert max(places[900:1000]) < 0.005 and max(places[3900:]) < 0.6 * max(places[900:1000])


def test_the_class_is_torch_s_and_the_package_s_with_groups_and_missing_gradients(chapter):
    ends = []
    for make in (chapter.RMSProp, torch.optim.RMSprop, optim.RMSprop):
        generator = torch.Generator().manual_seed(0)
        p = [torch.randn(shape, generator=generator).requires_grad_() for shape in ((3,), (2, 2), (1,))]
        optimizer = make([{"params": p[:2]}, {"params": p[2:], "lr": 0.3, "alpha": 0.5}], lr=0.01, eps=1e-3)
        for step in range(50):
            for each in p:
                each.grad = None if step % 7 == 3 and each is p[0] else torch.randn(each.shape, generator=generator)
            optimizer.step()
        ends.append(torch.cat([each.detach().flatten() for each in p]))
    torch.testing.assert_close(ends[0], ends[1], rtol=1e-12, atol=0)
    torch.testing.assert_close(ends[0], ends[2], rtol=1e-12, atol=0)
    torch.testing.assert_close(
        *(chapter.end_of(make, [1.0, 50.0]) for make in (chapter.RMSProp, torch.optim.RMSprop)), rtol=1e-12, atol=0
    )


def test_an_outlier_gives_one_long_stride_and_short_ones_after_it(chapter):
    moved = chapter.strides(RATES["RMSProp"], [1.0] * 100 + [10.0] + [1.0] * 100)
    assert moved[99] == pytest.approx(1, abs=1e-4)
    assert moved[100] > 2.5
    assert moved[101] < 0.4 and all(a < b < 1 for a, b in itertools.pairwise(moved[101:]))
    assert moved[120] < 0.8 and moved[-1] > 0.99


def test_the_decay_in_place_of_the_rate_hardly_gets_under_way(chapter):
    by_decay = chapter.end_of(partial(torch.optim.RMSprop, alpha=0.05), [1.0, 1.0], steps=60)
    by_rate = chapter.end_of(partial(torch.optim.RMSprop, lr=0.05), [1.0, 1.0], steps=60)
    assert (by_decay - torch.tensor([-3.4, 1.4])).abs().max() < 0.05  # from −4 and 2
    assert (by_rate.abs() < 0.2).all()
    defaults = torch.optim.RMSprop([torch.zeros(1)]).defaults
    assert (defaults["lr"], defaults["alpha"], defaults["eps"]) == (0.01, 0.99, 1e-8)


def test_stakes_divided_by_the_recent_size_risk_the_same_in_calm_and_wild_days(chapter):
    generator = torch.Generator().manual_seed(3)
    returns = torch.cat([torch.full((500,), 0.5), torch.full((500,), 3.0)]) * torch.randn(1000, generator=generator)
    gains = returns[1:] / chapter.ewa(returns.square(), 0.94).sqrt()[:-1]
    calm, wild = slice(100, 499), slice(600, 999)
    assert returns[wild].std() > 5 * returns[calm].std()
    assert gains[wild].std() == pytest.approx(gains[calm].std().item(), rel=0.05)
    assert gains[calm].std() == pytest.approx(1, abs=0.05)


def path(make, gradient, steps=300):
    w = torch.tensor([-1.0, 0.5])
    optimizer, places = make([w]), [w.clone()]
    for _ in range(steps):
        w.grad = gradient(w)
        optimizer.step()
        places.append(w.clone())
    return torch.stack(places)


def test_the_prediction_and_what_leaves_a_path_as_it_is():
    slopes = torch.tensor([1.0, 20.0])
    rmsprop = partial(torch.optim.RMSprop, lr=0.01, eps=1e-14)
    before = path(rmsprop, lambda w: slopes * w)

    def moved(gradient):
        return (path(rmsprop, gradient) - before).abs().max().item()

    turn = torch.tensor([[3**0.5, -1.0], [1.0, 3**0.5]]) / 2
    one = torch.tensor([1.0, 50.0])
    unchanged = [moved(lambda w: slopes * w / 50), moved(lambda w: one * slopes * w)]
    changed = [moved(lambda w: slopes * w + torch.tensor([0.0, 3.0])), moved(lambda w: turn.T @ (slopes * (turn @ w)))]
    assert moved(lambda w: 1000 * slopes * w) < 1e-6 > max(unchanged) and min(changed) > 0.01
    sgd = path(partial(torch.optim.SGD, lr=0.01), lambda w: 1000 * slopes * w)
    assert not sgd.isfinite().all()


def test_epsilon_beside_and_under_the_root():
    lengths = []
    for inside in (False, True):
        w, before = torch.zeros(1), 0.0
        optimizer = optim.RMSprop([w], lr=1.0, alpha=0.9, eps=1e-8, eps_inside=inside)
        for _ in range(300):
            before, w.grad = w.item(), torch.tensor([1e-6])
            optimizer.step()
        lengths.append(before - w.item())
    (right,) = [o for o in find("adagrad-and-rmsprop-eps").task.options if o.correct]
    assert right.text == f"{lengths[0]:.2f} outside, {lengths[1]:.2f} inside"


def test_the_faulty_line_makes_strides_shrink_like_adagrad_s_and_its_fix_does_not():
    task = find("adagrad-and-rmsprop-bug").task
    faulty = task.lines[task.line]
    fixed = faulty[: len(faulty) - len(faulty.lstrip())] + task.fix
    for line, shrinks in ((faulty, True), (fixed, False)):
        source = "\n".join([*task.lines[: task.line], line, *task.lines[task.line + 1 :]])
        places = {}
        for steps in (200, 201, 800, 801):
            names = {"rho": 0.9, "lr": 1.0, "eps": 1e-8, "steps": steps, "w": torch.zeros(1)}
            exec(source, {**names, "torch": torch, "gradient": lambda w: torch.full((1,), 3.0)}, names)
            places[steps] = names["w"].item()
        early, late = places[200] - places[201], places[800] - places[801]
        assert late / early == pytest.approx(0.5 if shrinks else 1, rel=0.01)
