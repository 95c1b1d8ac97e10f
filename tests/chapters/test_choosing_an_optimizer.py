"""The chapter's formula against what can be drawn, and what it says about the study, in the study and in new runs."""

import inspect
import itertools
import math
from functools import partial

import nbformat
import pytest
import torch

from trainloop.questions.loader import find
from trainloop.studies import digits, study
from trainloop.studies.optimizer_choice import OPTIMIZERS, SEEDS, STEPS, optimizer_run, task, train
from trainloop.studies.tuned import TARGETS, best_rates

from .conftest import NOTEBOOKS, definitions

RESULTS = study("optimizer_choice")
RATES = RESULTS.grid["lr"]
TUNED = best_rates(RESULTS)
GUESSING = math.log(10)  # the loss of ten classes that are all called equally likely
ADAPTIVE = ("AdaGrad", "RMSProp", "Adam", "AdamW")


@pytest.fixture(scope="module")
def chapter():
    found = definitions("optimizers/choosing-an-optimizer")
    found.final.__globals__["results"] = RESULTS
    return found


def curve(problem, optimizer, lr, which="loss"):
    return RESULTS.at({"problem": problem, "optimizer": optimizer, "lr": lr})[which]


def finals(problem, optimizer):
    """The median final loss at each rate of the grid."""
    return [curve(problem, optimizer, lr)[-1].item() for lr in RATES]


def ranked(problem, key=lambda run: (run.loss, run.steps or math.inf)):
    return sorted(TUNED[problem], key=lambda name: key(TUNED[problem][name]))


def why(option):
    """What the prediction answers to the option that begins like this."""
    (found,) = [o for o in find("choosing-an-optimizer-who-wins").task.options if o.text.startswith(option)]
    return found.why


def test_the_study_is_as_large_as_the_chapter_says():
    cells = nbformat.read(NOTEBOOKS / "optimizers/choosing-an-optimizer.ipynb", as_version=4).cells
    runs = math.prod(len(column) for column in RESULTS.grid.values()) * len(SEEDS)
    assert any(f"{runs} of them, each {STEPS} steps" in cell.source for cell in cells)
    assert (len(RATES), RATES[0], RATES[-1], len(SEEDS)) == (11, 0.0001, 10.0, 3)


def test_final_gives_median_lowest_and_highest(chapter):
    for problem, optimizer in itertools.product(TUNED, OPTIMIZERS):
        run = TUNED[problem][optimizer]
        assert chapter.final(problem, optimizer, run.lr) == (run.loss, run.lowest, run.highest)


def test_four_problems_have_three_winners():
    firsts = {problem: ranked(problem)[0] for problem in TUNED}
    assert firsts == {"line": "momentum", "ravine": "AdaGrad", "Rosenbrock": "Adam", "digits": "Adam"}
    lasts = {problem: ranked(problem)[-1] for problem in TUNED}
    assert lasts == {"line": "AdamW", "ravine": "SGD", "Rosenbrock": "AdaGrad", "digits": "AdaGrad"}
    starred = [(problem, name) for problem, runs in TUNED.items() for name, run in runs.items() if run.at_edge]
    assert starred == [("ravine", "AdamW")]


def test_in_the_ravine_all_but_sgd_arrive_and_adagrad_is_the_fastest():
    assert [name for name, run in TUNED["ravine"].items() if run.loss > 1e-20] == ["SGD"]
    arrivals = {n: RESULTS.x[curve("ravine", n, run.lr) < 1e-20] for n, run in TUNED["ravine"].items() if n != "SGD"}
    first = {name: x[0].item() for name, x in arrivals.items()}
    assert 5 * first.pop("AdaGrad") < min(first.values())


def test_the_decay_is_what_makes_adamw_last_on_the_line(monkeypatch):
    assert "AdamW was last on the line" in why("Adam or AdamW")
    monkeypatch.setitem(OPTIMIZERS, "AdamW", partial(torch.optim.AdamW, weight_decay=0.0))
    without = min(optimizer_run("line", "AdamW", lr)["loss"][-1] for lr in (0.03, 0.1))
    assert without < TUNED["line"]["AdamW"].loss / 50


def test_one_seed_of_adam_was_thrown_out_of_the_valley_in_the_last_thirty_steps():
    ends = [train(task("Rosenbrock", seed), "Adam", TUNED["Rosenbrock"]["Adam"].lr) for seed in SEEDS]
    assert all((losses[-5:-3] < TARGETS["Rosenbrock"] / 50).all() for losses in ends)  # at steps 460 and 470
    assert sum(losses[-1].item() > 1 for losses in ends) == 1
    assert sorted(losses[-1].item() for losses in ends)[1] == pytest.approx(TUNED["Rosenbrock"]["Adam"].loss, rel=0.2)


def test_adam_leads_by_less_than_its_seeds_differ():
    assert "less than its seeds differ" in why("Adam or AdamW")
    for problem in ("Rosenbrock", "digits"):
        first, second = (TUNED[problem][name] for name in ranked(problem)[:2])
        assert second.loss - first.loss < first.highest - first.lowest
        assert first.lowest < second.highest and second.lowest < first.highest


def test_the_other_answers_to_the_prediction():
    assert "never reached the target" in why("SGD with momentum")
    for lr in RATES:
        assert (curve("Rosenbrock", "momentum", lr) > TARGETS["Rosenbrock"]).all()
    assert "many powers of ten" in why("With tuned rates")
    spread = {problem: math.log10(ranked_loss(problem, -1) / ranked_loss(problem, 0)) for problem in TUNED}
    assert spread["digits"] < 0.5 and min(spread["ravine"], spread["Rosenbrock"]) > 4


def ranked_loss(problem, place):
    return TUNED[problem][ranked(problem)[place]].loss


def test_defaults_make_rmsprop_sixty_times_better_than_sgd_which_tuned_is_ahead():
    makes = {name: getattr(make, "func", make) for name, make in OPTIMIZERS.items()}
    default = {name: inspect.signature(make).parameters["lr"].default for name, make in makes.items()}
    assert default == {name: 0.01 if name in ("AdaGrad", "RMSProp") else 0.001 for name in OPTIMIZERS}
    at_default = {name: curve("digits", name, lr)[-1].item() for name, lr in default.items()}
    assert at_default["SGD"] / at_default["RMSProp"] == pytest.approx(60, rel=0.02)
    assert TUNED["digits"]["SGD"].loss < TUNED["digits"]["RMSProp"].loss


def test_all_dip_to_similar_depths_at_rates_a_hundred_times_apart():
    shown = [TUNED["digits"][name] for name in ("SGD", "momentum", *ADAPTIVE)]
    assert max(run.lr for run in shown) / min(run.lr for run in shown) == pytest.approx(100)
    assert max(run.loss for run in shown) < 3 * min(run.loss for run in shown)


@pytest.mark.parametrize(("optimizer", "best", "lost"), [("SGD", 1.0, 3.0), ("momentum", 0.1, 1.0)])
def test_sgd_and_momentum_improve_up_to_a_cliff(optimizer, best, lost):
    losses = finals("digits", optimizer)
    falling = losses[: RATES.index(best) + 1]
    assert all(after <= before for before, after in itertools.pairwise(falling)) and falling[-1] < falling[0] / 50
    assert min(losses) == falling[-1]
    assert all(loss < 2 * falling[-1] for loss in losses[RATES.index(best) : RATES.index(lost)])
    assert all(loss > 0.99 * GUESSING for loss in losses[RATES.index(lost) :])
    assert losses[RATES.index(lost)] == pytest.approx({"SGD": 2.3, "momentum": 2.4}[optimizer], abs=0.05)


@pytest.mark.parametrize(("optimizer", "best"), [("AdaGrad", 0.3), ("RMSProp", 0.01), ("Adam", 0.03), ("AdamW", 0.01)])
def test_adaptive_ones_rise_over_several_grid_steps(optimizer, best):
    losses, place = finals("digits", optimizer), RATES.index(best)
    assert min(losses) == losses[place]
    right = losses[place : place + 4]
    assert all(after > before for before, after in itertools.pairwise(right))
    assert 1.5 < right[1] / right[0] < 6  # where SGD's loss is ninety times as high
    sgd = finals("digits", "SGD")
    assert sgd[RATES.index(1.0) + 1] > 80 * sgd[RATES.index(1.0)]


def test_adagrad_is_as_low_at_a_tenth_as_at_its_best():
    losses = finals("digits", "AdaGrad")
    assert sorted(losses)[1] == losses[RATES.index(0.1)] < 1.1 * min(losses)


@pytest.mark.parametrize("losses", [[0.2, 0.3, 1.0], [3.0, 1.0, 2.0, 1.0], [0.5]])
@pytest.mark.parametrize("tries", [1, 2, 3, 5])
def test_expected_best_is_the_mean_over_all_draws(chapter, losses, tries):
    drawn = torch.cartesian_prod(*[torch.tensor(losses)] * tries).reshape(-1, tries)
    assert chapter.expected_best(losses, tries) == pytest.approx(drawn.amin(1).mean().item())


def test_expected_best_is_what_a_simulation_gives(chapter):
    generator = torch.Generator().manual_seed(0)
    for optimizer, tries in itertools.product(("SGD", "AdaGrad", "Adam"), (1, 3, 10)):
        losses = torch.tensor(finals("digits", optimizer)).clamp(max=2.3)
        best = losses[torch.randint(len(RATES), (100_000, tries), generator=generator)].amin(1)
        error = 5 * best.std().item() / 100_000**0.5
        assert chapter.expected_best(losses.tolist(), tries) == pytest.approx(best.mean().item(), abs=error)


def test_a_blind_try_is_best_spent_on_adagrad_and_ten_on_adam(chapter):
    for names in (("SGD", "momentum", "AdaGrad", "RMSProp", "Adam"), OPTIMIZERS):
        grids = {name: [min(loss, 2.3) for loss in finals("digits", name)] for name in names}
        order = {k: sorted(names, key=lambda name, k=k: chapter.expected_best(grids[name], k)) for k in (1, 3, 10)}
        assert order[1][0] == "AdaGrad" and order[10][0] == "Adam"
        assert order[1] != order[3] != order[10]


def test_the_winner_of_seven_equals_looks_better_than_it_is():
    x = torch.linspace(-8, 8, 4001)
    below = torch.special.ndtr(x)
    largest = torch.trapezoid(x * 7 * below**6 * torch.exp(-(x**2) / 2) / (2 * math.pi) ** 0.5, x).item()
    assert largest == pytest.approx(1.35, abs=0.005)
    measured = torch.randn(100_000, 7, 3, generator=torch.Generator().manual_seed(0))
    for seeds in (1, 3):
        best = -measured[..., :seeds].mean(2).amin(1).mean().item()
        assert best == pytest.approx(largest / seeds**0.5, rel=0.01)


def test_each_step_of_the_thread_adds_one_idea(chapter):
    added = [
        [line for line in str(chapter.changes(*pair)).splitlines() if line.startswith("+")]
        for pair in itertools.pairwise(("sgd", "average", "adam_uncorrected", "adam"))
    ]
    assert [lines[0].split()[1] for lines in added] == ["m", "v", "m_hat"]


def test_which_seed_is_drawn_decides_who_is_first_on_the_digits():
    by = {what: ranked("digits", lambda run, what=what: getattr(run, what)) for what in ("lowest", "loss", "highest")}
    assert (by["lowest"][0], by["loss"][0], by["highest"][0]) == ("Adam", "Adam", "Nesterov")
    assert "Adam" not in by["highest"][:3]
    assert {order[-1] for order in by.values()} == {"AdaGrad"}


def test_one_rate_for_all_makes_sgd_first_on_the_line_and_last_on_the_digits():
    same = {p: sorted(OPTIMIZERS, key=lambda name, p=p: curve(p, name, 0.01)[-1].item()) for p in ("line", "digits")}
    assert same["line"][0] == same["digits"][-1] == "SGD"


def test_the_decay_alone_leads_adamw_down_the_ravine():
    w = torch.tensor([2.0, -3.0], requires_grad=True)
    optimizer, w.grad = torch.optim.AdamW([w], lr=10.0), torch.zeros(2)
    optimizer.step()
    torch.testing.assert_close(w.detach(), 0.9 * torch.tensor([2.0, -3.0]))
    assert TUNED["ravine"]["AdamW"].lr == RATES[-1] == 10.0
    adamw, adam = (curve("ravine", name, 10.0) for name in ("AdamW", "Adam"))
    falling = adamw[adamw > 2e-30].log()
    assert (falling[-1] - falling[0]).item() / (10 * (len(falling) - 1)) == pytest.approx(2 * math.log(0.9), rel=0.1)
    reached = [RESULTS.x[losses <= TARGETS["ravine"]][0].item() for losses in (adamw, adam)]
    assert 1.5 * reached[0] < reached[1]


def test_in_the_valley_the_decay_leads_to_the_origin_where_the_loss_is_one():
    seeds = [task("Rosenbrock", seed) for seed in SEEDS]
    for given in seeds:
        train(given, "AdamW", 10.0)
    places = torch.stack([given.parameters[0].detach() for given in seeds])
    assert curve("Rosenbrock", "AdamW", 10.0)[-1].item() == pytest.approx(1, abs=0.1)
    assert places.norm(dim=1).median() < 0.1 * 2**0.5  # a tenth of the way to the minimum
    assert TUNED["Rosenbrock"]["AdamW"].loss < 0.05


@pytest.mark.parametrize(("angle", "solved"), [(0.0, True), (math.pi / 8, False), (math.pi / 4, False)])
def test_adagrad_gains_from_a_ravine_along_the_axes(angle, solved):
    turn = torch.tensor([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    ends = []
    for lr in RATES[-4:]:
        w = (turn @ torch.tensor([2.8, 2.8])).requires_grad_()
        optimizer = torch.optim.Adagrad([w], lr=lr)
        for _ in range(STEPS):
            optimizer.zero_grad()
            loss = (torch.tensor([1.0, 100.0]) * (turn.T @ w).square()).sum() / 2
            loss.backward()
            optimizer.step()
        ends.append(loss.item())
    assert (min(ends) < 1e-30) == solved
    assert solved or min(ends) > 1e-12


def test_all_held_out_accuracies_overlap():
    found = RESULTS.about["test accuracy at the end"].values()
    assert max(map(min, found)) <= min(map(max, found))


def test_held_out_accuracies_are_those_at_the_rates_above():
    given = task("digits", SEEDS[0])
    train(given, "SGD", TUNED["digits"]["SGD"].lr)
    inputs, labels = digits.parts()[1]
    weights, bias, weights_2, bias_2 = given.parameters
    named = ((inputs @ weights.T + bias).relu() @ weights_2.T + bias_2).argmax(1)
    share = (named == labels).double().mean().item()
    assert share == pytest.approx(RESULTS.about["test accuracy at the end"]["SGD"][0], abs=0.01)


def test_the_instrument_can_compute_between_the_grid_s_rates_in_the_chapter_s_precision():
    between = optimizer_run("digits", "SGD", 0.5)["loss"][-1]
    assert curve("digits", "SGD", 1.0)[-1] < between < curve("digits", "SGD", 0.3)[-1]


@pytest.mark.parametrize("problem", ["Rosenbrock", "digits"])
def test_the_exercise_s_solution_finds_the_study_s_best_rates(chapter, problem):
    for optimizer in OPTIMIZERS:
        losses = {lr: list(chapter.final(problem, optimizer, lr))[::-1] for lr in RATES}
        run = TUNED[problem][optimizer]
        assert chapter.best_rate_solution(losses) == (run.lr, run.loss)
