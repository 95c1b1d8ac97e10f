"""Questions and cards on the page: a container with the widget's state, over the HTML that needs no script.

The state is what `trainloop.questions.widget.Quiz` shows, and for each question where to read again. The
HTML stays for paper and for browsers without scripts.
"""

import json
from collections.abc import Mapping
from html import escape
from typing import Any, cast

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.writers.html5 import HTML5Translator
from sphinxcontrib.bibtex.domain import BibtexDomain

from web.citations import Bibliography
from web.extensions.manuscript import project
from web.manuscript import Page
from web.project import Project

WIDGET = "trainloop.questions.widget.Quiz"
SHOWN = ("view", "label", "questions", "cards")  # of the widget's state; the rest is for live notebooks


class Quiz(nodes.General, nodes.Element):
    """The place of questions or cards; `state` says which, its children are what needs no script."""


def is_quiz(model: Mapping[str, Any]) -> bool:
    """Whether a widget's stored model is one of questions or cards."""
    return str(model.get("state", {}).get("_anywidget_id", "")) == WIDGET


def quiz(bundle: nodes.container, model: Mapping[str, Any]) -> Quiz:
    """The container for one view, made of all its output's formats."""
    node = Quiz(state={name: model["state"][name] for name in SHOWN})
    node.source, node.line = bundle.source, bundle.line
    node.extend(part for part in list(bundle.children) if part.get("mime_type") == "text/html")
    return node


def place(builder: Builder, book: Project, here: str, source: Mapping[str, str]) -> dict[str, str] | None:
    """Title and address, from the page `here`, of the section that a question's source names; None if it names none.

    All pages must have been read: what a heading is called in an address is decided then.
    """
    page = page_of(book, source.get("chapter", ""))
    if page is None:
        return None
    heading = next(h for h in Page.read(book.manuscript(page)).headings if h.text == source["heading"])
    _, anchor, _ = builder.env.metadata[page]["myst_slugs"][heading.slug]
    uri = builder.get_relative_uri(here, page) if page != here else ""
    return {"text": heading.text, "href": f"{uri}#{anchor}"}


def page_of(book: Project, chapter: str) -> str | None:
    """The page of a chapter that is called by its name alone; None where there is none."""
    return next((page for page in book.pages if page.rsplit("/", 1)[-1] == chapter), None)


def cited(builder: Builder, here: str, key: str) -> dict[str, str]:
    """A work's authors and year, and its place in the bibliography from the page `here`."""
    work = Bibliography(project().bibliography).work(key)
    found = {"text": f"{work.authors} ({work.year})"}
    for entry in cast(BibtexDomain, builder.env.get_domain("cite")).citations:
        if entry.key == key:
            page = builder.get_relative_uri(here, entry.bibliography_key.docname)
            found["href"] = f"{page}#{entry.citation_id}"
    return found


def source_of(builder: Builder, here: str, source: Mapping[str, str]) -> dict[str, str] | None:
    """Where to read again: the section that a question's source names, else the work; None if it names neither."""
    section = place(builder, project(), here, source)
    return section or (cited(builder, here, source["citation"]) if source["citation"] else None)


def opening(state: Mapping[str, Any]) -> str:
    """The container with its state, up to what is read without scripts."""
    text = json.dumps(state, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("<", "\\u003c")
    return (
        f'<div class="quiz-host" data-quiz="{escape(state["view"])}">'
        f'<script type="application/json">{text}</script>\n<div class="quiz-static">'
    )


CLOSING = "</div></div>\n"


def visit_quiz(translator: HTML5Translator, node: Quiz) -> None:
    """Open the container, and what is read without scripts."""
    builder = translator.builder
    here = builder.current_docname
    sources = {each["id"]: source_of(builder, here, each["source"]) for each in node["state"]["questions"]}
    translator.body.append(opening(node["state"] | {"sources": {name: s for name, s in sources.items() if s}}))


def depart_quiz(translator: HTML5Translator, node: Quiz) -> None:
    """Close both."""
    translator.body.append(CLOSING)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the node; web/extensions/widgets.py puts it where a widget stood."""
    app.add_node(Quiz, html=(visit_quiz, depart_quiz))
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
