"""Pictures with their words, for those who don't see them."""

import re
import sys
from html import escape
from io import StringIO

import matplotlib as mpl
from matplotlib.figure import Figure

from trainloop.plotting.style import RULES

__all__ = ["Described", "describe", "words"]


class Described:
    """A picture with its words; as the last line of a cell it shows itself.

    Attributes:
        alt: what a person would see.
        svg: the picture.
    """

    def __init__(self, svg: str, alt: str) -> None:
        self.svg, self.alt = svg, alt

    def __repr__(self) -> str:
        return f"Figure: {self.alt}"

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, str]:  # the arguments are IPython's, which filters the result itself
        return {"image/svg+xml": self.svg, "text/plain": repr(self)}


def describe(figure: Figure, alt: str) -> Described:
    """Return the figure as a picture with its words, and close it.

    Args:
        figure: any matplotlib figure.
        alt: one or more sentences on what there is to see, for those who don't see it.

    Raises:
        ValueError: there are no words.
        TypeError: they are no string.
    """
    alt = " ".join(words("alt", alt).split())
    text = StringIO()
    with mpl.rc_context(RULES):
        # No date and no version, so that the same figure is the same file tomorrow.
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        figure.savefig(text, format="svg", metadata=nothing)
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(figure)
    return Described(_compact(text.getvalue(), alt), alt)


def words(name: str, text: str) -> str:
    """Return `text`; raise TypeError if it is no string, ValueError if it says nothing."""
    if not isinstance(text, str):
        raise TypeError(f"{name} must be a string, not {text!r}")
    if not text.strip():
        raise ValueError(f"{name} must say something, not be empty")
    return text


def _compact(svg: str, alt: str) -> str:
    """Return the picture alone: named, without metadata, its paths to a tenth of a point."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r">\s+<", "><", svg)
    name = f'role="img"><title>{escape(alt)}</title>'
    svg = svg.replace(">", f" {name}", 1)
    return re.sub(r'(?<= d=")[^"]+', lambda path: _rounded(path[0]), svg)


def _rounded(path: str) -> str:
    path = re.sub(r"(\.\d)\d+", r"\1", path)
    if "Q" not in path and "C" not in path:
        path = path.replace("L", "")  # what follows a point is a line, unless a curve stands there
    return " ".join(path.split())
