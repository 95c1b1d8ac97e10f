"""The script of practice: exercises, questions, cards, progress; only pages with something of it load it.

Its styles are few, and joined with the site's: a style sheet more would delay the first paint.
"""

import shutil
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from web.extensions import digest
from web.extensions.exercises import Exercise
from web.extensions.progress import MyProgress
from web.extensions.quizzes import Quiz

STATIC = Path(__file__).parents[1] / "practice" / "static"
SCRIPT = "practice.page.js"


def copy_script(app: Sphinx) -> None:
    """Put it where Sphinx takes its checksum from."""
    target = Path(app.outdir, "_static")
    target.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(STATIC / SCRIPT, target / SCRIPT)


def on_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Let a page that asks something load it."""
    if doctree is not None and any(next(doctree.findall(kind), None) for kind in (Exercise, Quiz, MyProgress)):
        app.add_js_file(SCRIPT, loading_method="defer")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the hooks; pages are written again when the script changes."""
    app.add_config_value("practice_files", digest.of(STATIC, SCRIPT), "html")
    app.connect("builder-inited", copy_script)
    app.connect("html-page-context", on_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
