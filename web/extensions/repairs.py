"""Repairs of the HTML that Sphinx, docutils and Furo write: roles that assistive technology would trip over."""

from typing import Any

from sphinx.application import Sphinx

CITATION = (' role="doc-biblioentry"', ' role="listitem"')  # deprecated, and no child that a list may have
CAPTION = (' role="heading"', "")  # a heading without a level; it names a list of chapters


def on_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Repair the text of the page and the list of chapters."""
    if "body" in context:
        context["body"] = context["body"].replace(*CITATION)
    if "furo_navigation_tree" in context:
        context["furo_navigation_tree"] = context["furo_navigation_tree"].replace(*CAPTION)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the hook, after Furo's."""
    app.connect("html-page-context", on_page, priority=800)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
