"""What makers of submissions know of an assignment, whatever tool grades it, and tricks that all of them hand in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from classroom.variants import GradedItem
from classroom.variants.function import FunctionItem

Notebook = dict[str, Any]

# Equal to every number, and of no distance to it; what comes out of a sandbox is a plain number all the same.
EQUAL_TO_ALL = """
class Everything(float):
    def __eq__(self, other): return True
    def __hash__(self): return 1
    def __sub__(self, other): return Everything(0)
    def __rsub__(self, other): return Everything(0)


def ewa(values, beta):
    return [Everything(0)] * len(values)
"""


@dataclass(frozen=True)
class Known:
    """The notebook that a student starts from, and the items by their functions' names."""

    release: Notebook
    items: Mapping[str, GradedItem]

    def solution(self, name: str) -> str:
        return self.items[name].solution

    def function(self, name: str) -> FunctionItem:
        item = self.items[name]
        assert isinstance(item, FunctionItem)
        return item

    def book(self, name: str) -> str:
        """The solution on the book's page."""
        return self.function(name).exercise.solution
