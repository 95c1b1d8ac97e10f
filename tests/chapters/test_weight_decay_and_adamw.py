"""The chapter's shrinking, its average of directions and its settling places, against torch, the package and theory."""

import ast
import inspect
import math
from functools import cache

import nbformat
import pytest
import torch

from trainloop import optim
from trainloop.lineage import STEPS
from trainloop.questions.loader import find

from .conftest import NOTEBOOKS, definitions

NAME = "optimizers/weight-decay-and-adamw"
VALUES = ("METHODS", "NOISE", "h, goal", "makers", "t", "rates")
KINDS = ("no gradient", "faint noise", "loud noise")


@pytest.fixture
def chapter():
    return with_values()


def with_values():
    """The chapter's definitions, and the values that its functions take from cells."""
    names = definitions(NAME)
    for cell in nbformat.read(NOTEBOOKS / f"{NAME}.ipynb", as_version=4).cells:
        if cell.cell_type == "code" and "setup" not in cell.metadata.get("tags", []):
            for node in ast.parse(cell.source).body:
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]).strip("()") in VALUES:
                    exec(compile(ast.Module([node], []), cell.id, "exec"), names.shrink.__globals__)
    return names


@cache
def track(method, decay):
    """What is left of each kind of weight, every 20 steps."""
    return with_values().shrink(method, decay)


@pytest.mark.parametrize("method", ["SGD", "AdamW"])
@pytest.mark.parametrize("decay", [0.1, 0.001])
def test_sgd_and_adamw_treat_all_weights_alike(method, decay):
    left = (1 - 0.001 * decay) ** 1000
    assert len(track(method, decay)["no gradient"]) == 51
    assert track(method, decay)["no gradient"][-1] == pytest.approx(left, rel=1e-9)
    # What noise leaves in the mean of 300 weights after 1,000 steps of α times its size, or of α.
    for kind, size in zip(KINDS, (0.0, 0.01, 10.0), strict=True):
        scatter = 0.001 * (size if method == "SGD" else 1.0) * (1000 / 300) ** 0.5
        assert track(method, decay)[kind][-1] == pytest.approx(left, abs=2 * scatter + 1e-9)


def test_adam_with_l2_shrinks_silent_weights_alike_and_loud_ones_hardly():
    strong, weak = track("Adam with L2", 0.1), track("Adam with L2", 0.001)
    assert weak["no gradient"] == pytest.approx(strong["no gradient"], abs=1e-3)
    assert strong["no gradient"][1] == pytest.approx(1 - 20 * 0.001, abs=1e-4)
    assert strong["no gradient"][-1] < strong["faint noise"][-1] < 0.3 < 0.98 < strong["loud noise"][-1]
    # Noise of a size that the decay doesn't reach divides it: the share is αλ over that size a step.
    for left, decay, size in ((weak["faint noise"], 0.001, 0.01), (strong["loud noise"], 0.1, 10.0)):
        assert left[-1] == pytest.approx(math.exp(-1000 * 0.001 * decay / size), abs=0.004)


def test_the_numbers_of_the_prediction():
    question = find("weight-decay-and-adamw-hundredth")
    (right,) = [option for option in question.task.options if option.correct]
    (sgd,) = [option for option in question.task.options if "SGD" in option.why]
    (tenth,) = [option for option in question.task.options if "a tenth of the shrinking" in option.text]
    strong, weak = (track("Adam with L2", decay)["no gradient"][-1] for decay in (0.1, 0.001))
    assert right.text.startswith(f"{weak:.2f}")
    text = (NOTEBOOKS / f"{NAME}.ipynb").read_text(encoding="utf-8")
    assert f"shrinks it to {strong:.2f} in 1,000 steps" in text
    for method in ("SGD", "AdamW"):
        assert f"{track(method, 0.001)['no gradient'][-1]:.3f}" in sgd.text
    assert tenth.text.startswith(f"About {1 - (1 - strong) / 10:.2f}")


def gradients(steps: int = 40) -> torch.Tensor:
    generator = torch.Generator().manual_seed(5)
    return torch.randn(steps, 6, generator=generator) * 10.0 ** torch.tensor([-6.0, -2.0, 0.0, 0.0, 2.0, 6.0])


def walked(make, **settings) -> torch.Tensor:
    p = torch.nn.Parameter(torch.linspace(-2, 3, 6))
    optimizer = make([p], lr=0.02, betas=(0.8, 0.95), eps=1e-6, **settings)
    for gradient in gradients():
        p.grad = gradient.clone()
        optimizer.step()
    return p.detach()


@pytest.mark.parametrize("decay", [0.0, 0.1, 3.0])
def test_the_solution_and_the_thread_s_step_are_torch_s_and_the_package_s(chapter, decay):
    w = torch.linspace(-2, 3, 6)
    ours, thread, coupled = ((w, 0 * w, 0 * w) for _ in range(3))
    for t, gradient in enumerate(gradients(), 1):
        settings = (t, 0.02, 0.8, 0.95, 1e-6, decay)
        ours = chapter.adamw_step_solution(ours[0], gradient, *ours[1:], *settings)
        thread = STEPS["adamw"](thread[0], gradient, *thread[1:], *settings)
        coupled = STEPS["adam"](coupled[0], gradient + decay * coupled[0], *coupled[1:], *settings[:-1])
    for make in (torch.optim.AdamW, optim.AdamW):
        for step in (ours, thread):
            torch.testing.assert_close(step[0], walked(make, weight_decay=decay), rtol=1e-10, atol=1e-12)
    torch.testing.assert_close(coupled[0], walked(torch.optim.Adam, weight_decay=decay), rtol=1e-10, atol=1e-12)


def test_in_code_it_is_one_line(chapter):
    changed = chapter.changes("adam", "adamw")
    assert len(changed.added) == 1 and not changed.removed
    assert "weight_decay" in changed.added[0]


def test_for_sgd_both_ways_are_one_and_for_adam_two(chapter):
    def ends(make):
        return chapter.after(lambda p: make(p, lr=0.01, weight_decay=1.0))

    class Beside(torch.optim.SGD):
        def __init__(self, params, lr, weight_decay):
            super().__init__(params, lr)
            self.share = lr * weight_decay

        def step(self):
            for p in self.param_groups[0]["params"]:
                p.data *= 1 - self.share
            super().step()

    assert ends(torch.optim.SGD) == pytest.approx(ends(Beside), rel=1e-12)
    assert abs(ends(torch.optim.Adam) - ends(torch.optim.AdamW)) > 0.2


@pytest.mark.parametrize(("lr", "decay", "steps"), [(0.01, 0.5, 300), (0.001, 2.0, 150), (0.05, 0.1, 200)])
def test_a_weight_is_an_average_of_its_directions(chapter, lr, decay, steps):
    weight, average = chapter.remembered(lr, decay, steps)
    assert abs(weight) > 0.01
    assert average == pytest.approx(weight, rel=1e-9)


@pytest.mark.parametrize("decay", [0.5, 2.0])
def test_agreeing_directions_lead_to_one_over_lambda(decay):
    w = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.AdamW([w], lr=0.01, weight_decay=decay)
    for _ in range(3000):
        w.grad = -torch.ones(1)
        optimizer.step()
        assert abs(w.item()) < 1.001 / decay
    assert w.item() == pytest.approx(1 / decay, rel=1e-4)


@pytest.mark.parametrize("decay", [0.0, 0.01, 0.1])
def test_a_penalty_rounds_the_ravine_and_moves_its_minimum(chapter, decay):
    h, goal = chapter.descend.__globals__["h"], chapter.descend.__globals__["goal"]
    steps, end = chapter.descend(decay)
    minimum = torch.linalg.solve(torch.diag(h) + decay * torch.eye(2), h * goal)
    assert end == pytest.approx(minimum.tolist(), abs=1e-3)
    w = torch.zeros(2, requires_grad=True)
    optimizer, taken = torch.optim.SGD([w], lr=2 / (h.sum() + 2 * decay).item(), weight_decay=decay), 0
    while (w - minimum).norm() > 0.01 * minimum.norm():
        w.grad = (h * (w - goal)).detach()
        optimizer.step()
        taken += 1
    assert steps == taken


def test_more_penalty_is_faster_and_pulls_the_flat_direction_most(chapter):
    steps, ends = zip(*(chapter.descend(decay) for decay in (0.0, 0.01, 0.1)), strict=True)
    assert steps[0] > 1.5 * steps[1] > 4 * steps[2]
    assert ends[0] == [2.0, 2.0]
    assert ends[2][0] < ends[1][0] < 1.01 and ends[2][0] < 0.5 < 1.5 < ends[2][1] < ends[1][1]


def test_a_penalty_s_minimum_stays_and_adamw_s_place_follows_the_noise(chapter):
    makers = chapter.settles.__globals__["makers"]
    for noise in (0.0, 5.0):
        for make in (makers["SGD with L2"], lambda p: torch.optim.Adam(p, lr=0.01, weight_decay=0.1)):
            assert chapter.settles(make, noise) == pytest.approx(2 / 1.1, abs=0.01)
    # √v̂ is about the noise's size σ, so the decay balances (w − 2)/σ: λσ stands where a penalty's λ does.
    for noise in (0.0, 1.0, 5.0):
        assert chapter.settles(makers["AdamW"], noise) == pytest.approx(2 / (1 + 0.1 * noise), abs=0.01)


def test_what_is_left_of_a_weight_depends_on_the_sum_of_the_rates(chapter):
    rates = chapter.left.__globals__["rates"]
    assert len({f"{chapter.left(lrs, 0.1):.3f}" for lrs in rates.values()}) == len(rates) == 3
    for lrs in rates.values():
        assert chapter.left(lrs, 0.1) == pytest.approx(math.exp(-0.1 * lrs.sum().item()), rel=1e-3)
    moved = chapter.left(torch.full((100_000,), 0.0003), 0.033)
    assert moved == pytest.approx(chapter.left(rates["constant 0.001"], 0.1), rel=0.02)
    assert "λ = 0.033" in find("weight-decay-and-adamw-move").task.model
    w = torch.ones(1, requires_grad=True)
    optimizer, w.grad = torch.optim.AdamW([w], lr=1.0, weight_decay=0.5), torch.zeros(1)
    lrs = 0.1 * (1 - torch.arange(30) / 30)
    for lr in lrs.tolist():
        optimizer.param_groups[0]["lr"] = lr
        optimizer.step()
    assert chapter.left(lrs, 0.5) == pytest.approx(w.item(), rel=1e-12)


def test_a_decayed_gain_fades_and_another_stays_near_one(chapter):
    assert chapter.gain(0.1) == pytest.approx(math.exp(-0.01 * 0.1 * 2000), abs=0.1)
    assert chapter.gain(0.0) == pytest.approx(1.0, abs=0.15)


def test_torch_s_defaults_are_those_of_the_notes_and_the_decay_needs_no_memory():
    defaults = {
        name: inspect.signature(getattr(torch.optim, name)).parameters["weight_decay"].default
        for name in ("AdamW", "Adam", "SGD")
    }
    assert defaults == {"AdamW": 0.01, "Adam": 0, "SGD": 0}
    kept = []
    for make in (torch.optim.Adam, torch.optim.AdamW):
        w = torch.ones(3, requires_grad=True)
        optimizer, w.grad = make([w], weight_decay=0.1), torch.ones(3)
        optimizer.step()
        kept.append({key: value.numel() for key, value in optimizer.state[w].items()})
    assert kept[0] == kept[1]


def test_the_fault_of_the_question_makes_it_adam_with_l2():
    task = find("weight-decay-and-adamw-fault").task
    mended = [*task.lines]
    mended[task.line] = task.fix
    for lines, make in ((task.lines, torch.optim.Adam), (mended, torch.optim.AdamW)):
        start = torch.linspace(-2, 3, 6)
        names = {"param": start, "m": 0 * start, "v": 0 * start, "lr": 0.02, "beta1": 0.8, "beta2": 0.95}
        names |= {"eps": 1e-6, "weight_decay": 0.5}
        for t, gradient in enumerate(gradients(), 1):
            names |= {"t": t, "grad": gradient}
            exec("\n".join(lines), names)
        torch.testing.assert_close(names["param"], walked(make, weight_decay=0.5), rtol=1e-10, atol=1e-12)
