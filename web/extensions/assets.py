"""Styles, scripts and fonts: one style sheet and one script for every page, nothing else by default.

Extensions add their files to every page, used or not; ten style sheets and a dozen scripts delay the first
paint by seconds. So the site's own files are joined with what it needs of Furo and KaTeX, and of the rest
only what a page asked for by itself (the host of its widgets) is left.
"""

import hashlib
import re
import shutil
from pathlib import Path
from typing import Any

import furo
from sphinx.application import Sphinx
from sphinx.config import Config

WEB = Path(__file__).parents[1]
STYLE_NAME, SCRIPT_NAME = "site.css", "site.js"
FONTS = {"katex": WEB / "vendor" / "katex" / "fonts", "source-serif": WEB / "vendor" / "source-serif"}
PRACTICE = WEB / "practice" / "static" / "practice.css"  # bundled already; nearly every page has a question
STYLES = (
    "tokens",
    "layout",
    "prose",
    "cells",
    "questions",
    "movements",
    "concept-map",
    "syllabus",
    "print",
    "cheat-sheet",
)
SCRIPTS = ("shortcut", "details", "drawers", "copy", "scrollers")

# What Sphinx, Furo and extensions add to every page, and where it is now.
JOINED_OR_UNUSED = re.compile(
    r"(^|/)(furo\.js|furo-extensions\.js|documentation_options\.js|doctools\.js|sphinx_highlight\.js"
    r"|katex[\w.-]*\.js)$"
)
UNUSED_FILES = (
    "mystnb.*.css", "katex-math.css", "basic.css", "debug.css", "pygments.css", "styles/furo*", "scripts/furo*",
    "skeleton.css", "plus.png", "minus.png", "file.png",
)  # fmt: skip


def minified(css: str) -> str:
    """`css` without comments and the white space that has no meaning."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    return re.sub(r"\s*([{};,>])\s*", r"\1", css).replace(";}", "}").strip()


def style_sheet() -> str:
    """All styles, in the order in which they override one another."""
    theme = furo.THEME_PATH / "static" / "styles" / "furo.css"
    katex = (WEB / "vendor" / "katex" / "katex.min.css").read_text(encoding="utf-8")
    parts = [
        re.sub(r"/\*#.*?\*/", "", theme.read_text(encoding="utf-8")),
        katex.replace("url(fonts/", "url(fonts/katex/"),
        furo.get_pygments_stylesheet(),
        *((WEB / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES),
    ]
    return minified("\n".join(parts)) + PRACTICE.read_text(encoding="utf-8")


def script() -> str:
    """All scripts of an ordinary page; each of ours is wrapped, so that none leaks a name."""
    theme = (furo.THEME_PATH / "static" / "scripts" / "furo.js").read_text(encoding="utf-8")
    parts = [re.sub(r"//# sourceMappingURL.*", "", theme)]
    for name in SCRIPTS:
        text = (WEB / "scripts" / f"{name}.js").read_text(encoding="utf-8")
        parts.append(f"(() => {{\n{text}}})();")
    return "\n".join(parts)


def fingerprint(text: str) -> str:
    """Short digest that changes a file's address when its content changes."""
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def add_folders(app: Sphinx, config: Config) -> None:
    """Let Sphinx find our templates."""
    config.templates_path.append(str(WEB / "templates"))


def on_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Replace the lists of styles and scripts in place."""
    scripts = context["script_files"]
    scripts[:] = [each for each in scripts if not JOINED_OR_UNUSED.search(str(each.filename or "").split("?")[0])]
    context["css_files"][:] = [
        each for each in context["css_files"] if re.search("instruments|practice", str(each.filename))
    ]
    context["site_style"] = f"_static/{STYLE_NAME}"
    context["site_script"] = f"_static/{SCRIPT_NAME}"
    context["style_version"] = fingerprint(style_sheet())
    context["script_version"] = fingerprint(script())
    context["not_found_style"] = minified((WEB / "styles" / "not-found.css").read_text(encoding="utf-8"))


def write(app: Sphinx, exception: Exception | None) -> None:
    """Write the joined files and the fonts; drop what no page loads."""
    if exception is not None:
        return
    static = Path(app.outdir, "_static")
    (static / STYLE_NAME).write_text(style_sheet(), encoding="utf-8")
    (static / SCRIPT_NAME).write_text(script(), encoding="utf-8")
    shutil.copyfile(WEB / "scripts" / "search-page.js", static / "search-page.js")
    for name, folder in FONTS.items():
        target = static / "fonts" / name
        target.mkdir(parents=True, exist_ok=True)
        for font in folder.glob("*.woff2"):
            shutil.copyfile(font, target / font.name)
    shutil.copytree(
        WEB / "artwork", static / "artwork", dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.py", "__pycache__")
    )
    for pattern in UNUSED_FILES:
        for path in static.glob(pattern):
            path.unlink()


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the hooks; `site_assets` rewrites every page when the joined files change."""
    files = [*sorted((WEB / "styles").glob("*.css")), PRACTICE, *sorted((WEB / "scripts").glob("*.js"))]
    app.add_config_value("site_assets", fingerprint("".join(p.read_text(encoding="utf-8") for p in files)), "html")
    app.connect("config-inited", add_folders)
    app.connect("html-page-context", on_page, priority=900)
    app.connect("build-finished", write, priority=900)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
