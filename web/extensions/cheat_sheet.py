"""The cheat sheet: a page's worth of tables, from ``book/cheat-sheet.yml``, laid out to print on one sheet.

Formulas become the same nodes as a chapter's, so they are rendered, and refused, in the same way. A cell stacks its
parts, so that every table has two columns, or three narrow ones, and fits a phone; where there is room, the style
sheet puts formula and code side by side.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import yaml
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from web.extensions.manuscript import project
from web.manuscript import ManuscriptError

FILE = "cheat-sheet.yml"
INLINE = re.compile(r"\$([^$]+)\$|`([^`]+)`")
PIECE = re.compile(r"(?<=[A-Za-z]{6}\()|(?<=[a-z])(?=[A-Z])")  # where a word may break: Cosine|Annealing|LR(|opt,
Row = Mapping[str, Any]


class Code(nodes.General, nodes.Inline, nodes.TextElement):
    """Code that breaks where a reader would break it."""


@dataclass(frozen=True)
class Form:
    """What a section and each of its rows must have, and may have besides."""

    row: frozenset[str]
    row_more: frozenset[str] = frozenset()
    section: frozenset[str] = frozenset({"title", "columns"})
    more: frozenset[str] = frozenset({"note"})
    lists: frozenset[str] = frozenset({"formula", "code", "columns"})


def keys(names: str) -> frozenset[str]:
    """The names in a string."""
    return frozenset(names.split())


FORMS = {
    "rules": Form(keys("name torch formula code"), keys("then")),
    "defaults": Form(keys("name values")),
    "limits": Form(keys("name formula value")),
    "conversions": Form(keys("name formula code"), keys("remark")),
    "schedules": Form(keys("name torch formula code"), keys("remark"), more=keys("note helper")),
    "checklist": Form(keys("name items"), section=keys("title"), lists=keys("items")),
}


def read(path: Path) -> dict[str, Any]:
    """The sheet's data. Raises ManuscriptError that names file, section, row and key of what is wrong."""
    sheet = yaml.safe_load(path.read_text(encoding="utf-8"))
    try:
        check(sheet)
    except ManuscriptError as error:
        raise ManuscriptError(f"{path.name}: {error}") from None
    return dict(sheet)


def check(sheet: Any) -> None:
    """Raise ManuscriptError unless the sheet has exactly its sections, and each row its keys."""
    has_keys("the sheet", sheet, frozenset(FORMS))
    for name, form in FORMS.items():
        section = sheet[name]
        has_keys(name, section, form.section | {"rows"}, form.more)
        has_texts(name, {key: section[key] for key in section.keys() - {"rows", "helper"}}, form.lists)
        if "helper" in section:
            has_keys(f"{name}, helper", section["helper"], keys("formula code"))
            has_texts(f"{name}, helper", section["helper"], frozenset())
        if not isinstance(section["rows"], list) or not section["rows"]:
            raise ManuscriptError(f"{name}: rows must be a list with at least one row, not {section['rows']!r}")
        for number, row in enumerate(section["rows"], start=1):
            called = f" ({row['name']})" if isinstance(row, dict) and "name" in row else ""
            check_row(f"{name}, row {number}{called}", row, form)
    rules = {row["name"] for row in sheet["rules"]["rows"]}
    named = [("limits", row["name"]) for row in sheet["limits"]["rows"]]
    named += [("rules", row["then"]) for row in sheet["rules"]["rows"] if "then" in row]
    for section, rule in named:
        if rule not in rules:
            raise ManuscriptError(f"{section}: there is no rule {rule!r}; there are {', '.join(sorted(rules))}")


def check_row(where: str, row: Any, form: Form) -> None:
    """Raise ManuscriptError unless a row has its keys, texts in them, and as many lines of code as formulas."""
    has_keys(where, row, form.row, form.row_more)
    has_texts(where, row, form.lists)
    if {"formula", "code"} <= form.row and len(lines(row["formula"])) != len(lines(row["code"])):
        counts = f"{len(lines(row['formula']))} formulas and {len(lines(row['code']))} lines of code"
        raise ManuscriptError(f"{where}: {counts}; there must be as many of the one as of the other")


def has_keys(where: str, found: Any, needed: frozenset[str], more: frozenset[str] = frozenset()) -> None:
    """Raise ManuscriptError unless `found` is a mapping with the needed keys and none but those and `more`."""
    if not isinstance(found, dict):
        raise ManuscriptError(f"{where} must be a mapping, not {found!r}")
    if missing := sorted(needed - found.keys()):
        raise ManuscriptError(f"{where}: the key {missing[0]!r} is missing")
    if unknown := sorted(map(str, found.keys() - needed - more)):
        raise ManuscriptError(f"{where}: unknown key {unknown[0]!r}; allowed: {', '.join(sorted(needed | more))}")


def has_texts(where: str, found: Row, lists: frozenset[str]) -> None:
    """Raise ManuscriptError unless each value is a text, or where that is allowed a list of texts; none empty."""
    for key, value in found.items():
        several = isinstance(value, list) and key in lists and value
        for each in value if several else [value]:
            if not isinstance(each, str) or not each.strip():
                allowed = "a text or a list of texts" if key in lists else "a text, in quotes if need be,"
                raise ManuscriptError(f"{where}: {key} must be {allowed}, not {each!r}")


def lines(value: str | list[str]) -> list[str]:
    """One text or several as several."""
    return [value] if isinstance(value, str) else value


def inline(text: str) -> Iterator[nodes.Node]:
    """A text with $formulas$ and `code` in it."""
    end = 0
    for match in INLINE.finditer(text):
        if match.start() > end:
            yield nodes.Text(text[end : match.start()])
        yield nodes.math(match[1], match[1]) if match[1] else Code(match[2], match[2])
        end = match.end()
    if end < len(text):
        yield nodes.Text(text[end:])


def paragraph(text: str, kind: str = "") -> nodes.paragraph:
    """A paragraph of its own kind."""
    return nodes.paragraph("", "", *inline(text), classes=[f"cheat-{kind}"] if kind else [])


def code(line: str, kind: str = "code") -> nodes.paragraph:
    """A line of code."""
    return nodes.paragraph("", "", Code(line, line), classes=[f"cheat-{kind}"])


def pairs(row: Row) -> list[nodes.Node]:
    """Each formula with its line of code, and what there is to say about them."""
    both = zip(lines(row["formula"]), lines(row["code"]), strict=True)
    found: list[nodes.Node] = [
        nodes.container("", paragraph(formula, "formula"), code(line), classes=["cheat-pair"]) for formula, line in both
    ]
    said = f"then as {row['then']}" if "then" in row else row.get("remark")
    return [*found, *([paragraph(said, "remark")] if said else [])]


def name(row: Row) -> list[nodes.Node]:
    """What a row is about, with PyTorch's call where there is one."""
    return [paragraph(row["name"], "name"), *([code(row["torch"], "call")] if "torch" in row else [])]


CELLS: dict[str, tuple[Callable[[Row], list[nodes.Node]], ...]] = {
    "rules": (name, pairs),
    "defaults": (name, lambda row: [code(row["values"], "values")]),
    "limits": (name, lambda row: [paragraph(row["formula"])], lambda row: [paragraph(row["value"])]),
    "conversions": (name, pairs),
    "schedules": (name, pairs),
}


def table(section: Row, cells: tuple[Callable[[Row], list[nodes.Node]], ...]) -> nodes.table:
    """A table whose first column names its rows."""
    rows = [[cell(row) for cell in cells] for row in section["rows"]]
    titles = [[paragraph(title)] for title in section["columns"]]
    columns = [nodes.colspec(colwidth=1, stub=int(i == 0)) for i in range(len(cells))]

    def filled(contents: list[list[nodes.Node]]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", *content) for content in contents))

    body = nodes.tbody("", *(filled(row) for row in rows))
    group = nodes.tgroup("", *columns, nodes.thead("", filled(titles)), body, cols=len(cells))
    return nodes.table("", group)


def checklist(section: Row) -> nodes.definition_list:
    """What to do, by when to do it."""
    stages = []
    for row in section["rows"]:
        items = nodes.bullet_list("", *(nodes.list_item("", paragraph(item)) for item in lines(row["items"])))
        term = nodes.term("", "", *inline(row["name"]))
        stages.append(nodes.definition_list_item("", term, nodes.definition("", items)))
    return nodes.definition_list("", *stages)


def part(key: str, section: Row) -> nodes.section:
    """A section of the page: heading, note, table or list."""
    found = nodes.section(ids=[f"cheat-{key}"], names=[f"cheat-{key}"], classes=["cheat-part"])
    found += nodes.title("", "", *inline(section["title"]))
    if "note" in section:
        found += paragraph(section["note"], "note")
    if "helper" in section:
        found.extend(pairs(section["helper"]))
    found += checklist(section) if key == "checklist" else table(section, CELLS[key])
    return found


class CheatSheet(SphinxDirective):
    """``{cheat-sheet}``: all sections, as sections of the page."""

    def run(self) -> list[nodes.Node]:
        """Read the data; the page changes with them."""
        path = project().book / FILE
        self.env.note_dependency(str(path))
        try:
            sheet = read(path)
        except ManuscriptError as error:
            raise self.error(str(error)) from error
        return [part(key, sheet[key]) for key in FORMS]


def visit_code(translator: HTML5Translator, node: Code) -> None:
    """Write the code, each piece of it in an element of its own, as Sphinx does with words."""
    words = (
        "".join(f'<span class="pre">{escape(piece)}</span>' for piece in PIECE.split(w)) for w in node.astext().split()
    )
    translator.body.append(f'<code class="docutils literal notranslate">{" ".join(words)}</code>')
    raise nodes.SkipNode


def setup(app: Sphinx) -> dict[str, Any]:
    """Register directive and node."""
    app.add_node(Code, html=(visit_code, None))
    app.add_directive("cheat-sheet", CheatSheet)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
