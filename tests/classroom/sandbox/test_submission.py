"""What was handed in is read as a notebook, or refused with a reason that a student understands."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from classroom.sandbox import Unreadable, notebook_cells


def code(source: Any) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}


def written(folder: Path, content: object) -> Path:
    path = folder / "mine.ipynb"
    path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
    return path


def test_code_cells_in_order_whatever_the_kernel(tmp_path: Path) -> None:
    cells = [code("x = 1"), {"cell_type": "markdown", "source": "text"}, code(["a = 2\n", "b = 3"]), code("")]
    notebook = {"cells": cells, "metadata": {"kernelspec": {"name": "renamed", "language": "R"}}, "nbformat": 4}
    assert notebook_cells(written(tmp_path, notebook)) == ["x = 1", "a = 2\nb = 3", ""]
    bom = b"\xef\xbb\xbf" + json.dumps(notebook).encode()
    assert notebook_cells(written(tmp_path, bom)) == ["x = 1", "a = 2\nb = 3", ""]


def test_format_3(tmp_path: Path) -> None:
    cells = [{"cell_type": "code", "input": ["x = 1\n", "y = 2"]}, {"cell_type": "heading", "source": "h"}]
    notebook = {"worksheets": [{"cells": cells}, {"cells": [{"cell_type": "code", "input": "z = 3"}]}], "nbformat": 3}
    assert notebook_cells(written(tmp_path, notebook)) == ["x = 1\ny = 2", "z = 3"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it isn't JSON"),
        (b"{", "it isn't JSON"),
        (b"\xff\xfe\x00", "its text isn't UTF-8"),
        (b"PK\x03\x04", "it isn't JSON"),
        (b"[" * 100_000, "it isn't JSON"),
        (b'{"cells": ' + b"9" * 5000 + b"}", "it isn't JSON"),
        ([], "it is JSON without cells"),
        ({}, "it has no list of cells"),
        ({"cells": {}}, "it has no list of cells"),
        ({"worksheets": 3}, "it has no list of cells"),
        ({"cells": [code("x = 1"), 3]}, "its cell 2 isn't a cell"),
        ({"cells": [code(3)]}, "the source of its cell 1 isn't text"),
        ({"cells": [code(["x", 3])]}, "the source of its cell 1 isn't text"),
        ({"cells": [code("")] * 2001}, "it has 2001 cells, and at most 2000 are read"),
    ],
)
def test_what_is_no_notebook(tmp_path: Path, content: object, reason: str) -> None:
    with pytest.raises(Unreadable) as raised:
        notebook_cells(written(tmp_path, content))
    assert reason in str(raised.value)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.ipynb"
    with path.open("wb") as file:
        file.truncate(200 << 20)
    with pytest.raises(Unreadable, match="it has 200 MiB, and at most 20 MiB are read"):
        notebook_cells(path)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="it can't be read: No such file"):
        notebook_cells(tmp_path / "none.ipynb")
    with pytest.raises(Unreadable, match="it isn't a file"):
        notebook_cells(tmp_path)
    os.mkfifo(tmp_path / "fifo.ipynb")
    with pytest.raises(Unreadable, match="it isn't a file"):
        notebook_cells(tmp_path / "fifo.ipynb")
