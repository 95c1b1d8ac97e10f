"""What the tests of the cheat sheet share: its data, and comparing in float64."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch

from web.extensions.cheat_sheet import read
from web.project import ROOT

SHEET = read(ROOT / "book" / "cheat-sheet.yml")
MATH = {name: getattr(math, name) for name in ("sqrt", "log", "cos", "exp", "pi", "floor")}
Names = dict[str, Any]


def rows(section: str) -> dict[str, dict[str, Any]]:
    """A section's rows by their names."""
    return {row["name"]: row for row in SHEET[section]["rows"]}


def each(section: str) -> pytest.MarkDecorator:
    """Run a test once for each row of a section, as `row`."""
    return pytest.mark.parametrize("row", SHEET[section]["rows"], ids=lambda row: row["name"])


def same(one: Any, other: Any) -> None:
    """Fail unless two numbers or tensors agree to rounding."""
    torch.testing.assert_close(torch.as_tensor(one), torch.as_tensor(other), rtol=1e-11, atol=1e-13)
