"""The question bank as a QTI 1.2 package, which Canvas imports under "QTI .zip file".

What is in it::

    imsmanifest.xml
    banks/<chapter>.xml                       an item bank a chapter
    banks/<question>.xml                      one for the variants of each generated question
    quizzes/<chapter>/<chapter>.xml           a quiz a chapter: its questions, and one variant of each generated one
    quizzes/<chapter>/assessment_meta.xml     that it is for practice and not yet published
    images/<question>-<letter>.svg

Written by hand with the standard library. Of the kept libraries, text2qti (0.8) reads its own Markdown, in which our
texts would have to be escaped a second time, and knows no matching; qti-package-maker (26.7) holds no feedback.
QTI 2.1 isn't written: Canvas reads 1.2, and no kept library turns this into that.

What Canvas can't hold: feedback for single wrong numbers (it stands in the feedback to any wrong answer), information
for graders (an essay's model answer and points are its general feedback, shown with the results), questions of order
(each step is matched with its place), pictures or code among the choices of a match.

:mod:`classroom.bank.qti_reader` reads a package back, and refuses what the specification or Canvas would.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from pathlib import Path
from xml.etree.ElementTree import Element

from classroom.bank.markup import document, element
from classroom.bank.outline import BOOK, place
from classroom.bank.posed import Posed, clean, every_posed
from classroom.bank.qti_items import add_item, metadata, pictures
from trainloop.questions.model import Question

QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
PACKAGE = "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"
METADATA = "http://www.imsglobal.org/xsd/imsmd_v1p2"
CANVAS = "http://canvas.instructure.com/xsd/cccv1p0"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
ASSESSMENT = "imsqti_xmlv1p2"
RELATED = "associatedcontent/imscc_xmlv1p1/learning-application-resource"
OLDEST = (1980, 1, 1, 0, 0, 0)  # a zip's first day; the same bank gives the same bytes on any other


def export(questions: Sequence[Question], path: Path, *, title: str = BOOK) -> list[Posed]:
    """Write the questions with their variants to the package at ``path``.

    Args:
        questions: of :func:`classroom.bank.choose.questions`.
        path: the file, with the ending ``.zip``.
        title: what the titles of banks and quizzes begin with.

    Returns:
        What was written, in order.
    """
    written = every_posed(questions)
    files = package(written, clean(title))
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, OLDEST), content, zipfile.ZIP_DEFLATED)
    return written


def package(questions: Sequence[Posed], title: str) -> dict[str, bytes]:
    """The package's files by name, the manifest first."""
    files: dict[str, bytes] = {}
    manifest = _Manifest(title)
    for name, members in _banks(questions).items():
        files[f"banks/{name}.xml"] = document(bank(name, _bank_title(title, members), members))
        manifest.add(f"bank-{name}", ASSESSMENT, [f"banks/{name}.xml"])
    for chapter, members in _by(questions, lambda one: one.chapter).items():
        heading, folder = f"{title}: {place(chapter).title}", f"quizzes/{chapter}"
        files[f"{folder}/{chapter}.xml"] = document(quiz(chapter, heading, members))
        files[f"{folder}/assessment_meta.xml"] = document(_settings(chapter, heading, members))
        manifest.add(f"quiz-{chapter}", ASSESSMENT, [f"{folder}/{chapter}.xml"], needs=f"meta-{chapter}")
        manifest.add(f"meta-{chapter}", RELATED, [f"{folder}/assessment_meta.xml"])
    for name, svg in pictures(questions):
        files[f"images/{name}"] = svg.encode()
        manifest.add(f"image-{name.removesuffix('.svg')}", "webcontent", [f"images/{name}"])
    return {"imsmanifest.xml": document(manifest.root), **files}


def bank(name: str, title: str, members: Iterable[Posed]) -> Element:
    """An item bank. Canvas knows it again by its ident when it is imported another time."""
    root = _root()
    node = element(root, "objectbank", ident=f"bank-{name}")
    metadata(node, {"bank_title": title})
    for question in members:
        add_item(node, question)
    return root


def quiz(chapter: str, title: str, members: Sequence[Posed]) -> Element:
    """A quiz of all questions of a chapter, with one drawn from the bank of each generated one."""
    root = _root()
    node = element(root, "assessment", ident=f"quiz-{chapter}", title=title)
    metadata(node, {"cc_maxattempts": "unlimited"})
    section = element(node, "section", ident="root_section")
    for name, variants in groupby(members, key=lambda one: one.group or one.id):
        question = next(variants)
        if not question.group:
            add_item(section, question, bank_item=question.id)
            continue
        drawn = element(section, "section", ident=f"draw-{name}", title=name)
        selection = element(element(drawn, "selection_ordering"), "selection")
        element(selection, "sourcebank_ref", f"bank-{name}")
        element(selection, "selection_number", "1")
        element(element(selection, "selection_extension"), "points_per_item", f"{question.marks:.1f}")
    return root


def _banks(questions: Sequence[Posed]) -> dict[str, list[Posed]]:
    return _by(questions, lambda one: one.group or one.chapter)


def _by(questions: Iterable[Posed], key: Callable[[Posed], str]) -> dict[str, list[Posed]]:
    found: dict[str, list[Posed]] = {}
    for question in questions:
        found.setdefault(key(question), []).append(question)
    return found


def _bank_title(title: str, members: Sequence[Posed]) -> str:
    chapter = place(members[0].chapter).title
    group = members[0].group
    return f"{title}: {chapter}" + (f": variants of {group}" if group else "")


def _settings(chapter: str, title: str, members: Sequence[Posed]) -> Element:
    """What Canvas keeps of a quiz besides its questions."""
    root = Element("quiz", {"identifier": f"quiz-{chapter}", "xmlns": CANVAS, "xmlns:xsi": XSI})
    root.set("xsi:schemaLocation", f"{CANVAS} https://canvas.instructure.com/xsd/cccv1p0.xsd")
    marks = {one.group or one.id: one.marks for one in members}
    settings = {
        "title": title,
        "description": "",
        "shuffle_answers": "false",  # lines of code keep their order; options were shuffled when this was written
        "scoring_policy": "keep_highest",
        "hide_results": "",
        "quiz_type": "practice_quiz",
        "points_possible": f"{sum(marks.values()):.1f}",
        "show_correct_answers": "true",
        "allowed_attempts": "-1",
        "available": "false",
    }
    for name, value in settings.items():
        element(root, name, value)
    return root


def _root() -> Element:
    root = Element("questestinterop", {"xmlns": QTI, "xmlns:xsi": XSI})
    root.set("xsi:schemaLocation", f"{QTI} http://www.imsglobal.org/xsd/ims_qtiasiv1p2p1.xsd")
    return root


class _Manifest:
    """The list of what is in the package."""

    def __init__(self, title: str) -> None:
        self.root = Element("manifest", {"identifier": "trainloop-bank", "xmlns": PACKAGE, "xmlns:imsmd": METADATA})
        node = element(self.root, "metadata")
        element(node, "schema", "IMS Content")
        element(node, "schemaversion", "1.1.3")
        lom = element(node, "imsmd:lom")
        element(element(element(lom, "imsmd:general"), "imsmd:title"), "imsmd:string", title)
        element(self.root, "organizations")
        self.resources = element(self.root, "resources")

    def add(self, name: str, kind: str, files: Sequence[str], needs: str = "") -> None:
        """One resource, which may need another."""
        node = element(self.resources, "resource", identifier=name, type=kind, href=files[0])
        for file in files:
            element(node, "file", href=file)
        if needs:
            element(node, "dependency", identifierref=needs)
