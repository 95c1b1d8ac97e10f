"""The five movements of a chapter, in the page and in its contents.

Chapters don't name them: every chapter has the same parts in the same order, and the movements follow
from the parts' names. The contents are grouped under them, a line above a movement's first part names it,
and what stands in Expert notes is folded.
"""

from typing import Any

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from web.extensions.folds import Fold

MOVEMENTS: dict[str, tuple[str, ...]] = {
    "Meet": ("At a glance", "Introduction", "ELI5", "Predict first"),
    "Understand": ("Demonstration", "Mathematical foundations", "In depth"),
    "Build": ("Worked example", "Exercises"),
    "Test": ("Myths and pitfalls", "Summary and key takeaways", "Quiz"),
    "Go deeper": ("Expert notes", "Next"),
}
OF_PART = {title: movement for movement, titles in MOVEMENTS.items() for title in titles}
FOLDED = "Expert notes"
FOLD_SUMMARY = "Show the expert notes"


def is_chapter(titles: list[str]) -> bool:
    """Whether a page with these parts is a chapter (prose pages have none of them)."""
    return bool(titles) and all(title in OF_PART for title in titles)


class Movements(SphinxPostTransform):
    """Name each movement above its first part, and fold the expert notes."""

    default_priority = 400
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Walk the parts (level 2) of the page."""
        pages = [node for node in self.document.children if isinstance(node, nodes.section)]
        parts = [node for page in pages for node in page.children if isinstance(node, nodes.section)]
        titles = [node.next_node(nodes.title).astext() for node in parts]
        if not is_chapter(titles):
            return
        named: set[str] = set()
        for part, title in zip(parts, titles, strict=True):
            movement = OF_PART[title]
            if movement not in named:
                named.add(movement)
                part.parent.insert(part.parent.index(part), nodes.paragraph("", movement, classes=["movement"]))
            if title == FOLDED:
                content = part.children[1:]
                fold = Fold(summary=FOLD_SUMMARY, classes=["expert-notes"])
                del part.children[1:]
                fold.extend(content)
                part.append(fold)


def group_contents(toc: str) -> str:
    """The page's contents (HTML from Sphinx) with a chapter's parts grouped under their movements."""
    soup = BeautifulSoup(toc, "html.parser")
    parts = soup.select_one("ul > li > ul")
    if parts is None:
        return toc
    items = list(parts.find_all("li", recursive=False))
    titles = [item.a.get_text() for item in items if item.a is not None]
    if not is_chapter(titles):
        return toc
    groups: dict[str, Tag] = {}
    for item, title in zip(items, titles, strict=True):
        movement = OF_PART[title]
        if movement not in groups:
            group = soup.new_tag("li", attrs={"class": "movement"})
            name = soup.new_tag("span")
            name.string = movement
            group.append(name)
            group.append(soup.new_tag("ul"))
            item.insert_before(group)
            groups[movement] = group
        inner = groups[movement].ul
        assert inner is not None  # made four lines above
        inner.append(item.extract())
    return str(soup)


def on_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Hand the grouped contents to the template."""
    if "toc" in context:
        context["toc"] = group_contents(context["toc"])


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform and the page hook."""
    app.add_post_transform(Movements)
    app.connect("html-page-context", on_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
