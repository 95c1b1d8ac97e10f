"""What search engines and link previews read: descriptions, addresses, the site map, the icons.

The site's address is unknown until ``html.baseurl`` is set in ``_config.yml``. Until then canonical links
are left out, and the site map holds addresses that start at the site's root.
"""

import json
import re
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

SOCIAL_IMAGE = "artwork/social-card.png"
LONGEST_DESCRIPTION = 200
GENERATED = {
    "search": "Search the chapters, the glossary and the bibliography.",
    "404": "This page does not exist.",
    "genindex": "Index.",
}


def page_description(meta: dict[str, Any], doctree: nodes.document | None, fallback: str) -> str:
    """One sentence about a page: from its front matter, else its first paragraph, cut at a word."""
    if meta.get("description"):
        return str(meta["description"]).strip()
    if doctree is not None:
        for paragraph in doctree.findall(nodes.paragraph):
            text = re.sub(r"\s+", " ", paragraph.astext()).strip()
            if text:
                cut = text[:LONGEST_DESCRIPTION].rsplit(" ", 1)[0]
                return text if len(text) <= LONGEST_DESCRIPTION else f"{cut}…"
    return fallback


def address(base: str, page: str) -> str:
    """Where a page is: absolute where the site's address is known, else from the site's root."""
    path = "" if page == "index" else f"{page}.html"
    return f"{base.rstrip('/')}/{path}"


def on_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Hand the template the page's description and the addresses that previews need."""
    base = app.config.html_baseurl
    fallback = GENERATED.get(pagename, app.config.html_title)
    context["description"] = page_description(context.get("meta") or {}, doctree, fallback)
    context["title"] = context.get("title") or pagename.capitalize()  # Sphinx gives its own pages none
    context["pageurl"] = address(base, pagename) if base else None
    context["social_image"] = f"{base.rstrip('/')}/_static/{SOCIAL_IMAGE}" if base else None
    context["social_image_file"] = SOCIAL_IMAGE
    context["base_address"] = base.rstrip("/")


def site_map(base: str, pages: list[str]) -> str:
    """The site map of `pages` (names without suffix) as XML."""
    rows = "".join(f"  <url><loc>{escape(address(base, page))}</loc></url>\n" for page in sorted(pages))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{rows}</urlset>\n'
    )


def robots(base: str) -> str:
    """Everything may be read; the site map is named where its address is known."""
    rules = "User-agent: *\nAllow: /\n"
    return f"{rules}Sitemap: {base.rstrip('/')}/sitemap.xml\n" if base else rules


def manifest(title: str) -> str:
    """The web manifest: name, colors, icons; addresses are relative to the manifest itself."""
    icons = [
        {"src": f"_static/artwork/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    short = title.split(" with ")[0]
    document = {
        "name": title,
        "short_name": short,
        "start_url": "./index.html",
        "display": "browser",
        "background_color": "#ffffff",
        "theme_color": "#0b5c8f",
        "icons": icons,
    }
    return json.dumps(document, indent=2) + "\n"


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write the files that stand beside the pages."""
    if exception is not None:
        return
    base, out = app.config.html_baseurl, Path(app.outdir)
    (out / "sitemap.xml").write_text(site_map(base, list(app.env.found_docs)), encoding="utf-8")
    (out / "robots.txt").write_text(robots(base), encoding="utf-8")
    (out / "site.webmanifest").write_text(manifest(app.config.html_title), encoding="utf-8")
    (out / ".nojekyll").touch()  # code hosts' pages drop folders that start with an underscore otherwise


def add_not_found(app: Sphinx, config: Config) -> None:
    """Write a page for addresses that don't exist."""
    config["html_additional_pages"] = {**config.html_additional_pages, "404": "404.html"}


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the hooks."""
    app.connect("config-inited", add_not_found)
    app.connect("html-page-context", on_page)
    app.connect("build-finished", write_files)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
