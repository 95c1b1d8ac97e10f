"""Folded parts of a page: a `Fold` node becomes ``<details>`` with a summary."""

from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator


class Fold(nodes.General, nodes.Element):
    """What a reader opens; `summary` is the line that always shows."""


def visit_fold(translator: HTML5Translator, node: Fold) -> None:
    """Open the element."""
    classes = escape(" ".join(["fold", *node["classes"]]))
    translator.body.append(f'<details class="{classes}"><summary>{escape(node["summary"])}</summary>\n')
    translator.body.append('<div class="fold-content">\n')


def depart_fold(translator: HTML5Translator, node: Fold) -> None:
    """Close the element."""
    translator.body.append("</div></details>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Teach the HTML writer the node."""
    app.add_node(Fold, html=(visit_fold, depart_fold))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
