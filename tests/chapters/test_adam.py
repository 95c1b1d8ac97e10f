"""The chapter's class is trainloop's Adam is torch's Adam; its other definitions do what they say."""

import pytest
import torch

from trainloop import optim
from trainloop.questions.loader import find

from .conftest import definitions

SETTINGS = [
    {"lr": 0.1},
    {"lr": 1e-3, "betas": (0.0, 0.0)},
    {"lr": 0.5, "betas": (0.95, 0.9), "eps": 1e-3},
]


@pytest.fixture(scope="module")
def chapter():
    return definitions("optimizers/adam")


def run(make, gradients: torch.Tensor, **settings) -> torch.Tensor:
    """Feed recorded gradients, shape (steps, n), to an optimizer; return the parameters' path."""
    p = torch.nn.Parameter(torch.linspace(-2, 3, gradients.shape[1]))
    optimizer = make([p], **settings)
    path = []
    for gradient in gradients:
        p.grad = gradient.clone()
        optimizer.step()
        path.append(p.detach().clone())
    return torch.stack(path)


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("make", [torch.optim.Adam, optim.Adam])
def test_the_chapters_class_takes_the_same_steps(chapter, make, settings):
    generator = torch.Generator().manual_seed(0)
    scales = 10.0 ** torch.tensor([-12.0, -6.0, 0.0, 6.0, 12.0, 0.0])
    gradients = torch.randn(100, 6, generator=generator) * scales
    gradients[:, 5] = 0.0
    torch.testing.assert_close(
        run(chapter.Adam, gradients, **settings),
        run(make, gradients, **settings),
        rtol=1e-12,
        atol=0,
    )


def test_a_parameter_without_gradient_stays(chapter):
    p = torch.nn.Parameter(torch.ones(2))
    chapter.Adam([p]).step()
    assert p.tolist() == [1.0, 1.0]


def test_amsgrad_goes_to_the_best_point_and_adam_to_the_worst(chapter):
    assert chapter.rare_large_gradient(False) == pytest.approx(1.0)
    assert chapter.rare_large_gradient(True) < -0.98


def lengths_of_steps(lines: list[str], steps: int) -> list[float]:
    """How far the code of a question moves at each step, from the same gradient every time."""
    names = {"lr": 1.0, "beta1": 0.9, "beta2": 0.999, "eps": 0.0, "grad": torch.tensor(3.0)}
    names |= {"state": {"t": 0, "m": torch.tensor(0.0), "v": torch.tensor(0.0)}}
    code, moved = compile("\n".join(lines), "question", "exec"), []
    for _ in range(steps):
        names["param"] = torch.tensor(0.0)
        exec(code, names)
        moved.append(abs(names["param"].item()))
    return moved


def test_the_fading_steps_are_those_of_the_question():
    task = find("adam-fading-steps").task
    first, second, *_, last = lengths_of_steps(task.lines, 8)
    assert first == pytest.approx(1.0)
    assert second == pytest.approx(0.25, abs=0.02)
    assert last < 1e-3
    mended = [*task.lines]
    mended[task.line] = task.fix
    assert lengths_of_steps(mended, 8) == pytest.approx([1.0] * 8)


def test_the_suspicious_step_misses_the_second_correction_only():
    task = find("adam-suspicious-step").task
    for lines, length in ((task.lines, 1 / (1 - 0.999) ** 0.5), ([*task.lines[:-1], f"    {task.fix}"], 1.0)):
        names: dict[str, object] = {}
        exec("\n".join(lines), names)
        moved = names["suspicious_step"](5.0, 10.0, 0.0, 0.0, 1, 0.1, 0.9, 0.999, 0.0)[0] - 5.0
        assert abs(moved) / 0.1 == pytest.approx(length)
    assert "31.6 times" in find("adam-suspicious-step").prompt
