"""``progress()``: the record in words, in a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from html import escape

from trainloop.progress.figures import ENOUGH, by_concept, due_cards, judged, to_revisit
from trainloop.progress.file import NAME, live, load
from trainloop.progress.record import Record, Refused, empty

NOT_LIVE = "Nothing is kept here: a record begins when you work in a notebook of your own."


@dataclass(frozen=True, repr=False)
class Summary:
    """What a reader has done so far, shown as text or HTML. ``notice`` says what isn't kept, or why."""

    record: Record
    notice: str = ""

    @property
    def lines(self) -> tuple[tuple[str, str], ...]:
        """What is shown, each with its name."""
        record = self.record
        solved = sorted(name for name, entry in record["exercises"].items() if entry["passed"])
        scores = by_concept(record)
        right = sum(score.right for score in scores.values())
        missing = ENOUGH - judged(record)
        concepts = ", ".join(to_revisit(record)) or "nothing so far"
        return (
            ("Chapters read", ", ".join(sorted(record["read"])) or "none yet"),
            ("Exercises passed", ", ".join(solved) or "none yet"),
            ("Questions right at the first try", f"{right} of {judged(record)}"),
            ("Concepts to revisit", f"after {missing} more answers" if missing > 0 else concepts),
            ("Cards due again today", str(due_cards(record, date.today().isoformat()))),
        )

    @property
    def _where(self) -> str:
        return self.notice or f"Kept in {NAME} beside your notebooks, and nowhere else."

    def __repr__(self) -> str:
        return "\n".join([f"{name}: {text}" for name, text in self.lines] + [self._where])

    def _repr_html_(self) -> str:
        rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in self.lines)
        return f'<div class="trainloop-progress"><dl>{rows}</dl><p>{escape(self._where)}</p></div>'


def progress() -> Summary:
    """What you have done so far. Never raises: what can't be read is said in the notice."""
    if not live():
        return Summary(empty(), NOT_LIVE)
    try:
        return Summary(load())
    except (OSError, Refused) as why:
        return Summary(empty(), f"{NAME} isn't used: {why}.")
