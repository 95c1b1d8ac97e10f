"""What the record says about a reader's knowledge; ``js/figures.js`` says the same."""

from __future__ import annotations

from dataclasses import dataclass

from trainloop.progress.record import Record

ENOUGH = 5  # judged answers, before concepts are named
NAMED = 5  # concepts at most


@dataclass(frozen=True)
class Score:
    """Of how many judged questions how many were right at the first try."""

    asked: int = 0
    right: int = 0

    @property
    def share(self) -> float:
        """(right + 1)/(asked + 2), so that one slip weighs little."""
        return (self.right + 1) / (self.asked + 2)


def by_concept(record: Record) -> dict[str, Score]:
    """The score on each concept, by name."""
    found: dict[str, Score] = {}
    for answer in record["answers"].values():
        if answer["right"] is not None:
            before = found.get(answer["concept"], Score())
            found[answer["concept"]] = Score(before.asked + 1, before.right + (answer["first"] is True))
    return dict(sorted(found.items()))


def judged(record: Record) -> int:
    """How many answers were judged."""
    return sum(score.asked for score in by_concept(record).values())


def to_revisit(record: Record) -> list[str]:
    """The concepts to look at again, the weakest first; none before there are ENOUGH judged answers."""
    if judged(record) < ENOUGH:
        return []
    slipped = [(concept, score) for concept, score in by_concept(record).items() if score.right < score.asked]
    return [concept for concept, _ in sorted(slipped, key=lambda pair: pair[1].share)[:NAMED]]


def due_cards(record: Record, today: str) -> int:
    """How many cards that were seen before are due on a day, YYYY-MM-DD."""
    return sum(card["due"] <= today for card in record["cards"].values())
