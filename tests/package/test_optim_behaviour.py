"""What torch.optim doesn't have: the extra switches, the published numbers, the messages."""

import copy
import math
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor

from trainloop import optim


def trail(make: Callable[[list[Tensor]], optim.Optimizer], rows: list[float]) -> list[float]:
    """Return w after each of these gradients, from 0."""
    w = torch.zeros((), dtype=torch.float64, requires_grad=True)
    optimizer, found = make([w]), []
    for g in rows:
        w.grad = torch.tensor(g, dtype=torch.float64)
        optimizer.step()
        found.append(w.item())
    return found


def test_adam_on_a_square_from_five() -> None:
    w = torch.tensor(5.0, dtype=torch.float64, requires_grad=True)
    optimizer, found, averages = optim.Adam([w], lr=0.1), [], []
    for _ in range(3):
        optimizer.zero_grad()
        (w**2).backward()
        optimizer.step()
        found.append(w.item())
        averages.append(optimizer.state[w]["exp_avg_sq"].item())
    assert found == pytest.approx([4.9000000001, 4.800057756868857, 4.700213291333392], rel=1e-15)
    assert averages[1] == pytest.approx(0.19594, abs=1e-6)
    assert averages[1] / (1 - 0.999**2) == pytest.approx(98.0190, abs=1e-4)
    assert averages[2] / (1 - 0.999**3) == pytest.approx(96.0648, abs=1e-4)


def test_adam_without_correction_steps_too_far() -> None:
    n = 4000
    steps = []
    for correction in (False, True):
        w = trail(lambda p, c=correction: optim.Adam(p, bias_correction=c), [1.0] * n)
        steps.append(torch.tensor([0.0, *w], dtype=torch.float64).diff())
    ratio = steps[0] / steps[1]
    assert ratio[0].item() == pytest.approx(0.1 / math.sqrt(0.001), rel=1e-6)
    assert int(ratio.argmax()) + 1 == 12
    assert ratio.max().item() == pytest.approx(6.57, abs=0.005)
    assert int((ratio > 1.01).sum()) == pytest.approx(3925, abs=5)


def test_amsgrad_reaches_the_good_end_of_reddis_problem() -> None:
    """Gradient 3, −1, −1, …; kept in [−1, 1] the best point is −1."""
    ends = {}
    for amsgrad in (False, True):
        w = torch.zeros((), dtype=torch.float64, requires_grad=True)
        optimizer = optim.Adam([w], lr=0.1, betas=(0.0, 0.1), amsgrad=amsgrad)
        for t in range(1, 3001):
            optimizer.param_groups[0]["lr"] = 0.5 / math.sqrt(t)
            w.grad = torch.tensor(3.0 if t % 3 == 1 else -1.0, dtype=torch.float64)
            optimizer.step()
            with torch.no_grad():
                w.clamp_(-1, 1)
        ends[amsgrad] = w.item()
    assert ends[False] == pytest.approx(1, abs=0.05)
    assert ends[True] == pytest.approx(-1, abs=0.05)


def test_rmsprop_epsilon_outside_and_inside_the_root() -> None:
    rows = [1e-6] * 5000
    for inside, steady in ((False, 0.990), (True, 0.010)):
        make = lambda p, i=inside: optim.RMSprop(p, lr=1.0, eps=1e-8, eps_inside=i)  # noqa: E731
        w = trail(make, rows)
        assert w[-2] - w[-1] == pytest.approx(steady, abs=5e-4)
    first = trail(lambda p: optim.RMSprop(p, lr=1.0), rows[:1])[0]
    assert -first == pytest.approx(9.09, abs=0.005)


def test_rmsprop_epsilon_inside_by_formula() -> None:
    v, w, found = 0.0, 0.0, []
    for g in (2.0, -3.0, 0.5):
        v = 0.9 * v + 0.1 * g * g
        w -= 0.1 * g / math.sqrt(v + 1e-3)
        found.append(w)
    make = lambda p: optim.RMSprop(p, lr=0.1, alpha=0.9, eps=1e-3, eps_inside=True)  # noqa: E731
    assert trail(make, [2.0, -3.0, 0.5]) == pytest.approx(found, rel=1e-14)


def test_momentum_sums_or_averages() -> None:
    summed = trail(lambda p: optim.SGD(p, lr=1.0, momentum=0.9), [1.0] * 400)
    averaged = trail(lambda p: optim.SGD(p, lr=1.0, momentum=0.9, averaging=True), [1.0] * 400)
    assert summed[-2] - summed[-1] == pytest.approx(10)
    assert averaged[-2] - averaged[-1] == pytest.approx(1)
    assert averaged[0] == pytest.approx(-0.1)  # it starts from an average of 0


def test_decoupled_decay_and_l2_without_gradients() -> None:
    ends = {}
    for kind, decay in ((optim.AdamW, 0.1), (optim.Adam, 0.1), (optim.Adam, 0.01)):
        w = torch.ones((), dtype=torch.float64, requires_grad=True)
        optimizer = kind([w], lr=1e-3, weight_decay=decay)
        for _ in range(1000):
            w.grad = torch.zeros_like(w)
            optimizer.step()
        ends[kind.__name__, decay] = w.item()
    assert ends["AdamW", 0.1] == pytest.approx(0.9048, abs=5e-5)
    assert ends["Adam", 0.1] == pytest.approx(0.2577, abs=5e-5)
    assert ends["Adam", 0.01] == pytest.approx(ends["Adam", 0.1], abs=1e-3)


def test_defaults_are_torchs() -> None:
    for name in ("SGD", "Adagrad", "RMSprop", "Adam", "AdamW"):
        w = [torch.zeros(1, requires_grad=True)]
        ours, theirs = (getattr(module, name)(w).defaults for module in (optim, torch.optim))
        common = ours.keys() & theirs.keys()
        assert {key: ours[key] for key in common} == {key: theirs[key] for key in common}
        assert ours.keys() - common <= {"averaging", "eps_inside", "bias_correction"}


def test_a_parameter_without_gradient_stays_and_remembers_nothing() -> None:
    w, still = (torch.ones(2, requires_grad=True) for _ in range(2))
    optimizer = optim.AdamW([w, still], lr=0.1)
    w.grad = torch.ones(2)
    optimizer.step()
    assert still.tolist() == [1, 1] and still not in optimizer.state
    assert w.tolist() != [1, 1]


def test_closure_is_evaluated_with_gradients_and_its_loss_returned() -> None:
    w = torch.tensor(3.0, requires_grad=True)
    optimizer = optim.SGD([w], lr=0.5)

    def closure() -> float:
        optimizer.zero_grad()
        loss = 0.5 * w**2
        loss.backward()
        return loss.item()

    assert optimizer.step(closure) == 4.5
    assert w.item() == 1.5
    assert optimizer.step() is None


@pytest.mark.parametrize("decay", [0, 0.1])
@pytest.mark.parametrize("name", ["SGD", "Adagrad", "RMSprop", "Adam", "AdamW"])
def test_gradients_are_left_as_they_were(name: str, decay: float) -> None:
    """Else whoever accumulates in `.grad`, as two backward passes do, gets something else."""
    w = torch.ones(3, requires_grad=True)
    w.grad = torch.tensor([1.0, 2.0, 3.0])
    momentum = {"momentum": 0.9} if name in ("SGD", "RMSprop") else {}
    optimizer = getattr(optim, name)([w], lr=0.1, weight_decay=decay, **momentum)
    for _ in range(3):
        optimizer.step()
    assert w.grad.tolist() == [1, 2, 3]


def test_copies_go_on_by_themselves() -> None:
    w = torch.ones(3, requires_grad=True)
    optimizer = optim.SGD([w], lr=0.1, momentum=0.9)
    w.grad = torch.ones(3)
    optimizer.step()
    twin = copy.deepcopy(optimizer)
    optimizer.step()
    assert twin.param_groups[0]["params"][0].tolist() != w.tolist()


BAD: list[tuple[str, dict[str, Any], type[Exception], str]] = [
    ("SGD", {"lr": -0.1}, ValueError, "lr must be .*0 or greater, not -0.1"),
    ("SGD", {"lr": math.nan}, ValueError, "lr must be .*not nan"),
    ("SGD", {"lr": "0.1"}, TypeError, "lr must be .*'0.1'"),
    ("SGD", {"weight_decay": -1}, ValueError, "weight_decay must be .*not -1"),
    ("SGD", {"momentum": -0.5}, ValueError, "momentum must be .*not -0.5"),
    ("SGD", {"momentum": 1, "averaging": True}, ValueError, "momentum must be .*1, not 1"),
    ("SGD", {"momentum": 0.9, "dampening": "x"}, TypeError, "dampening must be .*'x'"),
    ("SGD", {"averaging": True, "dampening": 0.1}, ValueError, "dampening must be 0 .*not 0.1"),
    ("SGD", {"nesterov": True}, ValueError, "nesterov must be False, or momentum .*momentum=0"),
    ("SGD", {"nesterov": 1}, TypeError, "nesterov must be True or False, not 1"),
    ("SGD", {"averaging": None}, TypeError, "averaging must be True or False"),
    (
        "SGD",
        {"nesterov": True, "momentum": 0.9, "averaging": True},
        ValueError,
        "nesterov must be False with averaging",
    ),
    ("Adagrad", {"lr_decay": -1}, ValueError, "lr_decay must be .*not -1"),
    ("Adagrad", {"eps": -1}, ValueError, "eps must be .*not -1"),
    ("Adagrad", {"initial_accumulator_value": -1}, ValueError, "initial_accumulator_value"),
    ("RMSprop", {"alpha": 1}, ValueError, "alpha must be .*not 1"),
    ("RMSprop", {"eps": -1}, ValueError, "eps must be .*not -1"),
    ("RMSprop", {"momentum": -1}, ValueError, "momentum must be .*not -1"),
    ("RMSprop", {"centered": "no"}, TypeError, "centered must be True or False, not 'no'"),
    ("RMSprop", {"eps_inside": 0}, TypeError, "eps_inside must be True or False, not 0"),
    ("Adam", {"betas": (0.9, 1)}, ValueError, r"betas\[1\] must be .*not 1"),
    ("Adam", {"betas": (-0.1, 0.9)}, ValueError, r"betas\[0\] must be .*not -0.1"),
    ("Adam", {"betas": 0.9}, TypeError, "betas must be a pair of numbers, not 0.9"),
    ("Adam", {"eps": math.inf}, ValueError, "eps must be .*not inf"),
    ("Adam", {"amsgrad": 1}, TypeError, "amsgrad must be True or False, not 1"),
    ("AdamW", {"bias_correction": 1}, TypeError, "bias_correction must be True or False, not 1"),
]


@pytest.mark.parametrize(("name", "settings", "error", "message"), BAD)
def test_what_is_not_allowed_is_named(
    name: str, settings: dict[str, Any], error: type[Exception], message: str
) -> None:
    w = torch.zeros(1, requires_grad=True)
    with pytest.raises(error, match=message):
        getattr(optim, name)([w], **settings)
    with pytest.raises(error, match=message):  # and the same for one group alone
        getattr(optim, name)([{"params": [w], **settings}])


def test_sparse_gradients_are_refused() -> None:
    table = torch.nn.Embedding(4, 2, sparse=True)
    table(torch.tensor([1])).sum().backward()
    with pytest.raises(TypeError, match="must be dense"):
        optim.Adam(table.parameters()).step()
