"""Files that aren't notebooks, or hardly."""

from __future__ import annotations

import json
from typing import Any

from tests.classroom.submissions.given import Given, Kinds, Made, everything, nothing

KINDS = Kinds()


@KINDS.add(nothing, unreadable=True)
def not_json(given: Given) -> Made:
    return b"PK\x03\x04 an archive, renamed \xff\xfe"


@KINDS.add(nothing, unreadable=True)
def empty_file(given: Given) -> Made:
    return b""


@KINDS.add(nothing, unreadable=True)
def cut_off(given: Given) -> Made:
    text = json.dumps(given.notebook())
    return text[: len(text) // 2]


@KINDS.add(nothing, unreadable=True)
def a_list(given: Given) -> Made:
    return '["a", "list"]'


@KINDS.add(nothing, unreadable=True)
def nested_deeply(given: Given) -> Made:
    return '{"cells": ' + "[" * 100_000


@KINDS.add(nothing, unreadable=True)
def cells_of_wrong_types(given: Given) -> Made:
    odd: list[Any] = [1, None, "cell", {"cell_type": "code", "source": {"a": 1}}]
    return given.release | {"cells": odd}


@KINDS.add(nothing, unreadable=True)
def too_many_cells(given: Given) -> Made:
    return given.release | {"cells": [{"cell_type": "code", "source": "", "metadata": {}}] * 5000}


@KINDS.add(everything)
def odd_fields(given: Given) -> Made:
    """Whole cells with fields that no format allows, which must not cost the answers."""
    notebook = given.notebook()
    for cell in notebook["cells"]:
        cell |= {"id": 7, "attachments": [1], "outputs": "none", "execution_count": "many"}
        if cell["cell_type"] == "code":
            cell["metadata"] = ["none"]
    notebook["cells"] += [{"cell_type": "moon"}, {"cell_type": "code"}, {"cell_type": "markdown", "metadata": {}}]
    return notebook | {"metadata": "none", "nbformat": "four", "nbformat_minor": None}
