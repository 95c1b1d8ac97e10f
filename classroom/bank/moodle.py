"""The question bank as Moodle XML, which every Moodle since 4.4 imports into a question bank without a plugin.

Written by hand with the standard library. The libraries for it (moodlexport, moodle-questions) rest since 2022 and
2020 and know neither ordering nor numbers with feedback; moodle-tools writes its own dialect of YAML.

What the format means is taken from the importer of Moodle itself, ``question/format/xml/format.php`` and
``question/type/ordering/questiontype.php``; there is no schema. :mod:`classroom.bank.moodle_reader` holds each file
to what they read.

* Order questions are of the type ``ordering``: since Moodle 4.4 it is part of every installation, and steps can be
  dragged, in any order, with the keyboard too. For an older Moodle, ``ordering=False`` asks for each step's place.
* Several right options: each is worth its share, each wrong one costs its share, so that ticking all gives nothing.
* A unit stands in the question's text. Moodle's own units would mark it, and the bank doesn't.
* Generated questions come with all variants, in a category of their own: let a quiz draw one of it at random.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from xml.etree.ElementTree import Element

from classroom.bank.markup import document, element, points_html, prompt_html
from classroom.bank.outline import BOOK, place
from classroom.bank.posed import (
    Choice,
    Essay,
    Matching,
    Numeric,
    Option,
    Ordering,
    Pair,
    Picture,
    Posed,
    every_posed,
    places,
)
from trainloop.markup import inline_html
from trainloop.questions.model import Question

SLACK = 0.005  # of a wrong number: readers round it as they please, on the pages too


def export(questions: Sequence[Question], path: Path, *, ordering: bool = True) -> list[Posed]:
    """Write the questions with their variants to ``path``.

    Args:
        questions: of :func:`classroom.bank.choose.questions`.
        path: the file, by custom with the ending ``.xml``.
        ordering: whether the Moodle that reads it knows the type ``ordering`` (4.4 and later).

    Returns:
        What was written, in order.
    """
    written = every_posed(questions)
    path.write_bytes(document(quiz(written, ordering=ordering)))
    return written


def quiz(questions: Iterable[Posed], *, ordering: bool = True) -> Element:
    """The root of the file: questions, and a category before those that lie in another one than the last."""
    root = Element("quiz")
    category = ""
    for question in questions:
        if category != (category := category_of(question)):
            into = element(root, "question", type="category")
            _text(into, "category", category)
        _question(root, question, ordering=ordering)
    return root


def category_of(question: Posed) -> str:
    """The path of its category: book, module, chapter, and for variants their question."""
    where = place(question.chapter)
    names = [BOOK, where.module, where.title, *([question.group] if question.group else [])]
    return "/".join(["$course$", "top", *(name.replace("/", "//") for name in names)])


def _question(root: Element, question: Posed, *, ordering: bool) -> None:
    form = question.form
    if isinstance(form, Ordering) and not ordering:
        form = places(form, question.id)
    node = element(root, "question", type=TYPES[type(form)])
    _text(node, "name", question.id)
    _html(node, "questiontext", prompt_html(question))
    _html(node, "generalfeedback", inline_html(question.why))
    element(node, "defaultgrade", str(question.marks))
    element(node, "penalty", "0.3333333")
    element(node, "hidden", "0")
    element(node, "idnumber", question.id)
    if isinstance(form, Choice):
        _choice(node, form)
    elif isinstance(form, Numeric):
        _numeric(node, form)
    elif isinstance(form, Ordering):
        _ordering(node, form)
    elif isinstance(form, Matching):
        _matching(node, form)
    else:
        _essay(node, form)
    tags = element(node, "tags")
    for tag in question.tags:
        _text(tags, "tag", tag)


TYPES = {
    Choice: "multichoice",
    Numeric: "numerical",
    Ordering: "ordering",
    Matching: "matching",
    Essay: "essay",
}


def _choice(node: Element, form: Choice) -> None:
    element(node, "single", "false" if form.several else "true")
    element(node, "shuffleanswers", "true" if form.shuffle else "false")
    element(node, "answernumbering", "ABCD" if form.shuffle else "none")
    element(node, "showstandardinstruction", "1")
    _verdicts(node)
    for option in form.options:
        answer = _html(node, "answer", inline_html(option.text), fraction=share(option, form))
        _html(answer, "feedback", inline_html(option.why))


def share(option: Option, form: Choice) -> str:
    """What an option is worth, in percent: of the digits that Moodle compares, and of no others."""
    if not form.several:
        return "100" if option.right else "0"
    alike = sum(other.right == option.right for other in form.options)
    return f"{(100 if option.right else -100) / alike:.5f}".rstrip("0").rstrip(".")


def _numeric(node: Element, form: Numeric) -> None:
    _number(node, form.value, form.tolerance, "100", "")
    for value, why in form.mistakes:
        # Moodle takes the first answer that fits, so the right one keeps what lies in both.
        _number(node, value, max(form.tolerance, SLACK * abs(value)), "0", why)
    element(node, "unitgradingtype", "0")
    element(node, "unitpenalty", "0.1")
    element(node, "showunits", "3")
    element(node, "unitsleft", "0")


def _number(node: Element, value: float, tolerance: float, fraction: str, why: str) -> None:
    answer = element(node, "answer", fraction=fraction, format="moodle_auto_format")
    element(answer, "text", repr(value))
    _html(answer, "feedback", inline_html(why))
    element(answer, "tolerance", repr(tolerance))


def _ordering(node: Element, form: Ordering) -> None:
    settings = {
        "layouttype": "VERTICAL",
        "selecttype": "ALL",
        "selectcount": str(len(form.steps)),
        "gradingtype": "ALL_OR_NOTHING",
        "showgrading": "SHOW",
        "numberingstyle": "none",
    }
    for name, value in settings.items():
        element(node, name, value)
    _verdicts(node)
    for i, step in enumerate(form.steps, start=1):
        _html(node, "answer", inline_html(step), fraction=str(i))


def _matching(node: Element, form: Matching) -> None:
    element(node, "shuffleanswers", "true")
    _verdicts(node)
    for pair in form.pairs:
        item = _html(node, "subquestion", _item(pair))
        if pair.picture:
            _file(item, pair.picture)
        _text(item, "answer", pair.choice)
    for choice in form.extra:  # an answer without a question is a wrong choice
        _text(_html(node, "subquestion", ""), "answer", choice)
    # Moodle has no feedback for a pair, so all reasons stand in the general one.
    reasons = [f"<li>{inline_html(f'{pair.item}: {pair.choice}. {pair.why}')}</li>" for pair in form.pairs if pair.why]
    if reasons:
        general = node.find("generalfeedback/text")
        assert general is not None
        general.text = f"{general.text or ''}<ul>{''.join(reasons)}</ul>"


def _item(pair: Pair) -> str:
    if not pair.picture:
        return inline_html(pair.item)
    return f'{inline_html(pair.item)} <img src="@@PLUGINFILE@@/{pair.picture.name}" alt="{escape(pair.picture.words)}">'


def _file(node: Element, picture: Picture) -> None:
    encoded = b64encode(picture.svg.encode()).decode("ascii")
    element(node, "file", encoded, name=picture.name, path="/", encoding="base64")


def _essay(node: Element, form: Essay) -> None:
    element(node, "responseformat", "editor")
    element(node, "responserequired", "1")
    element(node, "responsefieldlines", "15" if form.long else "5")
    element(node, "attachments", "0")
    element(node, "attachmentsrequired", "0")
    _html(node, "graderinfo", points_html(form.model, form.points))
    _html(node, "responsetemplate", "")


def _verdicts(node: Element) -> None:
    _html(node, "correctfeedback", "Right.")
    _html(node, "partiallycorrectfeedback", "Partly right.")
    _html(node, "incorrectfeedback", "Wrong.")


def _html(parent: Element, tag: str, html: str, **attributes: str) -> Element:
    node = element(parent, tag, format="html", **attributes)
    element(node, "text", html)
    return node


def _text(parent: Element, tag: str, text: str) -> Element:
    node = element(parent, tag)
    element(node, "text", text)
    return node
