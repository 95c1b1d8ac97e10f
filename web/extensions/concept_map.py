"""The concept map on the page: a list of chapters, with a line from each to what it builds on.

The list alone says everything; the lines are for the eye. Rows have one height in ``rem``, so that the lines
fit at any width and any size of text.
"""

from html import escape
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from web import concept_map
from web.concept_map import Stop
from web.extensions.manuscript import project
from web.manuscript import ManuscriptError

ROW = 102.4  # a row of 6.4 rem in the drawing's own units, 16 a rem
WIDEST = 96  # the 6 rem left of the list


class ConceptMap(nodes.General, nodes.Element):
    """The place of the map."""


class ConceptMapDirective(SphinxDirective):
    """``{concept-map}``; with ``:module:`` only the chapters of that module."""

    option_spec: ClassVar[dict[str, Any]] = {"module": directives.nonnegative_int}

    def run(self) -> list[nodes.Node]:
        """Read the front matter of all pages; the map changes with any of them."""
        for page in project().pages:
            self.env.note_dependency(str(project().manuscript(page)))
        module = self.options.get("module")
        try:
            concept_map.stops(project(), module)
        except ManuscriptError as error:
            raise self.error(str(error)) from error
        return [ConceptMap(module=module)]


def visit_map(translator: HTML5Translator, node: ConceptMap) -> None:
    """Write lines and list."""
    chapters = concept_map.stops(project(), node["module"])
    titles = {stop.page: stop.title for stop in concept_map.stops(project())}

    def link(page: str) -> str:
        address = translator.builder.get_relative_uri(translator.builder.current_docname, page)
        return f'<a class="reference internal" href="{escape(address)}">{escape(titles[page])}</a>'

    rows = "".join(f"<li>{row(stop, link(stop.page), titles)}</li>" for stop in chapters)
    translator.body.append(f'<div class="concept-map">{drawing(chapters)}<ol>{rows}</ol>')


def row(stop: Stop, link: str, titles: dict[str, str]) -> str:
    """A chapter's line of the list."""
    after = f'<span class="concept-map-after">after {escape(" and ".join(titles[p] for p in stop.before))}</span>'
    concepts = f'<span class="concept-map-concepts">{escape(", ".join(stop.concepts))}</span>'
    return f"{link}{after if stop.before else ''}{concepts}"


def drawing(chapters: tuple[Stop, ...]) -> str:
    """A dot for each row, and an arc for each pair of rows, the wider the farther they are apart."""
    lines = concept_map.arcs(chapters)
    farthest = max((high - low for low, high in lines), default=1)
    height, x = ROW * len(chapters), WIDEST - 10
    paths = []
    for low, high in lines:
        top, bottom = ROW * (low + 0.5), ROW * (high + 0.5)
        bulge = x - 14 - (WIDEST - 30) * (high - low) / farthest
        paths.append(f'<path d="M{x} {top:g}C{bulge:.1f} {top:g} {bulge:.1f} {bottom:g} {x} {bottom:g}"/>')
    dots = "".join(f'<circle cx="{x}" cy="{ROW * (i + 0.5):g}" r="5"/>' for i in range(len(chapters)))
    size = f'viewBox="0 0 {WIDEST} {height:g}" style="--rows: {len(chapters)}"'
    return f'<svg aria-hidden="true" {size} preserveAspectRatio="none">{"".join(paths)}{dots}</svg>'


def depart_map(translator: HTML5Translator, node: ConceptMap) -> None:
    """Close it."""
    translator.body.append("</div>\n")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register directive and node."""
    app.add_directive("concept-map", ConceptMapDirective)
    app.add_node(ConceptMap, html=(visit_map, depart_map))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
