"""One step from the same random state equals torch's, for any settings and gradients allowed."""

import copy
from typing import Any

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from trainloop import optim

# DESIGN's domain: a gradient is exactly 0 or its size is in [1e-12, 1e12], and eps is above 0.
sizes = st.floats(-12, 12).map(lambda exponent: 10**exponent)
gradients = st.one_of(st.just(0.0), st.builds(lambda a, b: a * b, sizes, st.sampled_from([-1, 1])))
rates = st.floats(-6, 0).map(lambda exponent: 10**exponent)
decays = st.floats(0, 0.9999)
epsilons = st.floats(-12, -1).map(lambda exponent: 10**exponent)
weight_decays = st.one_of(st.just(0.0), st.floats(1e-6, 0.5))
flags = st.booleans()


@st.composite
def sgd(draw: st.DrawFn) -> dict[str, Any]:
    momentum = draw(st.one_of(st.just(0.0), st.floats(0.01, 1.5)))
    nesterov = momentum > 0 and draw(flags)
    dampening = 0.0 if nesterov else draw(st.floats(-1, 1))
    return {"momentum": momentum, "nesterov": nesterov, "dampening": dampening}


SETTINGS: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "SGD": sgd(),
    "Adagrad": st.fixed_dictionaries(
        {"lr_decay": st.floats(0, 1), "initial_accumulator_value": sizes, "eps": epsilons}
    ),
    "RMSprop": st.fixed_dictionaries(
        {
            "alpha": decays,
            "eps": epsilons,
            "momentum": st.one_of(st.just(0.0), st.floats(0.01, 1.5)),
            "centered": flags,
        }
    ),
    "Adam": st.fixed_dictionaries({"betas": st.tuples(decays, decays), "eps": epsilons, "amsgrad": flags}),
}
SETTINGS["AdamW"] = SETTINGS["Adam"]


@settings(max_examples=300, deadline=None, derandomize=True)
@given(st.data())
def test_one_step_from_the_same_state(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SETTINGS)), label="optimizer")
    options = data.draw(SETTINGS[name], label="settings")
    options |= {"lr": data.draw(rates), "weight_decay": data.draw(weight_decays)}
    rows = data.draw(
        st.lists(st.lists(gradients, min_size=4, max_size=4), min_size=1, max_size=4),
        label="gradients",
    )
    start = data.draw(st.lists(st.floats(-10, 10), min_size=4, max_size=4), label="start")

    theirs_w = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    theirs = getattr(torch.optim, name)([theirs_w], foreach=False, **options)
    for row in rows[:-1]:  # torch reaches a random state, and ours starts from it
        theirs_w.grad = torch.tensor(row, dtype=torch.float64)
        theirs.step()
    ours_w = theirs_w.detach().clone().requires_grad_()
    ours = getattr(optim, name)([ours_w], **options)
    if len(rows) > 1:
        ours.load_state_dict(copy.deepcopy(theirs.state_dict()))  # else they share their tensors
    before = theirs_w.detach().clone()
    for w, optimizer in ((theirs_w, theirs), (ours_w, ours)):
        w.grad = torch.tensor(rows[-1], dtype=torch.float64)
        optimizer.step()

    # NaN equals NaN: torch's centered RMSProp takes the root of a variance rounded below 0.
    # Relative to the step itself where that can be seen at all beside the parameter.
    torch.testing.assert_close(ours_w, theirs_w, rtol=1e-12, atol=0, equal_nan=True)
    step, expected = ours_w - before, theirs_w - before
    rounding = 4 * torch.finfo(torch.float64).eps * before.abs().nan_to_num().max().item()
    torch.testing.assert_close(step, expected, rtol=1e-12, atol=rounding, equal_nan=True)
    for key, value in theirs.state[theirs_w].items():
        if value is not None:
            mine = torch.as_tensor(ours.state[ours_w][key], dtype=torch.float64)
            torch.testing.assert_close(mine, value.to(torch.float64), rtol=1e-12, atol=0, equal_nan=True)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    momentum=st.floats(0.01, 0.999),
    lr=rates,
    rows=st.lists(gradients, min_size=1, max_size=30),
)
def test_averaging_is_the_sum_at_another_rate(momentum: float, lr: float, rows: list[float]) -> None:
    """EWA-form momentum at α walks as torch's SGD at α (1 − μ)."""
    ends = []
    for make in (
        lambda w: optim.SGD([w], lr=lr, momentum=momentum, averaging=True),
        lambda w: torch.optim.SGD([w], lr=lr * (1 - momentum), momentum=momentum),
    ):
        w = torch.zeros((), dtype=torch.float64, requires_grad=True)
        optimizer = make(w)
        for g in rows:
            w.grad = torch.tensor(g, dtype=torch.float64)
            optimizer.step()
        ends.append(w.detach())
    scale = lr * sum(abs(g) for g in rows)  # gradients of both signs may cancel
    torch.testing.assert_close(*ends, rtol=1e-10, atol=1e-13 * scale)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(scale=sizes, rows=st.lists(sizes.filter(lambda g: 1e-3 < g < 1e3), min_size=1, max_size=20))
def test_adam_does_not_see_the_unit_of_the_loss(scale: float, rows: list[float]) -> None:
    ends = []
    for factor in (1.0, scale):
        w = torch.zeros((), dtype=torch.float64, requires_grad=True)
        optimizer = optim.Adam([w], lr=0.1, eps=0)
        for g in rows:
            w.grad = torch.tensor(factor * g, dtype=torch.float64)
            optimizer.step()
        ends.append(w.detach())
    torch.testing.assert_close(*ends, rtol=1e-10, atol=0)
