"""Questions with other numbers each time: one module a chapter, one public function a question.

Such a function takes a ``random.Random`` and returns the values that the question's texts name in
braces: numbers, texts, and curves as lists of numbers. It uses nothing of the generator but
``random()``, by way of :func:`pick`, because only that promises the same numbers in every Python;
and it imports torch, if at all, inside.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from inspect import getmembers, isfunction
from random import Random
from typing import TypeVar

from trainloop.questions.fields import Value

T = TypeVar("T")
Generator = Callable[[Random], Mapping[str, Value]]
Generators = Mapping[str, Generator]


def pick(rng: Random, options: Sequence[T]) -> T:
    """One of the options, each as likely as the others."""
    return options[int(rng.random() * len(options))]


def generators_of(chapter: str) -> Generators:
    """The functions of a chapter's module by name; none where it has no module."""
    name = f"{__name__}.{chapter.replace('-', '_')}"
    if find_spec(name) is None:
        return {}
    own = getmembers(import_module(name), isfunction)
    return {key: one for key, one in own if one.__module__ == name and not key.startswith("_")}


def several(generator: Generator, name: str, count: int) -> dict[str, Mapping[str, Value]]:
    """What a function draws from the seeds ``name/0``, ``name/1``, …, by seed, without what was drawn before.

    There are ``count`` draws, or fewer where a hundred seeds don't give so many different ones.
    """
    drawn: dict[str, Mapping[str, Value]] = {}
    for seed in (f"{name}/{k}" for k in range(100)):
        values = generator(Random(seed))
        if values not in drawn.values():
            drawn[seed] = values
        if len(drawn) == count:
            break
    return drawn
