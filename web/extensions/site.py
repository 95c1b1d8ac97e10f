"""The site: one Sphinx extension that loads the others.

Each part stands alone and is registered by its own ``setup``; the order below is the order in which
their handlers run where two parts listen to one event.
"""

from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from web.extensions import digest

PARTS = (
    "web.extensions.mathematics",
    "web.extensions.folds",
    "web.extensions.cells",
    "web.extensions.exercises",
    "web.extensions.progress",
    "web.extensions.practice",
    "web.extensions.quizzes",
    "web.extensions.widgets",
    "web.extensions.figures",
    "web.extensions.concept_map",
    "web.extensions.cheat_sheet",
    "web.extensions.syllabus",
    "web.extensions.movements",
    "web.extensions.ways",
    "web.extensions.repairs",
    "web.extensions.launch",
    "web.extensions.metadata",
    "web.extensions.assets",
)

WEB = Path(__file__).parents[1]


def setup(app: Sphinx) -> dict[str, Any]:
    """Load every part, and rebuild the pages when the code or a template of the site changes."""
    app.setup_extension("furo")  # before Sphinx loads it as a theme: too late for its options to be known
    app.add_config_value("comments_config", {}, "html")  # Jupyter Book passes it; its extension isn't used here
    for part in PARTS:
        app.setup_extension(part)
    app.add_config_value("site_code", digest.of(WEB / "extensions", "*.py"), "env")
    app.add_config_value("site_templates", digest.of(WEB / "templates", "**/*.html"), "html")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
