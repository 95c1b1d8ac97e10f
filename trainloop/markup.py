"""The one piece of markup in short texts: code in backticks."""

from __future__ import annotations

import re
from html import escape


def inline_html(text: str) -> str:
    """The text escaped for HTML, with what stands in backticks as code."""
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))
