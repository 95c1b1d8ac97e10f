"""Checks of the pages as they were written: links, anchors and pictures in the HTML itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from web.checks.faults import Fault
from web.project import Project

ADDRESSES = (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src"), ("source", "srcset"))
ELSEWHERE = re.compile(r"^([a-z][a-z0-9+.-]*:|//)", re.IGNORECASE)
FROM_THE_ROOT = {"404.html"}  # is shown at any address, so its links can't be relative
NOT_WORDS = re.compile(r"^(_images/|https?:)|\.(png|svg|jpe?g|gif)$|^[0-9a-f]{32,}$")


def built_faults(project: Project) -> list[Fault]:
    """Everything wrong with the built pages."""
    pages = sorted(path for path in project.site.rglob("*.html") if "_static" not in path.parts)
    faults = [
        Fault(project.named(project.site / f"{name}.html"), "the page wasn't built")
        for name in project.pages
        if not (project.site / f"{name}.html").exists()
    ]
    for path in pages:
        if path.name not in FROM_THE_ROOT:
            faults += [Fault(project.named(path), why) for why in reasons(path, project.site)]
    parsed.cache_clear()
    return faults


def reasons(path: Path, site: Path) -> Iterator[str]:
    """What is wrong with one page."""
    soup, _ = parsed(path)
    for name, attribute in ADDRESSES:
        for tag in soup.find_all(name):
            address = str(tag.get(attribute, ""))
            if address and not ELSEWHERE.match(address) and (why := broken(path, address, site)):
                yield f"broken link {address!r}: {why}"
    for image in soup.find_all("img"):
        if not has_words(image):
            yield f"image without alt text: {image.get('src')}"


def has_words(image: Tag) -> bool:
    """Whether an image has alternative text that a person wrote; outside the text an empty one marks a decoration."""
    words = image.get("alt")
    if words is None:
        return False
    if not str(words).strip():
        return image.find_parent("article") is None
    return not NOT_WORDS.search(str(words))


def broken(page: Path, address: str, site: Path) -> str | None:
    """Why an address on a page leads nowhere, or None."""
    path, _, anchor = address.partition("#")
    target = page if not path else (page.parent / unquote(path.split("?")[0])).resolve()
    if target.is_dir():
        target = target / "index.html"
    if not target.is_relative_to(site.resolve()) and path:
        return "it leads out of the site"
    if not target.exists():
        return "there is no such file"
    if anchor and target.suffix == ".html" and unquote(anchor) not in parsed(target)[1]:
        return f"{target.name} has no element with that id"
    return None


@cache
def parsed(path: Path) -> tuple[BeautifulSoup, frozenset[str]]:
    """A page and the ids in it."""
    soup = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
    return soup, frozenset(str(tag["id"]) for tag in soup.find_all(id=True)) | {"", "top"}
