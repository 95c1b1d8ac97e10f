"""Which questions of the book's bank are meant: by chapter, role, kind or id, with the page's numbers or with others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from trainloop.questions import loader
from trainloop.questions.kinds import KINDS
from trainloop.questions.model import ROLES, Question, shuffled


class ChoiceError(ValueError):
    """Questions are asked for that the bank doesn't have; the message says what it has."""


def questions(
    chapters: Iterable[str] = (),
    roles: Iterable[str] = (),
    kinds: Iterable[str] = (),
    ids: Iterable[str] = (),
    *,
    seed: str = "",
) -> list[Question]:
    """The questions that fit all that is asked for; what is left empty asks for nothing.

    Args:
        chapters: names of chapters, like ``adam``; the questions come in this order.
        roles: ``predict``, ``self-check``, ``quiz`` or ``exercise``.
        kinds: ``single``, ``multiple``, ``numeric``, ``order``, ``bug``, ``match``, ``short`` or ``long``.
        ids: ids of questions; with ids alone, the questions come in their order.
        seed: draws numbers and orders that aren't the page's; see :func:`drawn`. Without one, a question has
            the page's numbers, and its variants.

    Raises:
        ChoiceError: a name that the bank doesn't know, an id twice, or nothing fits.
    """
    roles, kinds, ids = tuple(roles), tuple(kinds), tuple(ids)
    names = _known("chapter", tuple(chapters), loader.chapters()) or loader.chapters()
    _known("role", roles, ROLES)
    _known("kind", kinds, tuple(KINDS))
    every = {question.id: question for name in names for question in loader.chapter_questions(name)}
    _refuse_ids(ids, names, every)
    found = [
        question
        for question in ([every[one] for one in ids] if ids else every.values())
        if (not roles or question.role in roles) and (not kinds or question.kind in kinds)
    ]
    if not found:
        raise ChoiceError("no question fits: ask for fewer chapters, roles, kinds and ids at once")
    return [drawn(question.id, seed) for question in found] if seed else found


def drawn(question_id: str, seed: str) -> Question:
    """The question with numbers and orders from ``seed`` and its id alone, without further variants.

    A page's own seeds are ``<id>/0``, ``<id>/1``, …; this one is ``<seed>/<id>``, so it is none of them.
    For what counts, let the seed begin with a secret (the course's key in hexadecimal): the book is public.
    """
    return loader.varied(question_id, f"{seed}/{question_id}")


def some(found: Sequence[Question], count: int, seed: str) -> list[Question]:
    """``count`` of the questions, drawn by ``seed``, in the order in which they stood.

    Raises ChoiceError if there are fewer.
    """
    if not 1 <= count <= len(found):
        raise ChoiceError(f"pick is {count}; allowed: 1 to {len(found)}, the questions that fit")
    picked = {question.id for question in shuffled(tuple(found), f"{seed}/pick")[:count]}
    return [question for question in found if question.id in picked]


def _known(what: str, names: Sequence[str], allowed: Collection[str]) -> Sequence[str]:
    """The names, each once. Raises ChoiceError for one that isn't allowed."""
    for name in names:
        if name not in allowed:
            raise ChoiceError(f"{what} is {name!r}; allowed: {', '.join(allowed)}")
    return tuple(dict.fromkeys(names))


def _refuse_ids(ids: Sequence[str], names: Sequence[str], every: Collection[str]) -> None:
    for one in ids:
        if one not in every:
            near = [known for known in every if known.startswith(one.partition("-")[0])] or list(every)
            where = ", ".join(names) if len(names) < len(loader.chapters()) else "the bank"
            raise ChoiceError(f"id is {one!r}, which isn't in {where}; there are: {', '.join(near)}")
        if ids.count(one) > 1:
            raise ChoiceError(f"id {one!r} is asked for twice")
