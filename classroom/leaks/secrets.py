"""What must not be found, and where: in students' files, in what they get back, in public."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from classroom.leaks.search import Finder, Secret, squeezed
from classroom.variants import GradedItem

Audience = Literal["handed-out", "given-back", "public"]
SHORTEST_LINE = 10  # characters of a solution's line that aren't white space; `m = 0.0` says nothing


@dataclass(frozen=True)
class Secrets:
    """All secrets of an assignment, by who must not get them.

    ``always``: nobody. ``answers``: nobody, except where a student's own work is given back. ``handed_out``: not in
    what students start from; the book's page holds it. ``public``: not on pages; students get it.
    """

    always: tuple[Secret, ...]
    answers: tuple[Secret, ...]
    handed_out: tuple[Secret, ...]
    public: tuple[Secret, ...]

    def kept_from(self, audience: Audience) -> tuple[Secret, ...]:
        """The secrets that these readers must not get."""
        more = {
            "handed-out": (*self.answers, *self.handed_out),
            "given-back": (),
            "public": (*self.answers, *self.public),
        }
        return (*self.always, *more[audience])


def secrets_of(items: Iterable[GradedItem], key: bytes) -> Secrets:
    """The secrets of the items, of one student or of many, and of the key that they are drawn with."""
    items = tuple(items)
    tests = _distinct(secret for item in items for secret in _of_tests(item))
    # Where each student has other numbers, one's example may by chance be another's hidden test.
    shown = {hit.secret for hit in Finder(tests).find("\n\n".join(item.examples for item in items))}
    return Secrets(
        always=(*_of_key(key), *(secret for secret in tests if secret not in shown)),
        answers=_distinct(
            Secret(f"the answer to {item.item.name}", text) for item in items for text in item.answer_texts
        ),
        handed_out=_distinct(_of_solutions(items)),
        public=_distinct(
            Secret(f"{item.item.name} as it is asked here", text) for item in items for text in item.unpublished
        ),
    )


def _of_key(key: bytes) -> Iterator[Secret]:
    spellings = {
        key.hex(),
        base64.b64encode(key).decode().rstrip("="),
        base64.urlsafe_b64encode(key).decode().rstrip("="),
    }
    spellings |= {key.hex().upper(), key.decode("latin-1")}
    yield from (Secret("the course's key", text) for text in sorted(spellings))


def _of_tests(item: GradedItem) -> Iterator[Secret]:
    name = item.item.name
    yield Secret(f"the seed of {name}", item.seed)
    yield from (Secret(f"a hidden test of {name}", text) for text in item.test_texts)
    yield from (Secret(f"numbers of a hidden test of {name}", numbers=numbers) for numbers in item.test_numbers)


def _of_solutions(items: Sequence[GradedItem]) -> Iterator[Secret]:
    """The solutions' lines that what is handed out doesn't hold for other reasons, such as another item's docstring."""
    shown = "\n".join(dict.fromkeys(part for i in items for part in (i.title, i.statement, i.stub, i.examples)))
    allowed = squeezed(shown)
    for item in items:
        for line in (*item.solution.splitlines(), *item.notes.splitlines()):
            yield from _of_line(line.strip(), item.item.name, allowed)


def _of_line(line: str, name: str, allowed: str) -> Iterator[Secret]:
    text = squeezed(line)
    if len(text) >= SHORTEST_LINE and text not in allowed:
        yield Secret(f"a line of the solution or of the grading notes of {name}", line)


def _distinct(secrets: Iterable[Secret]) -> tuple[Secret, ...]:
    return tuple(dict.fromkeys(secrets))
