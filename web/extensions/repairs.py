"""Repairs of the HTML that Sphinx, docutils and Furo write.

Roles that assistive technology would trip over; and sizes of pictures, which docutils writes as styles that no style
sheet can make fluid, where attributes let a browser reserve the room and shrink the picture.
"""

import re
from typing import Any

from sphinx.application import Sphinx

CITATION = (' role="doc-biblioentry"', ' role="listitem"')  # deprecated, and no child that a list may have
CAPTION = (' role="heading"', "")  # a heading without a level; it names a list of chapters
SUMMARY = (' aria-label="Toggle hidden content"', "")  # hides the words that the summary holds
PICTURE_SIZE = re.compile(r'(<img [^>]*?)style="width: (\d+)(?:px)?; height: (\d+)(?:px)?;?"')


def on_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Repair the text of the page and the list of chapters."""
    if "body" in context:
        context["body"] = context["body"].replace(*CITATION).replace(*SUMMARY)
        context["body"] = PICTURE_SIZE.sub(r'\1width="\2" height="\3"', context["body"])
    if "furo_navigation_tree" in context:
        context["furo_navigation_tree"] = context["furo_navigation_tree"].replace(*CAPTION)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the hook, after Furo's."""
    app.connect("html-page-context", on_page, priority=800)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
