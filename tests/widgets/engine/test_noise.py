"""Draws with and without replacement: the same stream in Python and JavaScript, and fair."""

from collections.abc import Callable

import pytest
import torch
from torch import Tensor

from tests.widgets.node import ask
from trainloop import noise

SEEDS = (0, 7, 2**32 - 1)
DRAWS = {"integers": noise.integers, "distinct": noise.distinct}


@pytest.mark.parametrize("kind", DRAWS)
def test_the_same_stream(kind: str) -> None:
    given = [(seed, n, high) for seed in SEEDS for n, high in ((0, 1), (1, 1), (5, 9), (442, 442), (7, 2**20))]
    found = ask([[f"engine/noise.{kind}", *arguments, 3, 40] for arguments in given])
    for arguments, row in zip(given, found, strict=True):
        assert row == DRAWS[kind](*arguments, streams=3, first=40).flatten().tolist(), arguments


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_streams_stand_alone_and_grow(draw: Callable[..., Tensor]) -> None:
    three = draw(5, 20, 50, streams=3, first=4)
    assert three.shape == (3, 20) and three.dtype == torch.int64
    assert torch.equal(draw(5, 20, 50, first=6)[0], three[2])
    assert torch.equal(draw(5, 11, 50, streams=3, first=4), three[:, :11])
    assert not torch.equal(three[0], three[1])
    assert not torch.equal(draw(6, 20, 50, streams=3, first=4), three)


def test_distinct_numbers_are_a_permutation() -> None:
    rows = noise.distinct(3, 100, 100, streams=50)
    assert torch.equal(rows.sort(dim=1).values, torch.arange(100).expand(50, -1))


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_every_number_is_as_likely_at_every_place(draw: Callable[..., Tensor]) -> None:
    streams, high = 20_000, 6
    rows = draw(1, 4, high, streams=streams)
    for column in rows.T:
        share = torch.bincount(column, minlength=high) / streams
        assert (share - 1 / high).abs().max() < 4 * (1 / high / streams) ** 0.5
    pairs = rows[:, 0] * high + rows[:, 1]
    same = bool((rows[:, 0] == rows[:, 1]).any())
    assert same == (draw is noise.integers)
    possible = high * (high if draw is noise.integers else high - 1)
    seen = torch.bincount(pairs)
    expected = streams / possible
    assert (seen > 0).sum() == possible
    assert (seen[seen > 0] - expected).abs().max() < 5 * expected**0.5


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
def test_what_is_not_allowed_is_named(draw: Callable[..., Tensor]) -> None:
    for arguments, words in (
        ((-1, 2, 3), "seed must be .*not -1"),
        ((0, -2, 3), "n must be .*not -2"),
        ((0, 2, 0), "high must be a number from 1 to .*not 0"),
    ):
        with pytest.raises(ValueError, match=words):
            draw(*arguments)
    with pytest.raises(ValueError, match=r"streams must be .*not -1"):
        draw(0, 2, 3, streams=-1)


def test_no_more_distinct_numbers_than_there_are() -> None:
    with pytest.raises(ValueError, match="n must be a number from 0 to 3, not 4"):
        noise.distinct(0, 4, 3)
