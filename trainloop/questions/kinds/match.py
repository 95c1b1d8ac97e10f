"""Pairs to be matched: texts or curves with texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from trainloop.questions.curves import Axes, described, drawn
from trainloop.questions.fields import Fields
from trainloop.questions.model import Answer, Count, Entry, Explained, Listing, Task, letter, shuffled


@dataclass(frozen=True)
class Item:
    """What is matched with a choice: a text, or a curve, which gets its name from its place."""

    text: str
    choice: str
    why: str
    curve: tuple[float, ...] = ()


@dataclass(frozen=True)
class Match(Task):
    """Items with their choices; several items may have the same one, and ``extra`` fits none.

    ``axes`` are those of the curves, None where the items are texts.
    """

    items: tuple[Item, ...]
    extra: tuple[str, ...] = ()
    axes: Axes | None = None

    FIELDS = ("pairs", "extra", "x_label", "y_label", "log")

    @classmethod
    def read(cls, fields: Fields) -> Self:
        """Two to six pairs, either all of texts or all of curves; at most four extra choices."""
        curves = any("curve" in pair for pair in fields.items("pairs", 2, 6))
        items = tuple(_item(pair, "curve" if curves else "item") for pair in fields.items("pairs", 2, 6))
        if len({item.text for item in items}) < len(items):
            fields.fail("pairs", "two items alike", "items that differ")
        extra = fields.texts("extra", 1, 4) if "extra" in fields else ()
        right = {item.choice for item in items}
        if len(right | set(extra)) < len(right) + len(extra):
            fields.fail("extra", list(extra), "choices that fit no item, each once")
        if len(right) + len(extra) < 2:
            fields.fail("pairs", "one choice for all", "two choices or more")
        return cls(items, extra, _axes(fields, items, curves=curves))

    @property
    def instruction(self) -> str:
        """What the reader is asked to do."""
        return "Give each letter its number."

    def lists(self, seed: str) -> tuple[Listing, ...]:
        """The items with letters, the choices with numbers."""
        return (
            Listing(Count.LETTERS, tuple(entry for _, entry in self._shown(seed))),
            Listing(Count.NUMBERS, tuple(map(Entry, self._choices(seed)))),
        )

    def answer(self, seed: str) -> Answer:
        """The number for each letter, and why."""
        choices, parts, pairs = self._choices(seed), [], []
        for i, (item, entry) in enumerate(self._shown(seed)):
            number = choices.index(item.choice) + 1
            pairs.append(f"{letter(i)} {number}")
            parts.append(Explained(letter(i), f"{entry.text}: {item.choice} ({number})", None, item.why))
        return Answer(", ".join(pairs), tuple(parts))

    def state(self, seed: str) -> dict[str, Any]:
        """Items and choices as they are shown, and which belong together."""
        shown, choices = self._shown(seed), self._choices(seed)
        return {
            "items": [{"name": entry.text, "svg": entry.svg, "words": entry.words} for _, entry in shown],
            "choices": list(choices),
            "pairs": [choices.index(item.choice) for item, _ in shown],
            "whys": [item.why for item, _ in shown],
        }

    def _shown(self, seed: str) -> list[tuple[Item, Entry]]:
        """The items with what is shown of them; curves are shuffled, since the bank names them in its own order."""
        if self.axes is None:
            return [(item, Entry(item.text)) for item in self.items]
        mixed = enumerate(shuffled(self.items, f"{seed}/items"))
        return [(item, self._curve(f"Curve {letter(i)}", item.curve, self.axes)) for i, item in mixed]

    @staticmethod
    def _curve(name: str, values: tuple[float, ...], axes: Axes) -> Entry:
        words = described(values, axes)
        return Entry(name, drawn(values, axes, f"{name}: {words}"), words)

    def _choices(self, seed: str) -> tuple[str, ...]:
        return shuffled(tuple(dict.fromkeys(item.choice for item in self.items)) + self.extra, seed)


def _item(fields: Fields, name: str) -> Item:
    fields.only(name, "choice", "why")
    curve = fields.series(name) if name == "curve" else ()
    return Item(fields.text(name), fields.text("choice"), fields.text("why"), curve)


def _axes(fields: Fields, items: tuple[Item, ...], *, curves: bool) -> Axes | None:
    if not curves:
        for name in ("x_label", "y_label", "log"):
            if name in fields:
                fields.fail(name, fields.content[name], "only where pairs have curves")
        return None
    values = [value for item in items for value in item.curve]
    log = fields.flag("log")
    if len({len(item.curve) for item in items}) > 1:
        fields.fail("pairs", "curves of several lengths", "curves of one length")
    if log and min(values) <= 0:
        fields.fail("log", True, "no logarithm for curves with values ≤ 0")
    if min(values) == max(values):
        fields.fail("pairs", "flat curves", "curves that differ")
    return Axes(fields.text("x_label"), fields.text("y_label"), min(values), max(values), log)
