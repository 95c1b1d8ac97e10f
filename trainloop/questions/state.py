"""Questions and cards as JSON: what the widget shows, and what an export can be made of.

Every question has ``id, chapter, role, kind, concept, prompt, code, instruction, marks, source,
variants``, and what its kind adds::

    single, multiple   options: [{text, correct, why}], as shown
    numeric            answer, tolerance, unit, why, mistakes: [{value, why}]
    order              steps, as shown; order: indices into steps; why
    bug                lines; line: index from 0; fix; why; others: {"index": why}
    match              items: [{name, svg, words}]; choices, as shown; pairs: the choice's index for
                       each item; whys: a text for each item
    short, long        answer: the model answer; points: [{text, marks}]

``variants`` is empty unless the question is generated; then each of its entries holds ``prompt``,
``code`` and the kind's fields with other numbers.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from trainloop.questions.model import Card, Question


def question_state(question: Question) -> dict[str, Any]:
    """A question as JSON."""
    return {
        "id": question.id,
        "chapter": question.chapter,
        "role": question.role,
        "kind": question.kind,
        "concept": question.concept,
        "instruction": question.instruction,
        "marks": question.task.marks,
        "source": asdict(question.source),
        "variants": [_asked(variant) for variant in question.variants],
        **_asked(question),
    }


def card_state(card: Card) -> dict[str, Any]:
    """A card as JSON: id, front, back, concept and chapter."""
    return asdict(card)


def _asked(question: Question) -> dict[str, Any]:
    """What differs between the variants of a question."""
    return {"prompt": question.prompt, "code": question.code, **question.task.state(question.seed)}
