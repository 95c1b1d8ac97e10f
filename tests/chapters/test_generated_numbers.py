"""What the functions of generated questions call right is computed here again, by the package or by torch."""

import math
from functools import cache
from random import Random

import pytest
import torch
from torch.optim import lr_scheduler

from trainloop import averages
from trainloop.optim import Adam
from trainloop.questions.generated import generators_of
from trainloop.questions.loader import chapters
from trainloop.surfaces import ravine
from trainloop.widgets import NoiseBall

SEEDS = [f"seed {k}" for k in range(50)]
MISTAKES = {
    "two_turns": ("first", "same_slope", "uncleared", "half", "uphill"),
    "enough": ("linear", "square_of_size"),
    "best_step": ("limit", "steepest", "upside_down", "mean"),
    "one_percent": ("window", "half"),
    "rmsprop_first": ("lr", "sgd", "unrooted"),
    "convert": ("divided", "lr", "plus", "times_beta"),
    "limit": ("heavy", "plain", "average"),
    "first_step": ("sgd", "half"),
    "third_average": ("value", "left", "linear"),
    "two_steps": ("minus", "factor", "flat", "twice"),
    "decayed": ("adam", "no_rate", "minus"),
    "ball": ("one_example", "small_rate", "no_curvature", "one_step"),
    "halfway_down": ("lr", "no_warmup"),
    "best_of_two": ("one", "low", "swapped"),
    "escape": ("approximate", "linear"),
}


def distance_left(values):
    """What torch's SGD leaves of a distance of 1 on a parabola, after two steps."""
    e = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([e], lr=values["lr"])
    for _ in range(2):
        optimizer.zero_grad()
        (values["h"] * e.square() / 2).backward()
        optimizer.step()
    return e.item()


def first_length(values):
    p = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
    p.grad = torch.tensor([values["g"]], dtype=torch.float64)
    Adam([p], lr=values["lr"]).step()
    return abs(p.item())


def uncorrected_length(values):
    """How far torch's RMSProp goes at its first gradient."""
    p = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
    p.grad = torch.tensor([values["g"]], dtype=torch.float64)
    torch.optim.RMSprop([p], lr=values["lr"], alpha=values["rho"]).step()
    return abs(p.item())


def decayed(values):
    """Where torch's AdamW takes a weight without a gradient."""
    w = torch.nn.Parameter(torch.tensor(float(values["w"]), dtype=torch.float64))
    w.grad = torch.zeros_like(w)
    torch.optim.AdamW([w], lr=values["lr"], weight_decay=values["decay"]).step()
    return w.item()


def steady(values):
    """The variance at the instrument's floor, a loss of h/2 times it along each of two equal axes."""
    settings = {"lr": values["lr"], "noise": values["noise"], "batch_size": values["batch"]}
    return NoiseBall(h1=values["h"], h2=values["h"], **settings).floor() / values["h"]


def scheduled(values):
    """The rate that torch's line and cosine give the optimizer at the step."""
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=values["lr"])
    warmup = values["warmup"]
    line = lr_scheduler.LinearLR(optimizer, 1 / warmup, total_iters=warmup - 1)
    wave = lr_scheduler.CosineAnnealingLR(optimizer, values["total"] - warmup)
    both = lr_scheduler.SequentialLR(optimizer, [line, wave], [warmup])
    for _ in range(values["step"]):
        optimizer.step()
        both.step()
    return optimizer.param_groups[0]["lr"]


def best_of_draws(values):
    """The mean of the lowest over everything that can be drawn."""
    grid = torch.tensor([values["low"], values["high"]], dtype=torch.float64)
    return torch.cartesian_prod(*[grid] * values["tries"]).amin(1).mean().item()


def steps_up(values):
    """After how many steps torch's SGD, `factor` times closer to a ridge, is nearest to a distance of 1."""
    y = torch.tensor([1 / values["factor"]], dtype=torch.float64, requires_grad=True)
    optimizer, away = torch.optim.SGD([y], lr=values["lr"]), [math.log(values["factor"])]
    while y.item() < 1:
        optimizer.zero_grad()
        (-values["h"] / 2 * y.square()).sum().backward()
        optimizer.step()
        away.append(abs(math.log(y.item())))
    return away.index(min(away))


def two_turns(values):
    """Where torch's SGD is after two steps on (w − goal)²."""
    w = torch.tensor(float(values["start"]), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=values["lr"])
    for _ in range(2):
        optimizer.zero_grad()
        (w - values["goal"]).square().backward()
        optimizer.step()
    return w.item()


def best_step(values):
    """Where the slice along the gradient is lowest, by a parabola through three of its points."""
    valley = ravine(values["kappa"])
    here = torch.tensor([values["a"], values["b"]], dtype=torch.float64)
    at = torch.tensor([0.0, 1.0, 2.0], dtype=torch.float64)
    loss = valley.loss(here - at[:, None] * valley.gradient(here))
    bend = loss[2] - 2 * loss[1] + loss[0]
    return round((-(loss[1] - loss[0] - bend / 2) / bend).item(), 4)


def correction_matters(values):
    """The first step whose correction changes the average by less than 1 %."""
    ones = [1.0] * 2000
    gap = averages.bias_corrected_ewa(ones, values["beta"]) / averages.ewa(ones, values["beta"]) - 1
    return 1 + int((gap >= 0.01).sum())


def converted(values):
    """The rate with which torch's sum moves as far as an average, long after the start."""
    return values["lr"] * of_the_sum(values["beta"])


@cache
def of_the_sum(beta):
    """An average's share of torch's sum; the same for all questions with this decay."""
    ones = [1.0] * 3000
    average = averages.ewa(ones, beta)[-1].item()
    w = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=1, momentum=beta)
    for _ in ones:
        w.grad = torch.ones(1, dtype=torch.float64)
        optimizer.step()
    return average / optimizer.state[w]["momentum_buffer"].item()


def nesterov_limit(values):
    """By bisection on the iteration matrix's larger eigenvalue."""
    mu, low, high = values["mu"], 0.0, 4.0
    for _ in range(60):
        a = (low + high) / 2
        matrix = torch.tensor([[(1 + mu) * (1 - a), -mu * (1 - a)], [1.0, 0.0]], dtype=torch.float64)
        low, high = (a, high) if torch.linalg.eigvals(matrix).abs().max() < 1 else (low, a)
    return round(low / values["h_max"], 4)


def enough(values):
    """The batch size, from the variance of a mean."""
    return round(values["size"] * (values["now"] / values["goal"]) ** 2)


COMPUTED = {
    "two_turns": two_turns,
    "enough": enough,
    "best_step": best_step,
    "one_percent": correction_matters,
    "convert": converted,
    "limit": nesterov_limit,
    "two_steps": distance_left,
    "first_step": first_length,
    "rmsprop_first": uncorrected_length,
    "decayed": decayed,
    "ball": steady,
    "halfway_down": scheduled,
    "best_of_two": best_of_draws,
    "escape": steps_up,
    "third_average": lambda v: averages.ewa([float(v["value"])] * 3, v["beta"])[-1].item(),
}
FUNCTIONS = {name: function for chapter in chapters() for name, function in generators_of(chapter).items()}


def test_every_function_is_computed_here():
    curves = {"step_lengths", "which_decay", "three_starts", "which_ground", "which_phase"}
    assert set(FUNCTIONS) == {*COMPUTED, *curves}


@pytest.mark.parametrize("name", COMPUTED)
def test_the_right_number_is_computed(name):
    for seed in SEEDS:
        values = FUNCTIONS[name](Random(seed))
        assert values["answer"] == pytest.approx(COMPUTED[name](values), rel=1e-5), seed


@pytest.mark.parametrize("name", COMPUTED)
def test_mistakes_differ_from_the_answer_and_from_each_other(name):
    for seed in SEEDS:
        values = FUNCTIONS[name](Random(seed))
        wrong = [values[mistake] for mistake in MISTAKES[name]]
        margin = values.get("tolerance", 1e-6)
        for i, value in enumerate(wrong):
            assert abs(value - values["answer"]) > margin, seed
            assert all(abs(value - other) > 1e-9 for other in wrong[:i]), seed


@pytest.mark.parametrize("name", COMPUTED)
def test_numbers_are_short_enough_to_type(name):
    for seed in SEEDS:
        for value in FUNCTIONS[name](Random(seed)).values():
            assert isinstance(value, str) or value == pytest.approx(float(f"{value:.5g}"), rel=1e-9), seed


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_seed_gives_one_question_and_seeds_give_several(name):
    drawn = [FUNCTIONS[name](Random(seed)) for seed in SEEDS]
    assert drawn == [FUNCTIONS[name](Random(seed)) for seed in SEEDS]
    assert len({str(values) for values in drawn}) >= 5


def test_seeds_are_worth_the_same_in_every_python():
    first = FUNCTIONS["first_step"](Random("adam-length-of-the-first/0"))
    assert (first["g"], first["lr"]) == (0.02, 0.003)
    assert FUNCTIONS["two_steps"](Random("pinned/1"))["h"] == 12


def test_the_three_averages_can_be_told_by_noise_and_by_lag():
    for seed in SEEDS:
        curves = FUNCTIONS["which_decay"](Random(seed))
        jitter = {name: torch.tensor(curve[:20]).diff().abs().mean() for name, curve in curves.items()}
        assert jitter["quick"] > 3 * jitter["steady"] > 6 * jitter["late"]
        after_ten = {name: curve[29] for name, curve in curves.items()}
        assert after_ten["quick"] > after_ten["steady"] > after_ten["late"]
        assert curves["late"][-1] < 0.75


def test_the_three_runs_can_be_told_by_their_step_lengths():
    for seed in SEEDS[:10]:
        values = FUNCTIONS["step_lengths"](Random(seed))
        stride = values["high"] * 2**0.5
        assert values["sgd"][0] > 0.1 > 20 * values["sgd"][-1]
        assert values["adam"][0] == pytest.approx(stride, rel=1e-6)
        assert values["adam"][-1] < stride / 2
        assert values["memoryless"] == pytest.approx([stride] * len(values["memoryless"]), rel=1e-4)


def test_the_three_starts_can_be_told_apart():
    for seed in SEEDS:
        curves = FUNCTIONS["three_starts"](Random(seed))
        assert curves["zero"][0] < 1 < 4 < curves["corrected"][0] == pytest.approx(curves["first"][0])
        late = {name: abs(curve[9] - 10) for name, curve in curves.items()}
        assert late["zero"] > late["corrected"] and late["first"] > late["corrected"]
        expected = averages.bias_corrected_ewa(averages_undone(curves["zero"], 0.95), 0.95)
        assert curves["corrected"] == pytest.approx(expected.tolist(), rel=1e-9)


def averages_undone(path, beta):
    """The values that an average from zero was made of."""
    before = [0.0, *path[:-1]]
    return [(now - beta * then) / (1 - beta) for now, then in zip(path, before, strict=True)]


def test_the_grounds_can_be_told_by_how_the_loss_falls():
    for seed in SEEDS:
        losses = {k: torch.tensor(v, dtype=torch.float64) for k, v in FUNCTIONS["which_ground"](Random(seed)).items()}
        falls = {name: loss[1:] / loss[:-1] for name, loss in losses.items()}
        assert falls["bowl"].max() - falls["bowl"].min() < 1e-9
        assert falls["ravine"][0] < 0.4 and falls["ravine"][-1] > 0.9
        halt = int(falls["saddle"].argmax())
        assert 5 < halt < 50 and falls["saddle"][halt] > 0.98
        assert falls["saddle"][0] < 0.7 and falls["saddle"][-1] < 0.7


def test_the_phases_are_those_that_the_answers_name():
    for seed in SEEDS:
        runs = {k: torch.tensor(v) for k, v in FUNCTIONS["which_phase"](Random(seed)).items()}
        assert (runs["creep"] > 0).all() and (runs["creep"].diff() < 0).all()
        signs = {name: int((run[1:].sign() != run[:-1].sign()).sum()) for name, run in runs.items()}
        assert 2 <= signs["swing"] <= 10
        assert signs["alternate"] == 40
        assert 0.1 < abs(runs["alternate"][-1] / runs["alternate"][0]) < 1
