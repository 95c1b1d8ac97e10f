"""The loop equals its five lines, records what happened, and keeps quiet where nobody watches."""

import sys
from collections.abc import Iterator
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn.functional import mse_loss

from trainloop import data, optim, schedules, training


def problem() -> tuple[nn.Linear, list[tuple[Tensor, Tensor]]]:
    """Return a model and 25 examples in batches of 10, 10 and 5."""
    x, y = data.line(25, seed=1)
    model = nn.Linear(1, 1, dtype=torch.float64)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.fill_(0.1)
    return model, list(zip(x[:, None].split(10), y[:, None].split(10), strict=True))


def fit(epochs: int = 4, **options: Any) -> tuple[nn.Linear, training.History]:
    model, batches = problem()
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    return model, training.fit(model, mse_loss, optimizer, batches, epochs=epochs, **options)


def test_equals_the_five_lines() -> None:
    model, batches = problem()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    losses = []
    for _ in range(4):
        for inputs, targets in batches:
            optimizer.zero_grad()
            loss = mse_loss(model(inputs), targets)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    fitted, history = fit()
    assert history.step_loss == pytest.approx(losses, rel=1e-12)
    assert fitted.weight.item() == pytest.approx(model.weight.item(), rel=1e-12)
    assert history.learning_rate == [0.1] * 12
    a, b, c = losses[:3]
    assert history.train_loss[0] == pytest.approx((10 * a + 10 * b + 5 * c) / 25, rel=1e-14)
    assert history.validation_loss == []


def test_it_finds_the_line() -> None:
    model, history = fit(epochs=60)
    assert model.weight.item() == pytest.approx(2, abs=0.2)
    assert model.bias.item() == pytest.approx(3, abs=0.2)
    assert history.train_loss[-1] < 0.01 * history.train_loss[0]


def test_validation_is_measured_after_each_epoch_in_evaluation_mode() -> None:
    class Watched(nn.Linear):
        modes: list[bool]

        def forward(self, input: Tensor) -> Tensor:
            self.modes.append(self.training)
            return super().forward(input)

    _, batches = problem()
    model = Watched(1, 1, dtype=torch.float64)
    model.modes = []
    held_out = batches[2:]
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    history = training.fit(model, mse_loss, optimizer, batches[:2], epochs=3, validation=held_out)
    assert model.modes == [True, True, False] * 3 and model.training
    with torch.no_grad():
        last = mse_loss(model(held_out[0][0]), held_out[0][1]).item()
    assert history.validation_loss[-1] == last and len(history.validation_loss) == 3
    model.eval()
    training.evaluate(model, mse_loss, held_out)
    assert not model.training


def test_callbacks_see_each_epoch_and_can_stop() -> None:
    seen: list[tuple[int, int]] = []

    def stop_at_two(epoch: int, history: training.History) -> bool:
        return epoch == 2

    def note(epoch: int, history: training.History) -> None:
        seen.append((epoch, len(history.train_loss)))

    _, history = fit(epochs=9, callbacks=[stop_at_two, note])
    assert seen == [(1, 1), (2, 2)] and len(history.train_loss) == 2


@pytest.mark.parametrize(
    ("every", "expected"),
    [("step", [1, 0.5, 0.25, 0.125, 0.0625, 0.03125]), ("epoch", [1, 1, 1, 0.5, 0.5, 0.5])],
)
def test_the_scheduler_counts_steps_or_epochs(every: str, expected: list[float]) -> None:
    model, batches = problem()
    optimizer = optim.SGD(model.parameters(), lr=0.1)
    scheduler = schedules.lambda_lr(optimizer, schedules.exponential, factor=0.5)
    history = training.fit(model, mse_loss, optimizer, batches, epochs=2, scheduler=scheduler, scheduler_every=every)
    assert history.learning_rate == pytest.approx([0.1 * share for share in expected])


class Terminal:
    """A stderr that says it is a terminal."""

    def __init__(self) -> None:
        self.text = ""

    def write(self, text: str) -> int:
        self.text += text
        return len(text)

    def flush(self) -> None: ...

    def isatty(self) -> bool:
        return True


def test_the_bar_is_silent_where_nobody_watches(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("JPY_SESSION_NAME", "COLAB_RELEASE_TAG", "VSCODE_PID"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(sys.modules, "ipykernel", sys)  # a kernel that nobody has open
    fit()
    assert capsys.readouterr() == ("", "")
    monkeypatch.setenv("JPY_SESSION_NAME", "a.ipynb")  # and one that somebody has
    fit()
    assert "4/4" in capsys.readouterr().err
    fit(progress=False)
    assert capsys.readouterr() == ("", "")


def test_the_bar_shows_in_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    fit()
    assert "4/4" in terminal.text and "loss=" in terminal.text


def endless() -> Iterator[tuple[Tensor, Tensor]]:
    yield from problem()[1]


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"epochs": 0}, ValueError, "epochs must be .*not 0"),
        ({"batches": []}, ValueError, "batches must not be empty"),
        ({"batches": endless()}, TypeError, "batches must be a list, .*not an iterator"),
        ({"validation": endless()}, TypeError, "validation must be a list"),
        (
            {"scheduler_every": "batch"},
            ValueError,
            "scheduler_every must be one of 'step', 'epoch'",
        ),
        ({"progress": "yes"}, TypeError, "progress must be True or False, not 'yes'"),
    ],
)
def test_what_is_not_allowed_is_named(change: dict[str, Any], error: type[Exception], message: str) -> None:
    model, batches = problem()
    options: dict[str, Any] = {"batches": batches, "epochs": 1} | change
    with pytest.raises(error, match=message):
        training.fit(model, mse_loss, optim.SGD(model.parameters()), **options)
