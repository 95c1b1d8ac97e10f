"""Reads a notebook that was handed in; it may hold anything."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

LARGEST = 20 << 20
MOST_CELLS = 2000


class Unreadable(ValueError):
    """What was handed in isn't a notebook; the text says why."""


def notebook_cells(path: Path) -> list[str]:
    """The sources of a notebook's code cells, in order.

    Notebooks of formats 3 and 4 are read, whatever kernel they name.

    Raises:
        Unreadable: the file is missing, too large, or not a notebook.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("it isn't a file")
        if status.st_size > LARGEST:
            size = status.st_size / (1 << 20)
            raise Unreadable(f"it has {size:.0f} MiB, and at most {LARGEST >> 20} MiB are read")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise Unreadable(f"it can't be read: {error.strerror}") from error
    return _code_cells(_parsed(content))


def _parsed(content: bytes) -> dict[str, Any]:
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Unreadable("it isn't a notebook: its text isn't UTF-8") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"it isn't a notebook: it isn't JSON ({str(error)[:100]})") from error
    if not isinstance(notebook, dict):
        raise Unreadable("it isn't a notebook: it is JSON without cells")
    return notebook


def _code_cells(notebook: dict[str, Any]) -> list[str]:
    cells = notebook.get("cells")
    if cells is None and isinstance(sheets := notebook.get("worksheets"), list):  # format 3
        cells = []
        for sheet in sheets:
            found = sheet.get("cells") if isinstance(sheet, dict) else None
            cells += found if isinstance(found, list) else []
    if not isinstance(cells, list):
        raise Unreadable("it isn't a notebook: it has no list of cells")
    if len(cells) > MOST_CELLS:
        raise Unreadable(f"it has {len(cells)} cells, and at most {MOST_CELLS} are read")
    return [_source(cell, number) for number, cell in enumerate(cells, 1) if _is_code(cell, number)]


def _is_code(cell: object, number: int) -> bool:
    if not isinstance(cell, dict):
        raise Unreadable(f"its cell {number} isn't a cell")
    return cell.get("cell_type") == "code"


def _source(cell: dict[str, Any], number: int) -> str:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        return "".join(source)
    if not isinstance(source, str):
        raise Unreadable(f"the source of its cell {number} isn't text")
    return source
