"""Pictures that cells drew: words for those who don't see them, and their size before they load."""

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

PREFIX = "Figure:"  # how the text of a described figure starts, see trainloop.plotting.describe
POINTS_TO_PIXELS = 4 / 3
IMAGES = ("image/svg+xml", "image/png", "image/jpeg")


def description(bundle: nodes.container) -> str | None:
    """The words that came with the picture, or None."""
    for variant in bundle.children:
        if variant.get("mime_type") == "text/plain":
            text = variant.astext().strip()
            return text.removeprefix(PREFIX).strip() if text.startswith(PREFIX) else None
    return None


def svg_size(path: Path) -> tuple[int, int] | None:
    """Width and height of an SVG file in CSS pixels, or None where it doesn't say."""
    head = path.read_text(encoding="utf-8")[:4000]
    sides = []
    for side in ("width", "height"):
        match = re.search(rf'<svg[^>]*?\s{side}="([\d.]+)(pt|px)?"', head, re.DOTALL)
        if match is None:
            return None
        sides.append(round(float(match[1]) * (POINTS_TO_PIXELS if match[2] == "pt" else 1)))
    return sides[0], sides[1]


class DescribedFigures(SphinxPostTransform):
    """Give each picture its alternative text and its size; the build refuses one without words before it comes here."""

    default_priority = 3  # while the text still stands beside the picture
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Walk the page once."""
        for bundle in list(self.document.findall(nodes.container)):
            if bundle.get("nb_element") != "mime_bundle":
                continue
            words = description(bundle)
            for variant in bundle.children:
                if variant.get("mime_type") not in IMAGES:
                    continue
                for image in variant.findall(nodes.image):
                    self._complete(image, words)

    def _complete(self, image: nodes.image, words: str | None) -> None:
        if words is not None:
            image["alt"] = words
        image["loading"] = "lazy"
        path = Path(self.app.srcdir, image["uri"].lstrip("/"))
        if path.suffix == ".svg" and path.exists() and (size := svg_size(path)):
            image["width"], image["height"] = map(str, size)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the transform."""
    app.add_post_transform(DescribedFigures)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
