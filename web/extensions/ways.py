"""Nine ways in: the bar of links at the top of a chapter, each to one way of meeting its idea.

Nothing is hidden by choosing one. They are plain links, made from the page's own headings, so they work
by keyboard and without scripts; a recap, which lacks some of a chapter's parts, has fewer.
"""

from collections.abc import Callable, Iterator
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from web.extensions.movements import is_chapter
from web.extensions.widgets import Instrument

Parts = dict[str, nodes.section]
Find = Callable[[Parts], nodes.section | None]


def named(title: str) -> Find:
    """The part with this heading."""
    return lambda parts: parts.get(title)


def with_instrument(parts: Parts) -> nodes.section | None:
    """The innermost section that holds the chapter's first instrument."""
    for part in parts.values():
        for found in part.findall(Instrument):
            return innermost(found)
    return None


def with_code(parts: Parts) -> nodes.section | None:
    """The first section of the demonstration that shows code which isn't an instrument's."""
    demonstration = parts.get("Demonstration")
    for cell in sources(demonstration) if demonstration else ():
        if not any(cell.parent.findall(Instrument)):
            return innermost(cell)
    return demonstration


WAYS: dict[str, Find] = {
    "Overview": named("At a glance"),
    "Intuition": named("ELI5"),
    "Instrument": with_instrument,
    "Mathematics": named("Mathematical foundations"),
    "Code": with_code,
    "Prediction": named("Predict first"),
    "Pitfalls": named("Myths and pitfalls"),
    "Practice": named("Exercises"),
    "Recall": named("Quiz"),
}


def sources(part: nodes.section) -> Iterator[nodes.container]:
    """The code that the cells of a part show."""
    return (node for node in part.findall(nodes.container) if node.get("nb_element") == "cell_code_source")


def innermost(node: nodes.Element) -> nodes.section:
    """The section right around a node."""
    while not isinstance(node, nodes.section):
        node = node.parent
    return node


def ways_in(document: nodes.document) -> list[tuple[str, str]]:
    """(label, anchor) of every way into a chapter; empty for a page that is none."""
    pages = [node for node in document.children if isinstance(node, nodes.section)]
    sections = [node for page in pages for node in page.children if isinstance(node, nodes.section)]
    parts = {section.next_node(nodes.title).astext(): section for section in sections}
    if not is_chapter(list(parts)):
        return []
    found = ((label, find(parts)) for label, find in WAYS.items())
    return [(label, f"#{section['ids'][0]}") for label, section in found if section is not None]


def on_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Hand the links to the template."""
    context["ways_in"] = ways_in(doctree) if doctree is not None else []


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the page hook."""
    app.connect("html-page-context", on_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
