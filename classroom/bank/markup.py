"""Texts of the bank as the HTML that platforms keep, and back; and how XML is written."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from xml.etree import ElementTree

from classroom.bank.posed import Posed
from trainloop.markup import inline_html


def element(parent: ElementTree.Element, tag: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    """A new last child of ``parent``. ElementTree escapes the text and the attributes."""
    child = ElementTree.SubElement(parent, tag, attributes)
    child.text = text
    return child


def document(root: ElementTree.Element) -> bytes:
    """The tree as a UTF-8 file."""
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'.encode()


def prompt_html(question: Posed) -> str:
    """Prompt, code and note, each in an element of its own."""
    html = f"<p>{inline_html(question.prompt)}</p>"
    if question.code:
        html += f"<pre><code>{escape(question.code)}</code></pre>"
    if question.note:
        html += f"<p><em>{inline_html(question.note)}</em></p>"
    return html


def points_html(model: str, points: tuple[tuple[str, int], ...]) -> str:
    """A model answer and what a grader looks for."""
    items = "".join(f"<li>{inline_html(text)} <strong>[{marks}]</strong></li>" for text, marks in points)
    return f"<p>{inline_html(model)}</p><ul>{items}</ul>"


@dataclass
class Piece:
    """A part of an HTML text: what it is (p, pre, em, li, strong, img), its text with code in backticks."""

    kind: str
    text: str = ""
    source: str = ""  # of an image


def pieces(html: str) -> list[Piece]:
    """The parts of an HTML text that this module wrote; a text without elements is one part.

    Raises ValueError for an element that this module doesn't write.
    """
    parser = _Pieces()
    parser.feed(html)
    parser.close()
    return [piece for piece in parser.found if piece.text or piece.kind == "img"]


def inline_text(html: str) -> str:
    """The bank's text in a line of HTML. Raises ValueError if there is more than a line."""
    found = pieces(html)
    if [piece.kind for piece in found] not in ([], ["text"]):
        raise ValueError(f"{html[:60]!r} is more than a line of text")
    return found[0].text if found else ""


class _Pieces(HTMLParser):
    BLOCKS = ("p", "pre", "em", "li", "strong")

    def __init__(self) -> None:
        super().__init__()
        self.found = [Piece("text")]
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            values = dict(attrs)
            self.found += [Piece("img", values.get("alt") or "", values.get("src") or ""), Piece("text")]
        elif tag == "code":
            self._mark()
        elif tag in self.BLOCKS:
            self.found.append(Piece(tag))
            self.open.append(tag)
        elif tag not in ("ul", "div"):
            raise ValueError(f"<{tag}> is no element of an exported question")

    def handle_endtag(self, tag: str) -> None:
        if tag == "code":
            self._mark()
        elif tag in self.BLOCKS:
            self.open.pop()
            self.found.append(Piece(self.open[-1] if self.open else "text"))

    def handle_data(self, data: str) -> None:
        self.found[-1].text += data

    def _mark(self) -> None:
        if "pre" not in self.open:
            self.found[-1].text += "`"
