"""The part of QTI 1.2 that we write, as a content model: which elements and attributes may stand where.

Written after the specification "IMS Question & Test Interoperability: ASI Information Model" and its XML binding,
version 1.2.1, because no kept package brings its DTD or schema along. It allows less than they do: an element that we
don't write is refused, even where the specification knows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

NAMESPACE = "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}"
TEST = "(not|and|or|other|varequal|vargte|varlte)"
# What an element may hold: a regular expression over its children's names, each followed by a space.
CHILDREN = {
    "questestinterop": "(objectbank |assessment )",
    "objectbank": "qtimetadata (item )+",
    "assessment": "qtimetadata (section )+",
    "section": "(selection_ordering )?(item |section )*",
    "selection_ordering": "selection ",
    "selection": "sourcebank_ref selection_number selection_extension ",
    "selection_extension": "points_per_item ",
    "item": "itemmetadata presentation resprocessing (itemfeedback )*",
    "itemmetadata": "qtimetadata ",
    "qtimetadata": "(qtimetadatafield )+",
    "qtimetadatafield": "fieldlabel fieldentry ",
    "presentation": "material (response_lid |response_str )+",
    "material": "mattext ",
    "response_lid": "(material )?render_choice ",
    "response_str": "render_fib ",
    "render_choice": "(response_label ){2,}",
    "render_fib": "response_label ",
    "response_label": "(material )?",
    "resprocessing": "outcomes (respcondition )+",
    "outcomes": "decvar ",
    "respcondition": "conditionvar (setvar )*(displayfeedback )*",
    "conditionvar": f"({TEST} )+",
    "and": f"({TEST} )+",
    "or": f"({TEST} )+",
    "not": f"{TEST} ",
    "itemfeedback": "flow_mat ",
    "flow_mat": "material ",
}
TEXTS = {"mattext", "fieldlabel", "fieldentry", "sourcebank_ref", "selection_number", "points_per_item"} | {
    *("varequal", "vargte", "varlte", "setvar")
}
EMPTY = {"other", "decvar", "displayfeedback"}
# The attributes of an element: a regular expression for each; with a question mark before the name it may be absent.
NAME = r"[A-Za-z0-9_][A-Za-z0-9_-]*"
ATTRIBUTES = {
    "objectbank": {"ident": NAME},
    "assessment": {"ident": NAME, "title": ".+"},
    "section": {"ident": NAME, "?title": ".+"},
    "item": {"ident": f"[A-Za-z]{NAME}", "title": ".+"},
    "mattext": {"?texttype": "text/(html|plain)"},
    "response_lid": {"ident": NAME, "?rcardinality": "Single|Multiple"},
    "response_str": {"ident": NAME, "rcardinality": "Single"},
    "render_fib": {"?fibtype": "Decimal"},
    "response_label": {"ident": NAME, "?rshuffle": "No"},
    "decvar": {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"},
    "respcondition": {"?continue": "Yes|No"},
    "setvar": {"action": "Set|Add", "varname": "SCORE"},
    "displayfeedback": {"feedbacktype": "Response", "linkrefid": NAME},
    "itemfeedback": {"ident": NAME},
    "varequal": {"respident": NAME},
    "vargte": {"respident": NAME},
    "varlte": {"respident": NAME},
}
SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"


def violations(root: Element) -> Iterator[str]:
    """What in the tree isn't as the specification has it, one sentence each."""
    if root.tag != f"{NAMESPACE}questestinterop":
        yield f"the root is <{root.tag}>; allowed: <questestinterop> in QTI 1.2's namespace"
        return
    for node in root.iter():
        name = node.tag.removeprefix(NAMESPACE)
        children = "".join(f"{child.tag.removeprefix(NAMESPACE)} " for child in node)
        if name in TEXTS | EMPTY:
            if children or (name in EMPTY and (node.text or "").strip()):
                yield f"<{name}> holds {children or node.text!r}; allowed: {'nothing' if name in EMPTY else 'a text'}"
        elif name not in CHILDREN:
            yield f"<{name}> isn't an element that we write"
        elif not re.fullmatch(CHILDREN[name], children):
            yield f"<{name}> holds {children!r}; allowed: {CHILDREN[name]!r}"
        elif (node.text or "").strip() or any((child.tail or "").strip() for child in node):
            yield f"<{name}> holds a text beside its elements"
        yield from _attributes(node, name)


def _attributes(node: Element, name: str) -> Iterator[str]:
    allowed = ATTRIBUTES.get(name, {})
    known = {key.removeprefix("?"): pattern for key, pattern in allowed.items()}
    needed = {key for key in allowed if not key.startswith("?")}
    for key in needed - set(node.attrib):
        yield f"<{name}> lacks {key}"
    for key, value in node.attrib.items():
        if key == SCHEMA_LOCATION and name == "questestinterop":
            continue
        if key not in known:
            yield f"<{name}> has the attribute {key}"
        elif not re.fullmatch(known[key], value, re.DOTALL):
            yield f"<{name}> has {key}={value[:60]!r}; allowed: {known[key]}"
