"""Noise: the generator's published test vectors, and numbers that look normal."""

import pytest
import torch

from trainloop.noise import normal, threefry

# From the generator's authors: Random123, kat_vectors, threefry2x32 with 20 rounds.
VECTORS = [
    ((0, 0), (0, 0), (0x6B200159, 0x99BA4EFE)),
    ((0xFFFFFFFF, 0xFFFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF), (0x1CB996FC, 0xBB002BE7)),
]


@pytest.mark.parametrize(("key", "counter", "words"), VECTORS)
def test_published_vectors(key: tuple[int, int], counter: tuple[int, int], words: tuple[int, int]) -> None:
    first, second = (torch.tensor([word]) for word in counter)
    assert tuple(int(word) for word in threefry(key, (first, second))) == words


def test_normal_numbers() -> None:
    draws = normal(3, 100_000)
    assert draws.mean().abs() < 0.015
    assert draws.std().item() == pytest.approx(1, abs=0.01)
    assert torch.equal(normal(3, 11), draws[:11])
    assert not torch.equal(normal(4, 11), draws[:11])


@pytest.mark.parametrize(("seed", "n"), [(-1, 3), (2**32, 3), (0, -1)])
def test_bad_arguments_are_named(seed: int, n: int) -> None:
    with pytest.raises(ValueError, match=r"seed|n must be"):
        normal(seed, n)
