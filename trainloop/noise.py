"""Seeded noise that is the same stream in every language: what the instruments draw, Python draws too.

PyTorch's generator can't be had in a browser, so this is one that can: Threefry, a generator that
turns a key and a counter into random words, as JAX uses it.
"""

import torch
from torch import Tensor

from trainloop.arguments import integer, within

__all__ = ["distinct", "integers", "normal", "threefry"]

ROTATIONS = (13, 15, 26, 6, 17, 29, 16, 24)
PARITY = 0x1BD11BDA
WORD = 0xFFFFFFFF
INTEGERS, DISTINCT = 1, 2  # second words of keys, so that no two kinds of numbers share a stream


def threefry(key: tuple[int, int], counter: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
    """Return two random words for each counter: Threefry-2x32 with 20 rounds.

    Args:
        key: two words, each from 0 to 2³² − 1.
        counter: two tensors of words, int64 of one shape.

    Source: Salmon, Moraes, Dror and Shaw (2011), https://doi.org/10.1145/2063384.2063405.
    """
    keys = (*key, PARITY ^ key[0] ^ key[1])
    x, y = (counter[0] + key[0]) & WORD, (counter[1] + key[1]) & WORD
    for number in range(20):
        turn = ROTATIONS[number % 8]
        x = (x + y) & WORD
        y = (((y << turn) | (y >> (32 - turn))) & WORD) ^ x
        if number % 4 == 3:
            block = (number + 1) // 4
            x = (x + keys[block % 3]) & WORD
            y = (y + keys[(block + 1) % 3] + block) & WORD
    return x, y


def normal(seed: int, n: int) -> Tensor:
    """Return n independent standard normal numbers, float64 of shape (n,), by Box and Muller's method.

    Args:
        seed: from 0 to 2³² − 1; each seed gives a stream of its own.
        n: how many, 0 or more; a longer stream begins with the shorter one.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.
    """
    seed, n = int(within("seed", integer("seed", seed), 0, WORD)), integer("n", n, minimum=0)
    counter = torch.arange((n + 1) // 2)
    words = threefry((seed, 0), (counter, torch.zeros_like(counter)))
    a, b = ((word.to(torch.float64) + 0.5) / 2**32 for word in words)
    radius, angle = (-2 * a.log()).sqrt(), 2 * torch.pi * b
    return torch.stack([radius * angle.cos(), radius * angle.sin()], dim=1).flatten()[:n]


def integers(seed: int, n: int, high: int, *, streams: int = 1, first: int = 0) -> Tensor:
    """Return whole numbers from 0 to high − 1, each as likely: int64 of shape (streams, n).

    They are drawn with replacement. The chances differ by less than high/2³².

    Args:
        seed: from 0 to 2³² − 1.
        n: how many of each stream, 0 or more; a longer stream begins with the shorter one.
        high: from 1 to 2²⁰.
        streams: how many independent streams, 0 or more.
        first: the number of the first of them, 0 or more.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Chapter: batch-and-stochastic.
    """
    high = int(within("high", integer("high", high), 1, 2**20))
    return (_words(seed, INTEGERS, n, streams, first) * high) >> 32


def distinct(seed: int, n: int, high: int, *, streams: int = 1, first: int = 0) -> Tensor:
    """Return n different whole numbers from 0 to high − 1, any n as likely: int64 of shape (streams, n).

    They are drawn without replacement, by Fisher's and Yates's shuffle; with n = high each stream
    is a permutation. Arguments and errors as for `integers`, but n is at most high.

    Chapter: batch-and-stochastic.
    """
    high = int(within("high", integer("high", high), 1, 2**20))
    n = int(within("n", integer("n", n), 0, high))
    words = _words(seed, DISTINCT, n, streams, first)
    cards, rows = torch.arange(high).repeat(streams, 1), torch.arange(streams)
    for i in range(n):
        chosen = i + ((words[:, i] * (high - i)) >> 32)
        cards[rows, chosen], cards[:, i] = cards[:, i].clone(), cards[rows, chosen]
    return cards[:, :n].clone()


def _words(seed: int, kind: int, n: int, streams: int, first: int) -> Tensor:
    """Return random words of shape (streams, n)."""
    seed, n = int(within("seed", integer("seed", seed), 0, WORD)), integer("n", n, minimum=0)
    streams, first = integer("streams", streams, minimum=0), integer("first", first, minimum=0)
    blocks = torch.arange((n + 1) // 2).expand(streams, -1)
    numbers = (first + torch.arange(streams))[:, None].expand_as(blocks)
    return torch.stack(threefry((seed, kind), (blocks, numbers)), dim=2).flatten(1)[:, :n]
