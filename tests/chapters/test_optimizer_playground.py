"""The chapter's pass, what each rule is blind to, and its myths, against the instrument and theory."""

import ast
import itertools
import math
from functools import cache

import nbformat
import pytest
import torch

from trainloop.questions.loader import find
from trainloop.studies import study
from trainloop.studies.tuned import best_rates
from trainloop.surfaces import saddle
from trainloop.widgets import OptimizerPlayground

from .conftest import NOTEBOOKS, definitions

NAME = "optimizers/optimizer-playground"
VALUES = ("racers", "straight, turned", "tested")
RACERS = {"SGD, α = 0.03": "gd", "momentum, α = 0.01": "momentum", "Adam, α = 0.1": "adam"}
STARTS = (1e-2, 1e-3, 1e-4)
UNIT, ONE_UNIT, AXES = "factor on the loss", "factor on one gradient", "turned axes"
BLIND = {
    "SGD": [AXES],
    "momentum": [AXES],
    "AdaGrad": [UNIT, ONE_UNIT],
    "Adam": [UNIT, ONE_UNIT],
    "normalized": [UNIT, AXES],
}


def cells():
    return [c for c in nbformat.read(NOTEBOOKS / f"{NAME}.ipynb", as_version=4).cells if c.cell_type == "code"]


@cache
def chapter():
    """The chapter's definitions, and the values that its functions take from cells."""
    names = definitions(NAME)
    for cell in cells():
        if "setup" not in cell.metadata.get("tags", []):
            for node in ast.parse(cell.source).body:
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).strip("()") in VALUES:
                    exec(compile(ast.Module([node], []), cell.id, "exec"), names.path.__globals__)
    given = names.path.__globals__
    names.__dict__.update({name: given[name] for name in ("racers", "tested", "straight", "turned")})
    return names


def sgd(lr, **settings):
    return lambda p: torch.optim.SGD(p, lr=lr, **settings)


def adam(lr):
    return lambda p: torch.optim.Adam(p, lr=lr)


def printed(start):
    """What the cell that begins like this prints, run after the chapter's definitions."""
    (source,) = [cell.source for cell in cells() if cell.source.startswith(start)]
    lines = []
    exec(source, {**chapter().path.__globals__, "print": lambda *parts: lines.append(" ".join(map(str, parts)))})
    return lines


@pytest.mark.parametrize("start", STARTS)
def test_steps_to_leave_are_the_instrument_s(start):
    widget = OptimizerPlayground(surface="saddle", optimizers=list(RACERS.values()), x=-2.5, y=start, steps=500)
    for name, theirs in RACERS.items():
        steps = chapter().steps_to_leave(chapter().racers[name], start)
        away = widget.trace()[theirs].w[:, 1].abs()
        assert away[steps] > 3 >= away[:steps].max()
        assert (
            f"leaves the picture at step {steps}."
            in OptimizerPlayground(surface="saddle", optimizers=[theirs], x=-2.5, y=start, steps=500).summary()
        )


def test_on_the_ridge_nobody_ever_leaves():
    assert [chapter().steps_to_leave(make, 0.0) for make in chapter().racers.values()] == [None] * 3
    names = OptimizerPlayground.optimizers.allowed
    for name, run in OptimizerPlayground(surface="saddle", optimizers=names, x=-2.5, y=0.0, steps=500).trace().items():
        assert (len(run.w), run.w[:, 1].abs().max().item()) == (501, 0.0), name
    noisy = OptimizerPlayground(surface="saddle", optimizers=["gd"], y=0.0, steps=500, noisy=True, noise=0.01)
    assert "leaves the picture" in noisy.summary()


@pytest.mark.parametrize("lr", [0.01, 0.03, 0.2, 1.0])
def test_gradient_descent_leaves_when_the_formula_says(lr):
    for start in (1e-1, 1e-2, 1e-4, 1e-8):
        theory = math.log(3 / start) / math.log(1 + lr)
        assert chapter().steps_to_leave(sgd(lr), start) == math.ceil(theory)


def test_ten_times_closer_costs_gradient_descent_the_same_again_and_adam_nothing():
    steps = {name: [chapter().steps_to_leave(make, s) for s in STARTS] for name, make in chapter().racers.items()}
    more = {name: [b - a for a, b in itertools.pairwise(counts)] for name, counts in steps.items()}
    assert more == {"SGD, α = 0.03": [78, 78], "momentum, α = 0.01": [37, 37], "Adam, α = 0.1": [0, 0]}
    (right,) = [o for o in find("optimizer-playground-ten-times-closer").task.options if o.correct]
    assert right.why.startswith("78 more at α = 0.03, and again 78 ")


def test_adam_needs_about_r_over_alpha_steps_while_epsilon_is_small():
    for lr in (0.03, 0.1, 0.3):
        steps = [chapter().steps_to_leave(adam(lr), start) for start in (1e-1, 1e-2, 1e-4, 1e-8)]
        assert max(steps) - min(steps) <= 3 and min(steps) * lr / 3 > 0.7 and max(steps) * lr / 3 < 1.35
    y, ground = torch.tensor([-2.5, 0.01], requires_grad=True), saddle()
    optimizer, places = adam(0.1)([y]), [0.01]
    for _ in range(29):
        optimizer.zero_grad()
        ground.loss(y).backward()
        optimizer.step()
        places.append(y[1].item())
    agreement = torch.tensor(places).diff() / 0.1
    assert agreement[0] == pytest.approx(1, abs=1e-5)
    assert 0.75 < agreement.min() < 1 < agreement[9:].min() < agreement.max() < 1.3


def test_gradient_descent_can_be_first_with_a_larger_rate():
    for lr, first in ((0.1, "adam"), (0.5, "gd"), (1.0, "gd")):
        widget = OptimizerPlayground(surface="saddle", optimizers=["gd", "adam"], x=-2.5, y=0.01, steps=500, lr_gd=lr)
        left = {name: int((run.w[:, 1].abs() > 3).nonzero()[0]) for name, run in widget.trace().items()}
        assert min(left, key=left.get) == first


def changed(make):
    """How far the path moves with each change, along the axis where it moves most."""
    c = chapter()
    plain = c.path(make, [1.0, 1.0], c.straight)
    trials = {
        UNIT: c.path(make, [3.0, 3.0], c.straight),
        ONE_UNIT: c.path(make, [1.0, 3.0], c.straight),
        AXES: c.path(make, [1.0, 1.0], c.turned),
    }
    return {name: (other - plain).abs().max().item() for name, other in trials.items()}


def test_each_rule_is_blind_to_what_the_chapter_says_and_by_far():
    assert list(chapter().tested) == list(BLIND)
    signum = {"Signum": lambda p: chapter().Signum(p, lr=0.05)}
    for name, make in {**chapter().tested, **signum}.items():
        blind = BLIND.get(name, [UNIT, ONE_UNIT])
        assert chapter().blind_to(make) == blind and len(blind) < 3
        for change, size in changed(make).items():
            assert size < 1e-6 if change in blind else size > 0.2, (name, change)
    told = {line.split(" blind to: ")[0].strip(): line.split(" blind to: ")[1] for line in printed("tested = {")}
    assert told == {name: ", ".join(blind) for name, blind in BLIND.items()}
    (signum_s,) = printed("class Signum")
    assert signum_s == f"Signum is blind to: {UNIT}, {ONE_UNIT}"
    c = chapter()
    torch.testing.assert_close(c.turned @ c.turned.T, torch.eye(2))


def test_the_quiz_says_the_same_of_them():
    pairs = {item.text: item.choice for item in find("optimizer-playground-blind").task.items}
    ours = {UNIT: "a factor on the loss", ONE_UNIT: "a factor on one gradient", AXES: AXES}
    assert pairs["Momentum"] == ours[BLIND["momentum"][0]]
    assert set(pairs["Adam"].split(" and ")) == {ours[change] for change in BLIND["Adam"]}
    assert set(pairs["A step of fixed length along the whole gradient"].split(" and ")) == {
        ours[change] for change in BLIND["normalized"]
    }


def test_a_path_is_that_of_the_loss_in_the_axes_in_which_it_lies():
    theory = torch.tensor([-3.0, 1.0]) * (1 - 0.02 * torch.tensor([1.0, 5.0])) ** torch.arange(1, 61)[:, None]
    for turn in (chapter().straight, chapter().turned):
        torch.testing.assert_close(chapter().path(sgd(0.02), [1.0, 1.0], turn), theory, rtol=1e-9, atol=1e-12)


def test_a_new_tensor_changes_nothing():
    assert chapter().ends(False) == 1.0
    assert chapter().ends(True) == pytest.approx(0.9**10)


def test_no_order_holds_on_all_problems():
    orders = dict(line.split(None, 1) for line in printed("for problem, runs in best_rates"))
    assert len(orders) == 4 and len(set(orders.values())) == 4
    first = {problem: order.split(", ")[0] for problem, order in orders.items()}
    assert first["ravine"] == "AdaGrad" and first["digits"] != "AdaGrad"
    assert orders["digits"].endswith(", AdaGrad")
    ravine = best_rates(study("optimizer_choice"))["ravine"]
    fastest = min(ravine, key=lambda name: (ravine[name].loss, ravine[name].steps or math.inf))
    assert fastest == "AdaGrad"  # several end at the smallest loss that is kept; it was there first


def test_the_bacteria_find_the_sugar_because_they_compare():
    (line,) = printed("generator = torch.Generator()")
    before, after = (float(line.split(mark)[0].split()[-1]) for mark in (" at first", " after 400"))
    assert before == 20.0 and after < before / 5
    (source,) = [cell.source for cell in cells() if cell.source.startswith("generator = torch.Generator()")]
    names = {**chapter().path.__globals__, "print": lambda *_: None}
    exec(source.replace("0.05, 0.5", "0.5, 0.5"), names)
    assert names["place"].norm(dim=1).mean() > before
