"""Reads a notebook that a student handed in: whatever the file holds, a clean notebook comes out, or a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

LARGEST = 16 * 2**20  # bytes of a file
MOST_CELLS = 2_000
NEW_CELL = {"code": new_code_cell, "markdown": new_markdown_cell, "raw": new_raw_cell}


class Unreadable(ValueError):
    """A file that isn't a notebook, or is one that won't be opened; the message is for its student."""


class UntrustedExporter(NotebookExporter):
    """nbconvert's exporter to a notebook, for files of which nothing is certain.

    Its own reader raises for a damaged file, and nbgrader then keeps no mark at all. This one takes from the file
    the cells and nothing else. Where even that fails, the notebook is empty, and
    ``resources["trainloop"]["trouble"]`` says why.
    """

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """The clean notebook, after the preprocessors."""
        path = Path(filename)
        resources = {} if resources is None else resources
        resources["metadata"] = {"name": path.stem, "path": str(path.parent)}
        try:
            notebook, trouble = read(path), ""
        except Unreadable as error:
            notebook, trouble = new_notebook(), str(error)
        resources["trainloop"] = {"trouble": trouble}
        return self.from_notebook_node(notebook, resources=resources, **kw)


def read(path: Path) -> NotebookNode:
    """The notebook in a file, or, where there is none of that name, the newest beside it. Raises Unreadable."""
    content = _content(path if path.exists() or path.is_symlink() else _newest_beside(path))
    cells = content.get("cells")
    if content.get("nbformat") != 4 or not isinstance(cells, list):
        raise Unreadable("the file isn't a notebook in Jupyter's format 4")
    if len(cells) > MOST_CELLS:
        raise Unreadable(f"the notebook has {len(cells)} cells; allowed: {MOST_CELLS}")
    made = [_cell(raw, index) for index, raw in enumerate(cells) if isinstance(raw, dict)]
    return new_notebook(cells=[cell for cell in made if cell is not None], metadata=_kept_metadata(content))


def _newest_beside(path: Path) -> Path:
    others = [other for other in path.parent.glob("*.ipynb") if other.is_file() and not other.is_symlink()]
    if not others:
        raise Unreadable(f"there is no notebook {path.name}")
    return max(others, key=lambda other: (other.stat().st_mtime, other.name))


def _content(path: Path) -> dict[str, Any]:
    """What the file holds, in format 4 where nbformat can convert it."""
    if path.is_symlink():
        raise Unreadable("the file is a link; hand in the notebook itself")  # it could lead to the solutions
    if not path.is_file():
        raise Unreadable(f"{path.name} isn't a file")
    if path.stat().st_size > LARGEST:
        raise Unreadable(f"the file is larger than {LARGEST // 2**20} MiB")
    try:
        content = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise Unreadable("the file isn't a notebook: it isn't JSON") from error
    if not isinstance(content, dict):
        raise Unreadable("the file isn't a notebook")
    if content.get("nbformat") in (2, 3):
        try:
            return dict(nbformat.convert(nbformat.from_dict(content), 4))
        except Exception as error:  # the converter meets whatever the file holds
            raise Unreadable("the notebook's old format can't be converted") from error
    return content


def _cell(raw: dict[str, Any], index: int) -> NotebookNode | None:
    """A cell with its text, and of its metadata only what nbgrader needs."""
    kind, source = raw.get("cell_type"), raw.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if kind not in ("code", "markdown", "raw") or not isinstance(source, str):
        return None
    cell = NEW_CELL[kind](_text(source), id=f"cell-{index}")
    metadata = raw.get("metadata")
    nbgrader = metadata.get("nbgrader") if isinstance(metadata, dict) else None
    if isinstance(nbgrader, dict):
        plain: dict[str, Any] = {_text(str(k)): v for k, v in nbgrader.items() if isinstance(v, bool | int | float)}
        plain |= {_text(str(k)): _text(v) for k, v in nbgrader.items() if isinstance(v, str)}
        cell.metadata["nbgrader"] = NotebookNode(plain)
    if kind == "markdown":
        _attach(cell, raw.get("attachments"))
    return cell


def _attach(cell: NotebookNode, attachments: object) -> None:
    """Keep pasted pictures; they may be part of a written answer."""
    if not isinstance(attachments, dict):
        return
    kept = {}
    for name, files in attachments.items():
        if isinstance(files, dict) and all(_is_picture(kind, data) for kind, data in files.items()):
            kept[_text(name)] = dict(files)
    if kept:
        cell["attachments"] = nbformat.from_dict(kept)


def _is_picture(kind: object, data: object) -> bool:
    return kind in ("image/png", "image/jpeg", "image/gif") and isinstance(data, str) and data.isascii()


def _kept_metadata(content: dict[str, Any]) -> dict[str, Any]:
    """What our own preprocessors wrote down in the first pass for the second; the first replaces it."""
    metadata = content.get("metadata")
    ours = metadata.get("trainloop") if isinstance(metadata, dict) else None
    kept = (
        {key: _text(value) for key, value in ours.items() if isinstance(value, str)} if isinstance(ours, dict) else {}
    )
    return {"trainloop": kept} if kept else {}


def _text(text: str) -> str:
    """The text without halves of characters, which can't be written to a file."""
    return text.encode(errors="replace").decode()
