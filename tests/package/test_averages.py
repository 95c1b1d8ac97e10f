"""Averages equal pandas' ewm and the published numbers."""

import math
from typing import Any

import pandas as pd
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from trainloop import averages

FIVE = [35, 33, 36, 34, 38]
series = st.lists(st.floats(-1e6, 1e6).filter(lambda x: x == 0 or abs(x) > 1e-6), min_size=1, max_size=60)
decays = st.floats(0, 0.9999)


def scale(values: list[float]) -> float:
    return max(abs(value) for value in values)


@settings(deadline=None, derandomize=True)
@given(values=series, beta=decays)
def test_ewa_is_pandas_unadjusted_from_zero(values: list[float], beta: float) -> None:
    expected = pd.Series([0.0, *values]).ewm(alpha=1 - beta, adjust=False).mean().to_numpy()[1:]
    found = averages.ewa(values, beta)
    torch.testing.assert_close(found, torch.tensor(expected), rtol=1e-12, atol=1e-14 * scale(values))


@settings(deadline=None, derandomize=True)
@given(values=series, beta=decays)
def test_corrected_ewa_is_pandas_adjusted(values: list[float], beta: float) -> None:
    expected = pd.Series(values).ewm(alpha=1 - beta, adjust=True).mean().to_numpy()
    found = averages.bias_corrected_ewa(values, beta)
    # 1 − βᵗ loses digits where β is near 1: at 0.9999 about four of sixteen.
    torch.testing.assert_close(found, torch.tensor(expected), rtol=1e-11, atol=1e-11 * scale(values))


@settings(deadline=None, derandomize=True)
@given(values=series, beta=decays)
def test_ewa_is_the_weights_times_the_values(values: list[float], beta: float) -> None:
    newest_first = torch.tensor(values[::-1], dtype=torch.float64)
    expected = averages.weights(beta, len(values)) @ newest_first
    found = averages.ewa(values, beta)[-1]
    torch.testing.assert_close(found, expected, rtol=1e-12, atol=1e-12 * scale(values))


def test_the_five_temperatures() -> None:
    assert averages.ewa(FIVE, 0.9).tolist() == pytest.approx([3.5, 6.45, 9.405, 11.8645, 14.47805], rel=1e-12)
    corrected = averages.bias_corrected_ewa(FIVE, 0.9)
    assert corrected[:2].tolist() == pytest.approx([35, 33.94736842105263], rel=1e-12)


def test_a_constant_shows_the_weight_that_is_there() -> None:
    short = averages.ewa([1.0] * 44, 0.9)
    assert 1 - short[9].item() == pytest.approx(0.349, abs=5e-4)
    assert 1 - short[42].item() > 0.01 > 1 - short[43].item()
    assert averages.ewa([35.0] * 100, 0.999)[-1].item() == pytest.approx(3.33, abs=0.005)
    assert averages.bias_corrected_ewa([35.0] * 100, 0.999)[-1].item() == pytest.approx(35)


def test_weights() -> None:
    found = averages.weights(0.9, 200)
    assert found.dtype == torch.float64 and found.shape == (200,)
    assert found[:3].tolist() == pytest.approx([0.1, 0.09, 0.081])
    assert found.sum().item() == pytest.approx(1 - 0.9**200)
    assert (found[10] / found[0]).item() == pytest.approx(0.349, abs=5e-4)
    assert averages.weights(0, 3).tolist() == [1, 0, 0]


def test_what_a_decay_means() -> None:
    assert averages.half_life(0.9) == pytest.approx(6.58, abs=0.005)
    assert averages.beta_for_half_life(averages.half_life(0.97)) == pytest.approx(0.97)
    assert averages.effective_window(0.9) == pytest.approx(10)
    assert averages.mean_age(0.9) == pytest.approx(9)
    assert averages.variance_window(0.9) == pytest.approx(19)
    w = averages.weights(0.9, 4000)
    assert (torch.arange(4000) * w).sum().item() == pytest.approx(averages.mean_age(0.9))
    assert 1 / w.square().sum().item() == pytest.approx(averages.variance_window(0.9))


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        (FIVE, torch.float64),
        (torch.tensor(FIVE), torch.float64),
        (torch.tensor(FIVE, dtype=torch.float32), torch.float32),
    ],
)
def test_dtype_follows_the_values(values: Any, dtype: torch.dtype) -> None:
    assert averages.ewa(values, 0.9).dtype == dtype
    assert averages.bias_corrected_ewa(values, 0.9).dtype == dtype


@pytest.mark.parametrize(
    ("values", "beta", "error", "message"),
    [
        ([], 0.9, ValueError, "values must not be empty"),
        ([[1.0]], 0.9, ValueError, r"values must have the shape \(n,\), not \(1, 1\)"),
        ([1.0, math.nan], 0.9, ValueError, "values must be finite, not nan at 1"),
        (["a"], 0.9, TypeError, "values must be numbers"),
        (FIVE, 1, ValueError, "beta must be .*not 1"),
        (FIVE, -0.1, ValueError, "beta must be .*not -0.1"),
        (FIVE, None, TypeError, "beta must be .*not None"),
    ],
)
def test_what_is_not_allowed_is_named(values: Any, beta: Any, error: type[Exception], message: str) -> None:
    for average in (averages.ewa, averages.bias_corrected_ewa):
        with pytest.raises(error, match=message):
            average(values, beta)


def test_what_is_not_allowed_of_a_decay_is_named() -> None:
    for function in (averages.half_life, averages.effective_window, averages.variance_window):
        with pytest.raises(ValueError, match=r"beta must be .*not 1"):
            function(1)
    with pytest.raises(ValueError, match=r"beta must be .*greater than 0, not 0"):
        averages.half_life(0)
    with pytest.raises(ValueError, match="steps must be"):
        averages.beta_for_half_life(0)
    with pytest.raises(ValueError, match="n must be"):
        averages.weights(0.9, 0)
