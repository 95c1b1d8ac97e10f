"""A question in the shape that learning platforms share, whatever the kind it has in the book.

Both exports write :class:`Posed`, and both readers give it back, so that a file can be compared with the bank.
Its texts are the bank's, with code in backticks; what isn't allowed in XML is replaced on the way in.

=====================  ==================================================================
kind in the book        form on a platform
=====================  ==================================================================
single, multiple        :class:`Choice`
bug                     :class:`Choice` among the lines of the code that aren't empty
numeric                 :class:`Numeric`
order                   :class:`Ordering`
match                   :class:`Matching`; curves are pictures
short, long             :class:`Essay`, marked by hand
=====================  ==================================================================
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from trainloop.questions.kinds import Bug, Match, Number, Open, Order
from trainloop.questions.kinds import Choice as ChoiceTask
from trainloop.questions.model import Question, shuffled

PLACES = ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th")
# What XML 1.0 has no way to write: control characters, halves of surrogate pairs, two non-characters.
FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Option:
    """One option of a choice, with the reason why it is right or wrong."""

    text: str
    right: bool
    why: str = ""


@dataclass(frozen=True)
class Choice:
    """Options, of which one is right, or with ``several`` one or more; ``shuffle``: their order means nothing."""

    options: tuple[Option, ...]
    several: bool = False
    shuffle: bool = True


@dataclass(frozen=True)
class Numeric:
    """A number within an absolute tolerance; ``mistakes`` are wrong numbers with reasons."""

    value: float
    tolerance: float
    mistakes: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True)
class Ordering:
    """Steps in the right order."""

    steps: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A curve: its file's name, its SVG as a file of its own, and what it shows in words."""

    name: str
    svg: str
    words: str


@dataclass(frozen=True)
class Pair:
    """An item, perhaps a picture, with its choice, and why. Platforms show choices as plain text."""

    item: str
    choice: str
    why: str = ""
    picture: Picture | None = None


@dataclass(frozen=True)
class Matching:
    """Pairs, and choices that fit nothing."""

    pairs: tuple[Pair, ...]
    extra: tuple[str, ...] = ()


@dataclass(frozen=True)
class Essay:
    """An open question: a model answer, and what a grader looks for, with marks."""

    model: str
    points: tuple[tuple[str, int], ...]
    long: bool = False


Form = Choice | Numeric | Ordering | Matching | Essay


@dataclass(frozen=True)
class Posed:
    """A question as a platform holds it.

    ``group`` is the id of the question whose variants belong together, empty for a question without variants.
    ``note`` is what the reader is asked to do where the form doesn't say it.
    """

    id: str
    chapter: str
    marks: int
    prompt: str
    form: Form
    code: str = ""
    note: str = ""
    why: str = ""
    group: str = ""
    tags: tuple[str, ...] = ()


def posed(question: Question) -> list[Posed]:
    """The question, and after it each of its variants, in a group of its own if there are any."""
    first = _posed(question, question.id)
    if not question.variants:
        return [first]
    every = [first, *(_posed(one, f"{one.id}-{n}") for n, one in enumerate(question.variants, start=2))]
    return [replace(one, group=question.id) for one in every]


def every_posed(questions: Sequence[Question]) -> list[Posed]:
    """All questions with their variants, in order."""
    return [one for question in questions for one in posed(question)]


def places(form: Ordering, seed: str) -> Matching:
    """The steps, to be matched with their places, for a platform without questions of order; ``seed`` mixes them."""
    ranks = {step: PLACES[i] for i, step in enumerate(form.steps)}
    mixed = shuffled(form.steps, seed)
    if mixed == form.steps:  # which would be the answer
        mixed = mixed[1:] + mixed[:1]
    return Matching(tuple(Pair(step, ranks[step]) for step in mixed))


def clean(text: str) -> str:
    """The text with what XML can't hold replaced by U+FFFD, and lines that end in a line feed alone."""
    return FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def _posed(question: Question, name: str) -> Posed:
    tags = (
        question.concept,
        f"bloom: {question.bloom}",
        f"difficulty: {question.difficulty}",
        f"chapter: {question.chapter}",
        f"role: {question.role}",
    )
    form = _form(question, name)
    task = question.task
    return Posed(
        id=name,
        chapter=question.chapter,
        marks=task.marks,
        prompt=clean(question.prompt),
        form=form,
        code=clean(_numbered(task.lines) if isinstance(task, Bug) else question.code),
        # A platform says itself how to choose, match and write.
        note=clean(task.instruction) if isinstance(task, Number | Bug) else "",
        why=clean(question.answer.why) if not isinstance(task, Open) else "",
        tags=tuple(map(clean, tags)),
    )


def _form(question: Question, name: str) -> Form:
    task = question.task
    if isinstance(task, ChoiceTask):
        options = shuffled(
            task.options, question.seed
        )  # as the page shows them: the bank often has the right one first
        return Choice(tuple(Option(clean(one.text), one.correct, clean(one.why)) for one in options), task.several)
    if isinstance(task, Bug):
        return _lines(task)
    if isinstance(task, Number):
        mistakes = tuple((value, clean(why)) for value, why in task.mistakes)
        return Numeric(task.value, task.tolerance, mistakes)
    if isinstance(task, Order):
        return Ordering(tuple(map(clean, task.steps)))
    if isinstance(task, Match):
        return _matching(question, task, name)
    if isinstance(task, Open):
        return Essay(clean(task.model), tuple((clean(one.text), one.marks) for one in task.points), task.long)
    raise TypeError(f"{question.id} is a {type(task).__name__}, a kind without a form")


def _lines(task: Bug) -> Choice:
    others = dict(task.others)
    others[task.line] = f"It should be `{task.fix}`."
    options = [
        Option(clean(f"Line {i + 1}: `{line.strip()}`"), i == task.line, clean(others.get(i, "")))
        for i, line in enumerate(task.lines)
        if line.strip()
    ]
    return Choice(tuple(options), shuffle=False)


def _numbered(lines: Sequence[str]) -> str:
    width = len(str(len(lines)))
    return "\n".join(f"{i:>{width}}  {line}".rstrip() for i, line in enumerate(lines, start=1))


def _matching(question: Question, task: Match, name: str) -> Matching:
    state = task.state(question.seed)  # the items as they are shown: curves have names there, in shuffled order
    choices = [clean(choice) for choice in state["choices"]]
    bare = [choice.replace("`", "") for choice in choices]
    if len(set(bare)) == len(choices):
        choices = bare
    pairs = []
    shown = zip(state["items"], state["pairs"], state["whys"], strict=True)
    for n, (item, index, why) in enumerate(shown):
        picture = _picture(f"{name}-{chr(ord('a') + n)}.svg", item) if item["svg"] else None
        pairs.append(Pair(clean(item["name"]), choices[index], clean(why), picture))
    used = {pair.choice for pair in pairs}
    return Matching(tuple(pairs), tuple(choice for choice in choices if choice not in used))


def _picture(name: str, item: dict[str, str]) -> Picture:
    """The curve as a file: with its namespace, and on white, because a platform's dark page can't reach into it."""
    opening, _, rest = item["svg"].partition(">")
    opening = opening.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    svg = f'{opening}><rect width="100%" height="100%" fill="#fff"/>{rest}'
    return Picture(name, clean(svg), clean(f"{item['name']}: {item['words']}"))
