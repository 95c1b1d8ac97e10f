"""What a notebook keeps of its results: text, which git shows and nbval compares; pictures and widgets are made again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import nbformat
from nbformat import NotebookNode

KEPT = ("text/plain", "text/html", "text/markdown", "text/latex")


def kept_output(output: NotebookNode) -> NotebookNode | None:
    """An output without pictures and widget views; None if nothing is left."""
    output = nbformat.from_dict(output)
    if "data" not in output:
        return output
    output.data = NotebookNode({mime: output.data[mime] for mime in KEPT if mime in output.data})
    output.metadata = NotebookNode()
    return output if output.data else None


def joined_streams(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Outputs with neighbors of one stream joined: into how many pieces a kernel cuts it is chance."""
    joined: list[NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else None
        if last is not None and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            joined.append(output)
    return joined


def write_back(derived: NotebookNode, executed: NotebookNode) -> None:
    """Put the executed notebook's results into the derived one, code cell by code cell.

    Raises ValueError if the two are not the same program.
    """
    ours, theirs = code_cells(derived), code_cells(executed)
    if [cell.source for cell in ours] != [cell.source for cell in theirs]:
        raise ValueError("the derived notebook and the executed one hold different code")
    for cell, done in zip(ours, theirs, strict=True):
        cell.execution_count = done.execution_count
        kept = [kept_output(output) for output in done.outputs]
        cell.outputs = joined_streams([output for output in kept if output is not None])


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The code cells of a notebook."""
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def text_of(output: NotebookNode) -> str:
    """The plain text of an output; empty if it has none."""
    return str(output.get("data", {}).get("text/plain", output.get("text", "")))


def mime_types(outputs: Iterable[NotebookNode]) -> set[str]:
    """All formats among some outputs."""
    return {mime for output in outputs for mime in output.get("data", {})}


def widget_models(executed: NotebookNode) -> dict[str, Any]:
    """The state of every widget that the notebook made, by model id."""
    stored: dict[str, Any] = executed.metadata.get("widgets", {}).get("application/vnd.jupyter.widget-state+json", {})
    return dict(stored.get("state", {}))
