"""Results of a study: rounded no further than promised, and read by the browser as by Python."""

import math
import random
from typing import Any

import pytest
import torch
from torch import Tensor

from tests.widgets.node import ask, state
from trainloop.studies.packing import LARGEST, pack, unpack
from trainloop.studies.results import Results
from trainloop.widgets import Replay

SPECIAL = (math.nan, math.inf, -math.inf)


def walk(rng: random.Random, rows: int, length: int, *, positive: bool, holes: float) -> Tensor:
    """Curves over many powers of ten, some with numbers that aren't finite."""
    values = [[rng.gauss(0, 1) for _ in range(length)] for _ in range(rows)]
    curves = torch.tensor(values, dtype=torch.float64).cumsum(1)
    curves = curves.exp() if positive else curves
    for row in curves:
        for i in range(length):
            if rng.random() < holes:
                row[i] = rng.choice(SPECIAL)
    return curves


@pytest.mark.parametrize("within", [0.05, 0.004, 0.0005])
@pytest.mark.parametrize("holes", [0.0, 0.2])
def test_no_value_is_further_off_than_stated(within: float, holes: float) -> None:
    rng = random.Random(7)
    curves = {
        "loss": walk(rng, 6, 40, positive=True, holes=holes),
        "weight": walk(rng, 6, 40, positive=False, holes=holes),
        "flat": torch.full((6, 40), 0.25, dtype=torch.float64),
        "lost": torch.full((6, 40), math.nan, dtype=torch.float64),
    }
    packed = pack(curves, within)
    found = unpack(packed, 6, 40)
    for name, values in curves.items():
        finite = values.isfinite()
        assert torch.equal(values[~finite].nan_to_num(0.5), found[name][~finite].nan_to_num(0.5)), name
        scale = packed.scales[name]
        errors = (found[name] - values)[finite].abs()
        if scale.log:
            assert scale.error <= within * (1 + 1e-12)
            assert bool((errors <= scale.error * values[finite] * (1 + 1e-9)).all()), name
        else:
            assert bool((errors <= scale.error + 1e-9).all()), name
    spread = curves["weight"][curves["weight"].isfinite()]
    assert not packed.scales["weight"].log
    assert packed.scales["weight"].error <= within * (spread.max() - spread.min()).item()


def test_too_many_bytes_are_refused_with_what_to_thin() -> None:
    curves = {"noise": torch.rand(1000, 200, generator=torch.Generator().manual_seed(0), dtype=torch.float64)}
    with pytest.raises(ValueError, match=f"at most {LARGEST:,} bytes when compressed, not .* keep fewer grid values"):
        pack(curves, 0.004)
    with pytest.raises(ValueError, match="noise can't be stored to within 1e-06: that needs"):
        pack(curves, 1e-6)


def test_the_browser_reads_the_same_numbers() -> None:
    rng = random.Random(3)
    grid: dict[str, Any] = {"a": [1, 2, 5], "kind": ["x", "y"], "b": [0.1, 0.2, 0.3, 0.4]}
    curves = {
        "loss": walk(rng, 24, 9, positive=True, holes=0.1).reshape(3, 2, 4, 9),
        "weight": walk(rng, 24, 9, positive=False, holes=0.1).reshape(3, 2, 4, 9),
    }
    widget = Replay(Results("f", grid, None, curves, {}))
    points = [{"a": a, "kind": kind, "b": b} for a in grid["a"] for kind in grid["kind"] for b in grid["b"]]
    found = ask([["instruments/replay.compute", {**state(widget), **point}] for point in points])
    for point, shown in zip(points, found, strict=True):
        for name, values in widget.results.at(point).items():
            for one, other in zip(shown["curves"][name], values.tolist(), strict=True):
                assert one == (pytest.approx(other, rel=1e-13) if math.isfinite(other) else None), (name, point)
