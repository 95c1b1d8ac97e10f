"""A QTI 1.2 package back into questions, refused where the specification or Canvas would refuse or lose something."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from classroom.bank.markup import inline_text, pieces
from classroom.bank.posed import Choice, Essay, Form, Matching, Numeric, Option, Pair, Picture, Posed
from classroom.bank.qti_model import NAMESPACE, violations

LONGEST = 16_384  # characters of a question's text that Canvas keeps
Files = dict[str, bytes]


class QtiError(ValueError):
    """A package isn't as QTI 1.2 or Canvas has it; the message says which file and what."""


def read(path: Path) -> list[Posed]:
    """The questions in the banks of a package, bank by bank.

    A step of an order question comes back with its place, so such a question is a :class:`Matching`. Tags are not in
    the package, nor is the chapter of a question with variants.

    Raises:
        QtiError: not a package, a file that the manifest doesn't have, a violation of the specification, a name that
            nothing bears, a question without a right answer, or a quiz whose questions differ from the bank's.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
            roots = {name: ElementTree.fromstring(content) for name, content in files.items() if name.endswith(".xml")}
    except (zipfile.BadZipFile, ElementTree.ParseError) as error:
        raise QtiError(f"{path.name} can't be read: {error}") from error
    _check_manifest(roots.pop("imsmanifest.xml", None), files)
    trees = {name: root for name, root in roots.items() if root.tag.startswith(NAMESPACE)}
    for name, root in trees.items():
        for violation in violations(root):
            _fail(name, violation)
    banks = [root[0] for root in trees.values() if root[0].tag == f"{NAMESPACE}objectbank"]
    found = [item for one in banks for item in _bank(one, files)]
    _check_quizzes(trees, {one.get("ident", "") for one in banks}, {one.id: one for one in found}, files)
    return found


def _check_manifest(manifest: Element | None, files: Files) -> None:
    if manifest is None or "imsqti" in manifest.tag or "imscp" not in manifest.tag:
        _fail("the package", "has no imsmanifest.xml of IMS content packaging, of which Canvas knows QTI 1.2")
    listed = [node.get("href", "") for node in manifest.iter() if node.tag.endswith("}file")]
    if sorted([*listed, "imsmanifest.xml"]) != sorted(files):
        _fail("imsmanifest.xml", f"and the package differ in {sorted(set(listed) ^ set(files))}")
    resources = [node.get("identifier") for node in manifest.iter() if node.tag.endswith("}resource")]
    needed = [node.get("identifierref") for node in manifest.iter() if node.tag.endswith("}dependency")]
    if len(set(resources)) < len(resources) or not set(needed) <= set(resources):
        _fail("imsmanifest.xml", "has a resource twice, or needs one that it doesn't have")


def _bank(node: Element, files: Files) -> Iterator[Posed]:
    title = _fields(node)["bank_title"]
    if not 0 < len(title) <= 255:
        _fail(title[:60], "is no title of a bank; allowed: 1 to 255 characters")
    name = node.get("ident", "").removeprefix("bank-")
    grouped = title.endswith(f": variants of {name}")
    for item in node.iterfind(f"{NAMESPACE}item"):
        yield _Item(item, files).posed(name, grouped=grouped)


def _check_quizzes(trees: dict[str, Element], banks: set[str], questions: dict[str, Posed], files: Files) -> None:
    names = [node.get("ident") for root in trees.values() for node in root.iter(f"{NAMESPACE}item")]
    if len(set(names)) < len(names):
        _fail("the package", "has two items with one ident")
    for root in trees.values():
        for node in root.iterfind(f"{NAMESPACE}assessment//{NAMESPACE}item"):
            question = _Item(node, files)
            meant = questions.get(question.fields["assessment_question_identifierref"])
            if meant is None or question.posed(meant.chapter, grouped=False) != meant:
                _fail(question.name, "differs from the question in the bank")
        for node in root.iter(f"{NAMESPACE}sourcebank_ref"):
            if node.text not in banks:
                _fail(str(node.text), "is no bank of this package")


class _Item:
    """An item. The methods raise QtiError for what names nothing, or isn't as Canvas has it."""

    def __init__(self, node: Element, files: Files) -> None:
        self.node, self.files, self.name = node, files, node.get("title", "")
        self.fields = _fields(node)
        self.feedback = {
            one.get("ident", ""): one.findtext(f".//{NAMESPACE}mattext") or "" for one in self._all("itemfeedback")
        }
        shown = {one.get("linkrefid", "") for one in self._all("displayfeedback")}
        if shown != set(self.feedback):
            self.fail(f"shows feedback {sorted(shown)}, but has {sorted(self.feedback)}")
        self.answers = {
            one.get("ident", ""): [label.get("ident", "") for label in one.iter(f"{NAMESPACE}response_label")]
            for one in [*self._all("response_lid"), *self._all("response_str")]
        }
        for one in self._all("varequal"):
            known = self.answers.get(one.get("respident", ""))
            if known is None or (known != ["answer1"] and one.text not in known):
                self.fail(f"compares with {one.text!r}, which isn't among its answers")

    def fail(self, what: str) -> NoReturn:
        _fail(self.name, what)

    def posed(self, bank: str, *, grouped: bool) -> Posed:
        """The question, in the bank of its chapter, or of its variants where it is ``grouped``."""
        html = self.node.findtext(f"{NAMESPACE}presentation/{NAMESPACE}material/{NAMESPACE}mattext") or ""
        parts = {piece.kind: piece.text for piece in reversed(pieces(html))}
        if "p" not in parts or len(html) > LONGEST:
            self.fail(f"has a text of {len(html)} characters; allowed: a paragraph and more, to {LONGEST}")
        form = self._form()
        return Posed(
            id=self.name,
            chapter="" if grouped else bank,
            marks=int(float(self.fields["points_possible"])),
            prompt=parts["p"],
            form=form,
            code=parts.get("pre", ""),
            note=parts.get("em", ""),
            why="" if isinstance(form, Essay) else inline_text(self.feedback.get("general_fb", "")),
            group=bank if grouped else "",
        )

    def _form(self) -> Form:
        kind = self.fields["question_type"]
        if kind in ("multiple_choice_question", "multiple_answers_question"):
            return self._choice(several=kind == "multiple_answers_question")
        if kind == "numerical_question":
            return self._numeric()
        if kind == "matching_question":
            return self._matching()
        return self._essay() if kind == "essay_question" else self.fail(f"is a {kind!r}, which we don't write")

    def _choice(self, *, several: bool) -> Choice:
        (listed,) = self._all("response_lid")
        if listed.get("rcardinality") != ("Multiple" if several else "Single"):
            self.fail("has another cardinality than its type")
        full = self._scored("100")
        right = {
            one.text for one in full.iterfind(".//" if not several else f"{NAMESPACE}and/*") if _is(one, "varequal")
        }
        if not right or (not several and len(right) > 1):
            self.fail(f"has {len(right)} right options")
        options = []
        for label in listed.iter(f"{NAMESPACE}response_label"):
            name, text = label.get("ident", ""), label.findtext(f".//{NAMESPACE}mattext") or ""
            options.append(Option(inline_text(text), name in right, inline_text(self.feedback.get(f"{name}_fb", ""))))
        if self.fields["original_answer_ids"].split(",") != self.answers["response1"]:
            self.fail("has other answers than its metadata names")
        lines = all(option.text.startswith("Line ") for option in options)
        return Choice(tuple(options), several, not lines)

    def _numeric(self) -> Numeric:
        full = self._scored("100")
        exact, low, high = (
            Decimal(full.findtext(f".//{NAMESPACE}{tag}") or "nan") for tag in ("varequal", "vargte", "varlte")
        )
        if exact - low != high - exact or high < exact:
            self.fail(f"takes {low} to {high}; allowed: as much below {exact} as above")
        known = pieces(self.feedback.get("general_incorrect_fb", ""))
        numbers = [float(piece.text.replace("\N{MINUS SIGN}", "-")) for piece in known if piece.kind == "strong"]
        whys = [piece.text.strip() for piece in known if piece.kind == "li"]
        return Numeric(float(exact), float(high - exact), tuple(zip(numbers, whys, strict=True)))

    def _matching(self) -> Matching:
        pairs, choices = [], list[str]()
        for listed in self._all("response_lid"):
            name, (item, *labels) = listed.get("ident", ""), listed.iter(f"{NAMESPACE}mattext")
            right = [
                node.findtext(f"{NAMESPACE}conditionvar/{NAMESPACE}varequal")
                for node in self._all("respcondition")
                if (score := node.find(f"{NAMESPACE}setvar")) is not None
                and score.get("action") == "Add"
                and node.find(f"{NAMESPACE}conditionvar/{NAMESPACE}varequal[@respident='{name}']") is not None
            ]
            choices = [label.text or "" for label in labels]
            if len(right) != 1 or len(set(choices)) < len(choices):
                self.fail(f"has {len(right)} right choices for an item, or two choices alike")
            choice = choices[self.answers[name].index(right[0] or "")]
            why = inline_text(self.feedback.get(f"{name.removeprefix('response_')}_fb", ""))
            pairs.append(self._pair(item.text or "", choice, why))
        used = {pair.choice for pair in pairs}
        return Matching(tuple(pairs), tuple(choice for choice in choices if choice not in used))

    def _pair(self, html: str, choice: str, why: str) -> Pair:
        parts = pieces(html)
        picture = None
        for image in (piece for piece in parts if piece.kind == "img"):
            file = unquote(image.source).removeprefix("$IMS-CC-FILEBASE$/")
            if file not in self.files or not image.text:
                self.fail(f"shows {file!r}, which isn't in the package or has no words")
            picture = Picture(Path(file).name, self.files[file].decode(), image.text)
        return Pair(parts[0].text.strip(), choice, why, picture)

    def _essay(self) -> Essay:
        parts = pieces(self.feedback.get("general_fb", ""))
        texts = [piece.text.strip() for piece in parts if piece.kind == "li" and piece.text.strip()]
        marks = [int(piece.text.strip("[]")) for piece in parts if piece.kind == "strong"]
        model = next((piece.text for piece in parts if piece.kind == "p"), "")
        return Essay(model, tuple(zip(texts, marks, strict=True)))

    def _scored(self, score: str) -> Element:
        """The condition that sets the score, of which there must be one."""
        found = [
            node
            for node in self._all("respcondition")
            if (one := node.find(f"{NAMESPACE}setvar")) is not None and one.text == score and one.get("action") == "Set"
        ]
        if len(found) != 1:
            self.fail(f"has {len(found)} ways to all marks; allowed: one")
        return found[0][0]

    def _all(self, tag: str) -> list[Element]:
        return list(self.node.iter(f"{NAMESPACE}{tag}"))


def _fields(node: Element) -> dict[str, str]:
    """The labels and entries of the metadata of a bank or item."""
    where = "itemmetadata/" if _is(node, "item") else ""
    path = "/".join(f"{NAMESPACE}{tag}" for tag in f"{where}qtimetadata/qtimetadatafield".split("/"))
    return {field[0].text or "": field[1].text or "" for field in node.iterfind(path)}


def _is(node: Element, tag: str) -> bool:
    return node.tag == f"{NAMESPACE}{tag}"


def _fail(name: str, what: str) -> NoReturn:
    raise QtiError(f"{name}: {what}")
