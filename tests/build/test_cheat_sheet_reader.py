"""The cheat sheet's reader: a fault in its data is named by its place and key."""

from __future__ import annotations

import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.build.sheet import SHEET
from web.extensions.cheat_sheet import read
from web.manuscript import ManuscriptError


def broken(change: Callable[[Any], Any], tmp_path: Path) -> str:
    """What the sheet's reader says of a changed sheet."""
    sheet = copy.deepcopy(SHEET)
    change(sheet)
    path = tmp_path / "cheat-sheet.yml"
    path.write_text(yaml.safe_dump(sheet), encoding="utf-8")
    with pytest.raises(ManuscriptError) as error:
        read(path)
    return str(error.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda s: s.pop("limits"), "cheat-sheet.yml: the sheet: the key 'limits' is missing"),
        (lambda s: s.update(extra={}), "the sheet: unknown key 'extra'; allowed: checklist, conversions"),
        (lambda s: s["rules"].pop("title"), "rules: the key 'title' is missing"),
        (lambda s: s["rules"]["rows"][2].pop("formula"), "rules, row 3 (Nesterov): the key 'formula' is missing"),
        (lambda s: s["limits"]["rows"][0].update(note="x"), "limits, row 1 (SGD): unknown key 'note'; allowed: form"),
        (lambda s: s["limits"]["rows"][0].update(value=2), "limits, row 1 (SGD): value must be a text, in quotes"),
        (lambda s: s["limits"]["rows"][0].update(name="GD"), "limits: there is no rule 'GD'; there are AdaGrad"),
        (lambda s: s["rules"]["rows"][7].update(then="Adan"), "rules: there is no rule 'Adan'"),
        (lambda s: s["rules"]["rows"][6]["code"].pop(), "rules, row 7 (Adam): 5 formulas and 4 lines of code"),
        (lambda s: s["schedules"].update(rows=[]), "schedules: rows must be a list with at least one row, not []"),
        (lambda s: s["schedules"]["helper"].pop("code"), "schedules, helper: the key 'code' is missing"),
        (lambda s: s["checklist"]["rows"][0].update(items=[]), "checklist, row 1 (Before you train): items must be"),
        (lambda s: s.update(rules=["x"]), "rules must be a mapping, not ['x']"),
    ],
)  # fmt: skip
def test_a_faulty_sheet_is_refused_by_place_and_key(change: Any, message: str, tmp_path: Path) -> None:
    assert message in broken(change, tmp_path)
