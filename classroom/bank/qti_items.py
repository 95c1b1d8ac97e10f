"""Items of QTI 1.2 in the shape that Canvas itself exports and imports (``lib/cc/qti/qti_items.rb``).

Every element follows the specification "IMS Question & Test Interoperability: ASI", version 1.2.1; the labels in
``itemmetadata`` are Canvas's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from xml.etree.ElementTree import Element

from classroom.bank.markup import element, points_html, prompt_html
from classroom.bank.posed import Choice, Essay, Matching, Numeric, Ordering, Pair, Posed, places
from trainloop.markup import inline_html
from trainloop.questions.model import plain, shuffled

FILES = "%24IMS-CC-FILEBASE%24/images"  # what Canvas reads as the package's folder of images, encoded as in any address
RESPONSE = "response1"


def add_item(parent: Element, question: Posed, *, bank_item: str = "") -> None:
    """The question as a last child of a bank, or of a quiz whose question ``bank_item`` is in a bank of the package."""
    form = question.form
    if isinstance(form, Ordering):  # Canvas has none in the quizzes that read QTI 1.2
        form = places(form, question.id)
    ident = f"quiz-{question.id}" if bank_item else question.id
    item = element(parent, "item", ident=ident, title=question.id)
    fields = {"question_type": type_of(form), "points_possible": f"{question.marks:.1f}"}
    fields["original_answer_ids"] = ",".join(_answers(form))
    if bank_item:
        fields["assessment_question_identifierref"] = bank_item
    metadata(element(item, "itemmetadata"), fields)
    presentation = element(item, "presentation")
    _material(presentation, f"<div>{prompt_html(question)}</div>")
    processing = element(item, "resprocessing")
    scores = {"maxvalue": "100", "minvalue": "0", "varname": "SCORE", "vartype": "Decimal"}
    element(element(processing, "outcomes"), "decvar", **scores)
    general = points_html(form.model, form.points) if isinstance(form, Essay) else inline_html(question.why)
    feedback = {"general_fb": general} if general else {}
    if general:
        _other(processing, "Yes", "general_fb")
    if isinstance(form, Choice):
        feedback |= _choice(presentation, processing, form)
    elif isinstance(form, Numeric):
        feedback |= _numeric(presentation, processing, form)
    elif isinstance(form, Matching):
        feedback |= _matching(presentation, processing, form, question.id)
    else:
        _blank(presentation)
        _other(processing, "No")
    for name, html in feedback.items():
        _material(element(element(item, "itemfeedback", ident=name), "flow_mat"), html)


def metadata(parent: Element, fields: dict[str, str]) -> None:
    """Labels and entries, in one ``qtimetadata``."""
    node = element(parent, "qtimetadata")
    for label, entry in fields.items():
        field = element(node, "qtimetadatafield")
        element(field, "fieldlabel", label)
        element(field, "fieldentry", entry)


def type_of(form: Choice | Numeric | Matching | Essay) -> str:
    """What Canvas calls a question of this form."""
    if isinstance(form, Choice):
        return "multiple_answers_question" if form.several else "multiple_choice_question"
    if isinstance(form, Numeric):
        return "numerical_question"
    return "matching_question" if isinstance(form, Matching) else "essay_question"


def _answers(form: Choice | Numeric | Matching | Essay) -> Sequence[str]:
    """Names of the answers: whole numbers, because Canvas reads them as such."""
    if isinstance(form, Choice):
        return [str(1001 + i) for i in range(len(form.options))]
    if isinstance(form, Matching):
        return [str(1001 + i) for i in range(len(form.pairs))]
    return ["1001"] if isinstance(form, Numeric) else []


def _choice(presentation: Element, processing: Element, form: Choice) -> dict[str, str]:
    names = _answers(form)
    cardinality = "Multiple" if form.several else "Single"
    answer = element(presentation, "response_lid", ident=RESPONSE, rcardinality=cardinality)
    listed = element(answer, "render_choice")
    feedback = {}
    for name, option in zip(names, form.options, strict=True):
        _material(element(listed, "response_label", ident=name), inline_html(option.text))
        if option.why:
            feedback[f"{name}_fb"] = inline_html(option.why)
            element(_condition(processing, "Yes", f"{name}_fb"), "varequal", name, respident=RESPONSE)
    where = _condition(processing, "No", score="100")
    if form.several:
        where = element(where, "and")
    for name, option in zip(names, form.options, strict=True):
        if option.right:
            element(where, "varequal", name, respident=RESPONSE)
        elif form.several:
            element(element(where, "not"), "varequal", name, respident=RESPONSE)
    return feedback


def _numeric(presentation: Element, processing: Element, form: Numeric) -> dict[str, str]:
    """Canvas gives every number it knows full marks, so wrong ones stand in the feedback to any wrong answer."""
    _blank(presentation, fibtype="Decimal")
    value, tolerance = Decimal(repr(form.value)), Decimal(repr(form.tolerance))
    either = element(_condition(processing, "No", score="100"), "or")
    element(either, "varequal", f"{value:f}", respident=RESPONSE)
    between = element(either, "and")
    element(between, "vargte", f"{value - tolerance:f}", respident=RESPONSE)
    element(between, "varlte", f"{value + tolerance:f}", respident=RESPONSE)
    if not form.mistakes:
        return {}
    _other(processing, "Yes", "general_incorrect_fb")
    items = [f"<li><strong>{plain(number)}</strong> {inline_html(why)}</li>" for number, why in form.mistakes]
    return {"general_incorrect_fb": f"<ul>{''.join(items)}</ul>"}


def _matching(presentation: Element, processing: Element, form: Matching, seed: str) -> dict[str, str]:
    choices = tuple(dict.fromkeys([*(pair.choice for pair in form.pairs), *form.extra]))
    names = {choice: str(2001 + i) for i, choice in enumerate(shuffled(choices, seed))}
    feedback = {}
    for name, pair in zip(_answers(form), form.pairs, strict=True):
        item = element(presentation, "response_lid", ident=f"response_{name}")
        _material(item, _item(pair))
        listed = element(item, "render_choice")
        for choice, number in names.items():
            label = element(listed, "response_label", ident=number)
            element(element(label, "material"), "mattext", choice)
        # A score that is set rather than added would leave Canvas without a right answer.
        where = _condition(processing, score=f"{100 / len(form.pairs):.2f}", action="Add")
        element(where, "varequal", names[pair.choice], respident=f"response_{name}")
        if pair.why:
            feedback[f"{name}_fb"] = inline_html(pair.why)
            wrong = element(_condition(processing, feedback=f"{name}_fb"), "not")
            element(wrong, "varequal", names[pair.choice], respident=f"response_{name}")
    return feedback


def _item(pair: Pair) -> str:
    if not pair.picture:
        return inline_html(pair.item)
    return f'{inline_html(pair.item)} <img src="{FILES}/{pair.picture.name}" alt="{escape(pair.picture.words)}">'


def _blank(presentation: Element, **attributes: str) -> None:
    answer = element(presentation, "response_str", ident=RESPONSE, rcardinality="Single")
    element(element(answer, "render_fib", **attributes), "response_label", ident="answer1", rshuffle="No")


def _other(processing: Element, go_on: str, feedback: str = "") -> None:
    element(_condition(processing, go_on, feedback), "other")


def _condition(
    processing: Element, go_on: str = "", feedback: str = "", *, score: str = "", action: str = "Set"
) -> Element:
    """A condition to be filled, with what follows from it."""
    attributes: dict[str, str] = {"continue": go_on} if go_on else {}
    node = element(processing, "respcondition", **attributes)
    where = element(node, "conditionvar")
    if score:
        element(node, "setvar", score, action=action, varname="SCORE")
    if feedback:
        element(node, "displayfeedback", feedbacktype="Response", linkrefid=feedback)
    return where


def _material(parent: Element, html: str) -> None:
    element(element(parent, "material"), "mattext", html, texttype="text/html")


def pictures(questions: Sequence[Posed]) -> Iterator[tuple[str, str]]:
    """Name and SVG of each picture."""
    for question in questions:
        if isinstance(question.form, Matching):
            yield from ((pair.picture.name, pair.picture.svg) for pair in question.form.pairs if pair.picture)
