"""What the page does with a code cell, told by its tags.

The notebook keeps every cell as it is; these post-transforms only change how the page shows them:
plumbing disappears, a check that nobody asked shows no answer, a solution is folded.
"""

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from web.extensions.folds import Fold

LABELS = {
    "exercise": "Exercise",
    "check": "Check",
    "needs-kernel": "Needs a running notebook",
}
HIDDEN_INPUT = {"predict", "quiz"}  # their code names a question and says nothing to the reader
SOLUTION_SUMMARY = "Show the solution"


def code_cells(document: nodes.document) -> Iterator[tuple[nodes.container, set[str]]]:
    """Every code cell of the page with its tags."""
    for node in list(document.findall(nodes.container)):
        if node.get("nb_element") == "cell_code":
            yield node, set(node.get("cell_metadata", {}).get("tags", []))


def part(cell: nodes.container, element: str) -> nodes.container | None:
    """The cell's source or output, or None where it has none."""
    for child in cell.children:
        if isinstance(child, nodes.container) and child.get("nb_element") == element:
            return child
    return None


class CellsByTag(SphinxPostTransform):
    """Hide, strip, fold and label code cells by their tags."""

    default_priority = 3  # before MyST-NB picks one format of each output
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Walk the page once."""
        for cell, tags in code_cells(self.document):
            if "setup" in tags:
                cell.parent.remove(cell)
                continue
            source, output = part(cell, "cell_code_source"), part(cell, "cell_code_output")
            if "check" in tags and output is not None:
                cell.remove(output)
            if tags & HIDDEN_INPUT and source is not None:
                cell.remove(source)
            self._label(cell, tags)
            if "solution" in tags:
                self._fold(cell)

    def _label(self, cell: nodes.container, tags: set[str]) -> None:
        """Say in words what kind of cell this is; colour alone would not."""
        for tag, label in LABELS.items():
            if tag in tags and "solution" not in tags:
                cell.insert(0, nodes.paragraph("", label, classes=["cell-label"]))
                return

    def _fold(self, cell: nodes.container) -> None:
        """Put the whole cell behind a summary."""
        fold = Fold(summary=SOLUTION_SUMMARY, classes=["solution"])
        cell.parent.replace(cell, fold)
        fold.append(cell)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform."""
    app.add_post_transform(CellsByTag)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
