"""The bank's files as YAML, read without the code that the exports use, and made-up questions."""

from __future__ import annotations

import re
from html import unescape
from importlib.resources import files
from typing import Any

import yaml
from hypothesis import strategies as st

from classroom.bank.posed import Choice, Essay, Form, Matching, Numeric, Option, Ordering, Pair, Posed

Entry = dict[str, Any]


def entries(*kinds: str) -> dict[str, Entry]:
    """All entries of these kinds whose numbers stand in the file, by id."""
    found: dict[str, Entry] = {}
    for file in (files("trainloop.questions") / "bank").iterdir():
        if file.name.endswith(".yml"):
            found |= {one["id"]: one for one in yaml.safe_load(file.read_text(encoding="utf-8"))["questions"]}
    return {name: one for name, one in found.items() if one["kind"] in kinds and "generated" not in one}


def words(text: str) -> str:
    """The text with its white space collapsed and its backticks gone."""
    return " ".join(text.replace("`", "").split())


def shown(html: str) -> str:
    """What a browser shows of a line of HTML, as :func:`words`."""
    return words(unescape(re.sub(r"<[^>]+>", "", html)))


# Text as a bank file may have it, with all that XML, HTML, CDATA sections and string formats trip over.
NASTY = [
    "<",
    ">",
    "&",
    "]]>",
    "<![CDATA[",
    '"',
    "'",
    "`",
    "&amp;",
    "&#8;",
    "<p>",
    "</p>",
    "<code>",
    "</li>",
    "--",
    "{x}",
]
PIECES = st.one_of(
    st.sampled_from([*NASTY, "α", "√v\u0302", "−", "β₂ᵗ", "\u2028", "\u00a0", "\U0001d6fc", "x"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x2FFF), min_size=1, max_size=4),
)
# As a bank file's: white space collapsed, and what XML can't hold replaced.
TEXTS = st.lists(PIECES, min_size=1, max_size=6).map(lambda parts: " ".join("".join(parts).split())).filter(bool)
CODE = st.lists(TEXTS, min_size=1, max_size=4).map("\n    ".join)
# As the bank rounds what it draws: twelve digits after the point, six in all.
NUMBERS = st.floats(-1e6, 1e6, allow_nan=False).map(lambda value: float(f"{round(value, 9):.6g}") + 0.0)


def _unlike(texts: st.SearchStrategy[str], fewest: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(texts, min_size=fewest, max_size=most, unique=True)


@st.composite
def _choices(draw: st.DrawFn) -> Choice:
    texts, several = draw(_unlike(TEXTS, 2, 6)), draw(st.booleans())
    right = draw(st.sets(st.integers(0, len(texts) - 1), min_size=1, max_size=len(texts) if several else 1))
    whys = [draw(st.one_of(st.just(""), TEXTS)) for _ in texts]
    return Choice(tuple(Option(text, i in right, whys[i]) for i, text in enumerate(texts)), several)


@st.composite
def _matches(draw: st.DrawFn) -> Matching:
    items = draw(_unlike(TEXTS, 2, 5))
    choices = draw(_unlike(TEXTS, len(items), len(items) + 3))
    pairs = tuple(Pair(item, choices[i], draw(TEXTS)) for i, item in enumerate(items))
    return Matching(pairs, tuple(choices[len(items) :]))


@st.composite
def _numbers(draw: st.DrawFn) -> Numeric:
    value, tolerance = draw(NUMBERS), float(f"{round(abs(draw(NUMBERS)) / 1e3, 12):.6g}")
    wrong = draw(st.lists(NUMBERS.filter(lambda one: abs(one - value) > tolerance), max_size=4, unique=True))
    return Numeric(value, tolerance, tuple((one, draw(TEXTS)) for one in wrong))


@st.composite
def _essays(draw: st.DrawFn) -> Essay:
    points = draw(st.lists(st.tuples(TEXTS, st.integers(1, 20)), min_size=1, max_size=4))
    return Essay(draw(TEXTS), tuple(points), draw(st.booleans()))


FORMS: st.SearchStrategy[Form] = st.one_of(
    _choices(), _matches(), _numbers(), _essays(), _unlike(TEXTS, 3, 8).map(lambda steps: Ordering(tuple(steps)))
)


@st.composite
def questions(draw: st.DrawFn) -> Posed:
    """A made-up question, its texts as clean as those that come from the bank."""
    form = draw(FORMS)
    told_apart = isinstance(form, Essay | Matching)  # their reasons stand elsewhere
    return Posed(
        id="adam-made-up",
        chapter="adam",
        marks=sum(marks for _, marks in form.points) if isinstance(form, Essay) else 1,
        prompt=draw(TEXTS),
        form=form,
        code=draw(st.one_of(st.just(""), CODE)),
        note=draw(st.one_of(st.just(""), TEXTS)),
        why="" if told_apart else draw(st.one_of(st.just(""), TEXTS)),
        tags=(draw(TEXTS.filter(lambda text: len(text) <= 50)), "chapter: adam"),
    )
