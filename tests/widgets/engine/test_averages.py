"""Averages and their weights equal the package's."""

import random

from tests.widgets.draws import settings
from tests.widgets.engine.compare import close
from tests.widgets.node import ask
from trainloop import averages
from trainloop.widgets import EwaExplorer

DRAWS = 60


def test_averages() -> None:
    rng = random.Random(2)
    values = [rng.uniform(-20, 35) for _ in range(400)]
    betas = [0.0, 0.999] + [settings(EwaExplorer, rng)["beta"] for _ in range(DRAWS)]
    names = ("ewa", "biasCorrectedEwa")
    found = ask([[f"engine/averages.{name}", values, beta] for beta in betas for name in names])
    rules = (averages.ewa, averages.bias_corrected_ewa)
    expected = [rule(values, beta).tolist() for beta in betas for rule in rules]
    for row, wanted in zip(found, expected, strict=True):
        assert all(close(a, b, 35.0) for a, b in zip(row, wanted, strict=True))


def test_weights() -> None:
    rng = random.Random(3)
    betas = [settings(EwaExplorer, rng)["beta"] for _ in range(DRAWS)]
    found = ask([["engine/averages.weights", beta, 300] for beta in betas])
    for beta, row in zip(betas, found, strict=True):
        assert all(close(a, b) for a, b in zip(row, averages.weights(beta, 300).tolist(), strict=True))
