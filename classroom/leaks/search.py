"""Finds secrets in a text: many of them at once, in whatever spelling they stand there."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import floor, log10

NUMBER = re.compile(r"(?<![\w.])(\d{1,40})(?:\.(\d{1,40}))?(?:[eE]([+-]?\d{1,2}))?(?![\w]|\.\d)")
START = 12  # characters by which longer texts are looked up
FEWEST_DIGITS = 9  # of all numbers of a row; fewer are met by chance
ALONE = 10  # digits of a number that is secret alone
ROUNDED = 4  # digits that a rounded number keeps at least
BUCKETS = 400  # of a power of ten


BETWEEN = re.compile(r" (?!\w)|(?<!\w) ")
SPELLING = str.maketrans({"−": "-", **dict.fromkeys("\"'`\\", None)})


@dataclass(frozen=True)
class Secret:
    """Something that must not be found: a text, compared without white space and quotes, or numbers in a row."""

    what: str
    text: str = ""
    numbers: tuple[float, ...] = ()


@dataclass(frozen=True)
class Hit:
    """A secret that was found, and the text around it."""

    secret: Secret
    around: str


@dataclass(frozen=True)
class Written:
    """A number as it stands in a text: its size, how far it may be off, its digits, its place."""

    size: float
    off: float
    digits: int
    start: int
    end: int


class Finder:
    """Looks for the same secrets in many texts."""

    def __init__(self, secrets: Iterable[Secret]) -> None:
        self._long: dict[str, list[tuple[str, Secret]]] = defaultdict(list)
        self._short: dict[str, Secret] = {}
        self._rows: dict[int, list[tuple[int, tuple[float, ...], Secret]]] = defaultdict(list)
        for secret in secrets:
            text = squeezed(secret.text)
            if len(text) >= START:
                self._long[text[:START]].append((text, secret))
            elif text:
                self._short[text] = secret
            if sum(map(digits_of, secret.numbers)) >= FEWEST_DIGITS:
                place = max(range(len(secret.numbers)), key=lambda i, row=secret.numbers: digits_of(row[i]))  # type: ignore[misc]
                row = tuple(map(abs, secret.numbers))
                self._rows[_bucket(row[place])].append((place, row, secret))

    def find(self, text: str) -> list[Hit]:
        """The secrets in a text, each once."""
        hits = {hit.secret: hit for hit in (*self._texts(squeezed(text)), *self._numbers(text))}
        return list(hits.values())

    def _texts(self, text: str) -> Iterator[Hit]:
        for short, secret in self._short.items():
            yield from _whole(text, short, text.find(short), secret)
        known = self._long
        for place in range(len(text) - START + 1):
            if (start := text[place : place + START]) in known:
                for whole, secret in known[start]:
                    if text.startswith(whole, place):
                        yield from _whole(text, whole, place, secret)

    def _numbers(self, text: str) -> Iterator[Hit]:
        if not self._rows:
            return
        written = [_written(match) for match in NUMBER.finditer(text)]
        for index, number in enumerate(written):
            if number.size == 0 or number.digits < 2:
                continue
            bucket = _bucket(number.size)
            for near in (bucket - 1, bucket, bucket + 1):
                for place, row, secret in self._rows.get(near, ()):
                    first = index - place
                    found = written[first : first + len(row)] if first >= 0 else []
                    if _same_row(found, row):
                        yield Hit(secret, _around(text, found[0].start, found[-1].end))


def squeezed(text: str) -> str:
    """A text without what differs between spellings: white space but between words, quotes, escapes, the minus sign."""
    return BETWEEN.sub("", " ".join(text.translate(SPELLING).split()))


@lru_cache(maxsize=100_000)
def digits_of(number: float) -> int:
    """How many digits a number has that aren't zeros at its ends."""
    return len(f"{abs(number):.15g}".partition("e")[0].replace(".", "").strip("0")) or 1


def _same_row(found: list[Written], row: tuple[float, ...]) -> bool:
    if len(found) != len(row):
        return False
    if sum(number.digits for number in found) < (FEWEST_DIGITS if len(row) > 1 else ALONE):
        return False
    return all(_same(number, right) for number, right in zip(found, row, strict=True))


def _same(number: Written, right: float) -> bool:
    """Whether it is the number, perhaps rounded."""
    if abs(number.size - right) > number.off + 1e-12 * right:
        return False
    return right == 0 or number.digits >= min(ROUNDED, digits_of(right))


def _written(match: re.Match[str]) -> Written:
    whole, part, power = match.group(1), match.group(2) or "", int(match.group(3) or 0)
    size = float(match.group())
    # A size is in a list of rounded numbers only as far as its last digit says.
    off = 0.501 * 10.0 ** (power - len(part)) if part or power else 0.0
    return Written(size, off, len((whole + part).lstrip("0")) or 1, match.start(), match.end())


def _bucket(size: float) -> int:
    return floor(BUCKETS * log10(size)) if size > 0 else -(10**9)


def _whole(text: str, secret_text: str, place: int, secret: Secret) -> Iterator[Hit]:
    """The hit, unless it is a part of a longer name or number."""
    while place >= 0:
        end = place + len(secret_text)
        before, after = text[place - 1 : place], text[end : end + 1]
        if not (_goes_on(secret_text[0], before) or _goes_on(secret_text[-1], after)):
            yield Hit(secret, _around(text, place, end))
            return
        place = text.find(secret_text, place + 1)


def _goes_on(edge: str, beside: str) -> bool:
    word = edge.isalnum() or edge == "_"
    return word and bool(beside) and (beside.isalnum() or beside == "_")


def _around(text: str, start: int, end: int) -> str:
    return " ".join(text[max(0, start - 30) : min(end + 30, start + 200)].split())
