"""The optimizers equal torch.optim: over recorded gradients, on the surfaces, from checkpoints."""

import copy
import io
import itertools
from typing import Any

import pytest
import torch
from torch import Tensor

from trainloop import optim, surfaces

PRECISION = {torch.float64: 1e-12, torch.float32: 1e-6}
STEPS = 100


def combinations(name: str, **choices: list[Any]) -> list[Any]:
    """Return every combination of the choices as pytest parameters (name, settings)."""
    made = []
    for values in itertools.product(*choices.values()):
        settings = dict(zip(choices, values, strict=True))
        if settings.get("nesterov") and (not settings["momentum"] or settings["dampening"]):
            continue  # PyTorch refuses these, and so do we
        label = "-".join(f"{key}={value}" for key, value in settings.items())
        made.append(pytest.param(name, settings, id=f"{name}-{label}"))
    return made


DECAY = [0, 0.1]
CASES = [
    *combinations(
        "SGD",
        momentum=[0, 0.9, 1.1],
        dampening=[0, 0.3],
        nesterov=[False, True],
        weight_decay=DECAY,
    ),
    *combinations("Adagrad", lr_decay=[0, 0.01], initial_accumulator_value=[0, 0.1], weight_decay=DECAY),
    *combinations(
        "RMSprop",
        alpha=[0.9, 0.99],
        eps=[1e-8, 1e-3],
        momentum=[0, 0.9],
        centered=[False, True],
        weight_decay=DECAY,
    ),
    *combinations(
        "Adam",
        betas=[(0.9, 0.999), (0.0, 0.1), (0.4, 0.95)],
        eps=[1e-8, 1e-3],
        amsgrad=[False, True],
        weight_decay=DECAY,
    ),
    *combinations("AdamW", betas=[(0.9, 0.999), (0.4, 0.95)], amsgrad=[False, True], weight_decay=DECAY),
]
# The settings in which each optimizer has all the state that it can have.
FULL = [
    pytest.param("SGD", {"momentum": 0.9, "nesterov": True, "weight_decay": 0.01}, id="SGD"),
    pytest.param("Adagrad", {"lr_decay": 0.01, "weight_decay": 0.01}, id="Adagrad"),
    pytest.param("RMSprop", {"momentum": 0.9, "centered": True}, id="RMSprop"),
    pytest.param("Adam", {"amsgrad": True, "weight_decay": 0.01}, id="Adam"),
    pytest.param("AdamW", {"amsgrad": True}, id="AdamW"),
]


def recorded_gradients(shapes: list[tuple[int, ...]], dtype: torch.dtype) -> list[list[Any]]:
    """Return STEPS lists of gradients from 1e-12 to 1e12, many exactly 0, and some of them None."""
    generator = torch.Generator().manual_seed(7)

    def gradient(shape: tuple[int, ...]) -> Tensor:
        size = 10 ** (24 * torch.rand(shape, generator=generator, dtype=torch.float64) - 12)
        sign = torch.randint(-1, 2, shape, generator=generator)
        some = torch.rand(shape, generator=generator) < 0.9
        return (size * sign * some).to(dtype)

    rows = [[gradient(shape) for shape in shapes] for _ in range(STEPS)]
    for row in rows[3::10]:
        row[1] = None
    return rows


class Run:
    """One optimizer with three parameter tensors in two groups."""

    shapes: tuple[tuple[int, ...], ...] = ((5, 4), (7,), ())

    def __init__(self, module: Any, name: str, settings: dict[str, Any], dtype: torch.dtype = torch.float64) -> None:
        generator = torch.Generator().manual_seed(3)
        self.parameters = [
            torch.randn(shape, generator=generator, dtype=dtype).requires_grad_() for shape in self.shapes
        ]
        first, second, third = self.parameters
        groups = [
            {"params": [first, third]},
            {"params": [second], "lr": 0.003, "weight_decay": 0.5 * settings["weight_decay"]}
            if "weight_decay" in settings
            else {"params": [second], "lr": 0.003},
        ]
        plain = {"foreach": False} if module is torch.optim else {}
        self.optimizer = getattr(module, name)(groups, lr=0.02, **settings, **plain)

    def step(self, gradients: list[Tensor | None]) -> None:
        for parameter, gradient in zip(self.parameters, gradients, strict=True):
            parameter.grad = None if gradient is None else gradient.clone()
        self.optimizer.step()

    def snapshot(self) -> dict[str, Tensor]:
        """Return the parameters and all tensors of the state, by name."""
        found = {f"parameter {i}": p.detach().clone() for i, p in enumerate(self.parameters)}
        for i, parameter in enumerate(self.parameters):
            for key, value in self.optimizer.state[parameter].items():
                if value is not None:
                    found[f"{key} {i}"] = torch.as_tensor(value, dtype=torch.float64).clone()
        return found


def assert_equal(ours: Run, theirs: Run, precision: float) -> None:
    mine, torchs = ours.snapshot(), theirs.snapshot()
    assert mine.keys() == torchs.keys()
    for name, expected in torchs.items():
        torch.testing.assert_close(
            mine[name],
            expected,
            rtol=precision,
            atol=0,
            equal_nan=True,
            msg=lambda text, name=name: f"{name}: {text}",
        )


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32], ids=["float64", "float32"])
@pytest.mark.parametrize(("name", "settings"), CASES)
def test_open_loop(name: str, settings: dict[str, Any], dtype: torch.dtype) -> None:
    ours, theirs = (Run(module, name, settings, dtype) for module in (optim, torch.optim))
    for gradients in recorded_gradients(list(Run.shapes), dtype):
        ours.step(gradients)
        theirs.step(gradients)
        assert_equal(ours, theirs, PRECISION[dtype])
    assert all(p.isfinite().all() for p in ours.parameters)


@pytest.mark.parametrize("surface", surfaces.NAMES)
@pytest.mark.parametrize(("name", "settings"), FULL)
def test_closed_loop_step_by_step_from_the_same_state(name: str, settings: dict[str, Any], surface: str) -> None:
    loss = surfaces.get(surface).loss
    w = torch.tensor(surfaces.get(surface).start, dtype=torch.float64, requires_grad=True)
    ours_w = w.detach().clone().requires_grad_()
    theirs = getattr(torch.optim, name)([w], lr=1e-3, foreach=False, **settings)
    ours = getattr(optim, name)([ours_w], lr=1e-3, **settings)
    for _ in range(STEPS):
        ours.load_state_dict(copy.deepcopy(theirs.state_dict()))
        with torch.no_grad():
            ours_w.copy_(w)
        for parameter, optimizer in ((w, theirs), (ours_w, ours)):
            optimizer.zero_grad()
            loss(parameter).backward()
            optimizer.step()
        torch.testing.assert_close(ours_w, w, rtol=1e-12, atol=0)


@pytest.mark.parametrize(("name", "settings"), FULL)
def test_whole_runs_on_the_bowl(name: str, settings: dict[str, Any]) -> None:
    loss, ends = surfaces.bowl().loss, []
    for module in (optim, torch.optim):
        w = torch.tensor([-4.0, 3.0], dtype=torch.float64, requires_grad=True)
        optimizer = getattr(module, name)([w], lr=0.01, **settings)
        for _ in range(STEPS):
            optimizer.zero_grad()
            loss(w).backward()
            optimizer.step()
        ends.append(w.detach())
    torch.testing.assert_close(*ends, rtol=1e-12, atol=0)


@pytest.mark.parametrize("exchange", [(0, 0), (0, 1), (1, 0)], ids=["ours", "to-torch", "from-torch"])
@pytest.mark.parametrize(("name", "settings"), FULL)
def test_a_checkpoint_continues_identically(name: str, settings: dict[str, Any], exchange: tuple[int, int]) -> None:
    """Saved to a file and loaded, by the same optimizer or by torch's counterpart."""
    modules = (optim, torch.optim)
    first = Run(modules[exchange[0]], name, settings)
    gradients = recorded_gradients(list(Run.shapes), torch.float64)
    for row in gradients[: STEPS // 2]:
        first.step(row)
    file = io.BytesIO()
    torch.save(first.optimizer.state_dict(), file)
    file.seek(0)
    second = Run(modules[exchange[1]], name, settings)
    second.optimizer.load_state_dict(torch.load(file))
    with torch.no_grad():
        for target, source in zip(second.parameters, first.parameters, strict=True):
            target.copy_(source)
    for row in gradients[STEPS // 2 :]:
        first.step(row)
        second.step(row)
    assert_equal(first, second, 0 if exchange == (0, 0) else 1e-12)


def drive(optimizer: torch.optim.Optimizer, kind: str) -> Any:
    lr = torch.optim.lr_scheduler
    makers = {
        "StepLR": lambda: lr.StepLR(optimizer, 7, 0.5),
        "CosineAnnealingLR": lambda: lr.CosineAnnealingLR(optimizer, 40),
        "OneCycleLR": lambda: lr.OneCycleLR(optimizer, 0.05, STEPS, cycle_momentum=False),
        "SequentialLR": lambda: lr.SequentialLR(
            optimizer, [lr.LinearLR(optimizer), lr.ExponentialLR(optimizer, 0.9)], [10]
        ),
        "LambdaLR": lambda: lr.LambdaLR(optimizer, lambda step: 1 / (1 + step)),
    }
    return makers[kind]()


@pytest.mark.parametrize("kind", ["StepLR", "CosineAnnealingLR", "OneCycleLR", "SequentialLR", "LambdaLR"])
@pytest.mark.parametrize(("name", "settings"), FULL)
@pytest.mark.filterwarnings("ignore:The epoch parameter in:UserWarning")  # SequentialLR's own
def test_torch_schedulers_drive_them(name: str, settings: dict[str, Any], kind: str) -> None:
    ours, theirs = (Run(module, name, settings) for module in (optim, torch.optim))
    schedulers = [drive(run.optimizer, kind) for run in (ours, theirs)]
    seen = set()
    for gradients in recorded_gradients(list(Run.shapes), torch.float64):
        for run, scheduler in zip((ours, theirs), schedulers, strict=True):
            run.step(gradients)
            scheduler.step()
        seen.add(ours.optimizer.param_groups[0]["lr"])
        assert_equal(ours, theirs, 1e-12)
    assert len(seen) > 5  # else the scheduler did nothing


def test_one_cycle_drives_momentum_too() -> None:
    ends = []
    for module in (optim, torch.optim):
        run = Run(module, "Adam", {})
        scheduler = torch.optim.lr_scheduler.OneCycleLR(run.optimizer, 0.05, STEPS)
        for gradients in recorded_gradients(list(Run.shapes), torch.float64)[:-1]:
            run.step(gradients)
            scheduler.step()
        ends.append(run.parameters[0].detach())
    torch.testing.assert_close(*ends, rtol=1e-12, atol=0)
