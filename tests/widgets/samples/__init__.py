"""A sample of every instrument, one module each, found by the tests that hold for all of them.

A module is named as the instrument's is and holds three functions: `make()` gives the instrument as the
gallery shows it, `drawn(rng)` one with random settings whose runs aren't chaotic, so that every digit it
says can be compared, and `rows(widget)` the table that it shows, computed in Python. Where long runs can be
chaotic, `CALM` holds settings to type before every setting is tried.
"""

import random
from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Protocol, cast

from trainloop.widgets.instrument import Instrument

__all__ = ["SAMPLES", "Rows", "Sample"]

Rows = Sequence[Sequence[float | str]]


class Sample(Protocol):
    """What such a module offers."""

    def make(self) -> Instrument: ...
    def drawn(self, rng: random.Random) -> Instrument: ...
    def rows(self, widget: Any) -> Rows: ...


def _found() -> dict[str, Sample]:
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    named = {module.__name__.rpartition(".")[2]: cast(Sample, module) for module in modules}
    return {"".join(word.capitalize() for word in name.split("_")): sample for name, sample in named.items()}


SAMPLES = _found()
