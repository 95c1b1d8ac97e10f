"""The averages chapter's search for the best decay."""

import math

import pytest
import torch

from trainloop.averages import ewa

from .conftest import definitions


@pytest.fixture(scope="module")
def chapter():
    return definitions("optimizers/exponentially-weighted-averages")


def test_the_written_average_is_the_packages(chapter):
    values = torch.randn(200, generator=torch.Generator().manual_seed(0))
    written = torch.tensor(chapter.ewa_solution(values.tolist(), 0.93))
    torch.testing.assert_close(written, ewa(values, 0.93), rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("half_life", [1, 6.58, 500])
def test_the_written_decay_halves_a_weight(chapter, half_life):
    beta = chapter.beta_for_half_life_solution(half_life)
    assert beta**half_life == pytest.approx(0.5)
    assert math.log(0.5) / math.log(beta) == pytest.approx(half_life)


def test_slower_signals_and_louder_noise_allow_more_smoothing(chapter):
    assert chapter.best_beta(50, 0.5) < chapter.best_beta(200, 0.5)
    assert chapter.best_beta(50, 0.2) < chapter.best_beta(50, 0.8)
