"""What the recap's questions of module 3 claim besides their numbers, computed by torch and the package."""

import itertools
import math
from functools import partial

import pytest
import torch
from torch.optim import SGD, Adagrad, Adam, lr_scheduler

from trainloop import averages, optim
from trainloop.questions.loader import chapter_questions, find
from trainloop.widgets import NoiseBall

from .optimizer_numbers import rates, share_left, velocity


def option(question_id, beginning):
    """What the question answers to the option that begins like this."""
    (found,) = [o for o in find(question_id).task.options if o.text.startswith(beginning)]
    return found


def mistakes(question_id):
    return [value for value, _ in find(question_id).task.mistakes]


def path(make, gradients, factor=1.0):
    w = torch.zeros(1, requires_grad=True)
    optimizer, places = make([w]), []
    for gradient in gradients:
        w.grad = torch.tensor([factor * gradient])
        optimizer.step()
        places.append(w.item())
    return torch.tensor(places)


def noise(count=60):
    return (torch.randn(count, generator=torch.Generator().manual_seed(0)) + 0.5).tolist()


def test_there_are_fifteen_questions():
    assert len(chapter_questions("recap-module-3")) == 15


def test_a_share_of_36_percent_is_left_of_what_looks_back_on_20_values():
    assert averages.effective_window(0.95) == pytest.approx(20)
    assert f"After 20 steps {100 * 0.95**20:.0f} percent" in find("recap-module-3-half-life").task.mistakes[0][1]
    assert mistakes("recap-module-3-half-life") == [0.95, 1 - 0.5 / 20]


def test_the_mistakes_are_what_their_answers_say():
    weights = averages.weights(0.98, 10)
    assert mistakes("recap-module-3-missing-weight") == pytest.approx(
        [0.98**10, 10 * (1 - 0.98), weights.max().item()], abs=6e-4
    )
    first, all_at_once = share_left(0.2, [(0.001, 3000)]), share_left(0.2, [(0.001, 5000)])
    assert mistakes("recap-module-3-decayed") == pytest.approx([1 - 0.64, first, all_at_once], abs=5e-3)


def test_the_same_path_is_taken_by_those_that_are_marked():
    gradients = noise()
    right = path(partial(SGD, lr=0.02, momentum=0.9), gradients)
    averaging = partial(optim.SGD, momentum=0.9, averaging=True)
    paths = {
        "An average of gradients with β = 0.9 and the rate 0.2": path(partial(averaging, lr=0.2), gradients),
        "An average of gradients with β = 0.9 and the rate 0.02": path(partial(averaging, lr=0.02), gradients),
        "Plain SGD with the rate 0.2": path(partial(SGD, lr=0.2), gradients),
        "The loss times 2, with lr=0.01 and momentum 0.9": path(partial(SGD, lr=0.01, momentum=0.9), gradients, 2.0),
    }
    for one in find("recap-module-3-same-path").task.options:
        assert bool((paths[one.text] - right).abs().max() < 1e-12) == one.correct, one.text
    slow = paths["An average of gradients with β = 0.9 and the rate 0.02"]
    torch.testing.assert_close(10 * slow, right)
    steady = path(partial(SGD, lr=0.02, momentum=0.9), [1.0] * 300).diff()[-1].item()
    assert steady == pytest.approx(-0.2)


def test_the_cliffs_are_in_order():
    def cliff(make):
        low, high = 0.0, 100.0
        for _ in range(30):
            lr = (low + high) / 2
            w = torch.ones(1, requires_grad=True)
            optimizer = make([w], lr=lr)
            for _ in range(400):
                w.grad = w.detach().clone()
                optimizer.step()
            low, high = (lr, high) if w.abs().item() < 1 else (low, lr)
        return low

    rules = {
        "PyTorch's Nesterov, μ = 0.9": partial(SGD, momentum=0.9, nesterov=True),
        "gradient descent": SGD,
        "PyTorch's momentum, μ = 0.9": partial(SGD, momentum=0.9),
        "momentum as an average, β = 0.9": partial(optim.SGD, momentum=0.9, averaging=True),
    }
    found = {name: cliff(make) for name, make in rules.items()}
    task = find("recap-module-3-cliffs").task
    assert list(task.steps) == sorted(found, key=found.get)
    assert [float(part.split("= ")[-1].rstrip(".")) for part in task.why.split("; ")] == pytest.approx(
        [found[name] for name in task.steps], rel=5e-3
    )


def test_the_hundredth_step_after_gradients_of_five():
    makers = {"SGD": SGD, "PyTorch's momentum, μ = 0.9": partial(SGD, momentum=0.9), "AdaGrad": Adagrad, "Adam": Adam}
    lengths = {"5α": 5.0, "about 50α": 50.0, "α/10": 0.1, "α": 1.0}
    for item in find("recap-module-3-which-optimizer").task.items:
        step = path(partial(makers[item.text], lr=1.0), [5.0] * 100).diff()[-1].item()
        assert -step == pytest.approx(lengths[item.choice], rel=1e-4), item.text


def test_without_corrections_early_steps_are_shorter_only_with_a_short_memory_of_squares():
    for gradients in (noise(2), [3.0, 3.0], [1.0, -0.2]):
        for beta2, shorter in ((0.95, True), (0.999, False)):
            make = partial(optim.Adam, lr=0.1, betas=(0.9, beta2), eps=0.0)
            ours, theirs = (
                path(partial(make, bias_correction=correct), gradients).diff(prepend=torch.zeros(1)).abs()
                for correct in (False, True)
            )
            assert ((ours < theirs) == shorter).all()
    ratio = path(partial(optim.Adam, lr=1, betas=(0.9, 0.95), eps=0.0, bias_correction=False), [7.0]).abs().item()
    why = option("recap-module-3-uncorrected", "It takes shorter").why
    assert f"= {ratio:.2f} of it" in why
    steps = torch.arange(1.0, 11.0, dtype=torch.float64)
    ratios = (1 - 0.9**steps) / (1 - 0.95**steps).sqrt()
    assert f"at the second 0.19/√0.0975 = {ratios[1]:.2f}" in why and 1 < ratios[-1] < 1.05
    assert f"{0.001**-0.5:.1f} times too small" in option("recap-module-3-uncorrected", "It takes longer").why
    even = partial(optim.Adam, lr=1, betas=(0.9, 0.99), eps=0.0, bias_correction=False)  # 1 − 0.9 = √(1 − 0.99)
    assert path(even, [7.0]).item() == pytest.approx(-1)


def test_adam_s_penalty_hardly_knows_lambda_where_no_gradient_comes_and_does_where_it_is_loud():
    def shrunk(decay, loudness):
        w = torch.ones(1, requires_grad=True)
        optimizer = Adam([w], lr=0.001, weight_decay=decay)
        for t in range(300):
            w.grad = torch.tensor([loudness * (-1.0) ** t])
            optimizer.step()
        return w.item()

    quiet, quiet_double, loud, loud_double = (shrunk(decay, size) for size in (0.0, 5.0) for decay in (0.1, 0.2))
    base = shrunk(0.0, 5.0)
    assert 1 - quiet == pytest.approx(1 - quiet_double, rel=0.01) == pytest.approx(300 * 0.001, rel=0.1)
    assert (base - loud_double) / (base - loud) == pytest.approx(2, rel=0.05)
    assert (base - loud) / (shrunk(0.0, 10.0) - shrunk(0.1, 10.0)) == pytest.approx(2, rel=0.05)
    assert base - loud < 0.05 * (1 - quiet)


def test_the_scheduler_of_the_quiz_is_at_zero_after_twenty_batches_and_rises():
    wrong = rates(lambda o: lr_scheduler.CosineAnnealingLR(o, 20), 1e-3, [()] * 40)
    assert wrong[19] == pytest.approx(0, abs=1e-12) and wrong[19] < wrong[24] < wrong[39]
    mended = rates(lambda o: lr_scheduler.CosineAnnealingLR(o, 20 * 500), 1e-3, [()] * 10_000)
    assert all(a > b for a, b in itertools.pairwise(mended)) and mended[-1] == pytest.approx(0, abs=1e-12)
    task = find("recap-module-3-scheduler").task
    assert "T_max=20)" in task.lines[task.line] and "T_max=20 * 500)" in task.fix and "10,000" in task.why


def fewest_steps(make, turn, kappa=100.0, most=600):
    """Steps until a ravine's loss is a millionth of that at the start, at the best of some rates."""
    curvature, best = torch.tensor([1.0, kappa]), math.inf
    for lr in (10 ** (k / 4) for k in range(-10, 5)):
        p = (turn @ torch.tensor([-4.0, 1.0])).requires_grad_()
        optimizer, start = make([p], lr=lr), None
        for step in range(most):
            place = turn.T @ p.detach()
            loss = (curvature * place.square()).sum().item() / 2
            start = loss if start is None else start
            if loss < 1e-6 * start or not loss < 1e9:
                best = min(best, step) if loss < start else best
                break
            p.grad = turn @ (curvature * place)
            optimizer.step()
    return best


def test_a_ravine_across_the_axes_troubles_adam_and_adagrad_alone():
    half = 0.5**0.5
    turned, straight = torch.tensor([[half, -half], [half, half]]), torch.eye(2)
    for make in (SGD, partial(SGD, momentum=0.9)):
        assert fewest_steps(make, turned) == fewest_steps(make, straight) < 600
    for make, factor in ((Adam, 1.1), (Adagrad, 20)):
        assert factor * fewest_steps(make, straight) < fewest_steps(make, turned)


def test_a_noisy_run_grows_calmer_in_the_four_ways_of_the_card():
    start = {"lr": 0.1, "noise": 1.0, "h1": 1.0, "h2": 1.0, "mu": 0.5}
    floor = NoiseBall(**start).floor()
    for calmer in ({"lr": 0.05}, {"batch_size": 4}, {"decay": 0.98}, {"mu": 0.0}):
        assert NoiseBall(**(start | calmer)).floor() < 0.9 * floor, calmer


def test_momentum_weighs_what_agrees_and_what_alternates_as_the_recap_says():
    for mu in (0.5, 0.9):
        assert velocity([1.0] * 300, mu) == pytest.approx(1 / (1 - mu))
        assert velocity([(-1.0) ** t for t in range(301)], mu) == pytest.approx(1 / (1 + mu))
