"""What a zip holds of an assignment: enough to mark it, and neither the course's key nor the book."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from classroom.assignment import Assignment, Item, book_version
from classroom.book import Exercise
from classroom.sandbox import request_of
from classroom.variants import GradedItem, Mark
from classroom.variants.function import FunctionItem, function_item
from classroom.variants.question import question_item

FILE = "assignment.json"


@dataclass(frozen=True)
class Asked:
    """One item, and what the sandbox is asked: its hidden cases, and after them ``public`` ones.

    ``request`` is None for what is marked by hand.
    """

    graded: GradedItem
    request: Mapping[str, Any] | None
    public: int

    def mark(self, answer: Mapping[str, Any] | None) -> Mark:
        """The mark for what the sandbox answered to the request."""
        if answer is None or "outcomes" not in answer or not self.public:
            return self.graded.mark(answer)
        return self.graded.mark({**answer, "outcomes": answer["outcomes"][: -self.public]})


def asked_of(graded: GradedItem) -> Asked:
    """The item with its request, to which the examples' cases are added."""
    if not isinstance(graded, FunctionItem):
        return Asked(graded, graded.request, 0)
    request, shown = graded.request, request_of(graded.shown)
    added = {key: [*request[key], *shown[key]] for key in ("cases", "counts")}
    return Asked(graded, request | added, len(shown["cases"]))


def write_asked(folder: Path, assignment: Assignment, items: Sequence[Asked], *, weak: bool) -> None:
    """Write the assignment into a folder. The numbers' seeds are in it, so it isn't for students."""
    content = {
        "assignment": assignment.name,
        "book": book_version(),
        "seed": assignment.seed,
        "chapters": assignment.chapters,
        "weak": weak,
        "items": [_content(asked) for asked in items],
    }
    (folder / FILE).write_text(json.dumps(content, indent=1), encoding="utf-8")


def read_asked(folder: Path) -> tuple[dict[str, Any], tuple[Asked, ...]]:
    """What ``write_asked`` wrote: the content, and the items made again from their seeds."""
    content: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return content, tuple(_made(entry, tuple(content["chapters"])) for entry in content["items"])


def requests_of(items: Sequence[Asked]) -> list[dict[str, Any]]:
    """What to ask the sandbox about these items."""
    return [dict(asked.request) for asked in items if asked.request is not None]


def marks_of(items: Sequence[Asked], answers: Mapping[str, Mapping[str, Any]], trouble: str) -> tuple[Mark, ...]:
    """The items' marks. ``answers`` are the sandbox's, and ``trouble`` why the whole run gave nothing, or empty."""
    if not trouble:
        return tuple(asked.mark(answers.get(asked.graded.item.function)) for asked in items)
    return tuple(Mark(a.graded.item.name, a.graded.item.points, 0.0, "missing", "", trouble) for a in items)


def _content(asked: Asked) -> dict[str, Any]:
    graded = asked.graded
    exercise = asdict(graded.exercise) if isinstance(graded, FunctionItem) else None
    kept = {"request": asked.request, "public": asked.public, "exercise": exercise}
    return {"item": asdict(graded.item), "seed": graded.seed, **kept}


def _made(entry: Mapping[str, Any], chapters: tuple[str, ...]) -> Asked:
    item, exercise = Item(**entry["item"]), entry["exercise"]
    made: GradedItem
    if exercise is not None:
        made = function_item(item, Exercise(**exercise), entry["seed"])
    else:
        made = question_item(item, {}, chapters, entry["seed"])  # what stands before it was read already
    return Asked(made, entry["request"], entry["public"])
