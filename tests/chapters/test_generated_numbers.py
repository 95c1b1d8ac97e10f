"""What the functions of generated questions call right is computed here again, by the package or by torch."""

from random import Random

import pytest
import torch

from trainloop import averages
from trainloop.optim import Adam
from trainloop.questions.generated import generators_of
from trainloop.questions.loader import chapters

SEEDS = [f"seed {k}" for k in range(50)]
MISTAKES = {
    "first_step": ("sgd", "half"),
    "third_average": ("value", "left", "linear"),
    "two_steps": ("minus", "factor", "flat", "twice"),
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


COMPUTED = {
    "two_steps": distance_left,
    "first_step": first_length,
    "third_average": lambda v: averages.ewa([float(v["value"])] * 3, v["beta"])[-1].item(),
}
FUNCTIONS = {name: function for chapter in chapters() for name, function in generators_of(chapter).items()}


def test_every_function_is_computed_here():
    assert set(FUNCTIONS) == {*COMPUTED, "step_lengths", "which_decay"}


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
