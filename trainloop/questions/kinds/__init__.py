"""The kinds of questions: one class each, with all that readers, views and exports need of it."""

from collections.abc import Mapping

from trainloop.questions.kinds.bug import Bug
from trainloop.questions.kinds.choice import Choice, Option
from trainloop.questions.kinds.match import Item, Match
from trainloop.questions.kinds.number import Number
from trainloop.questions.kinds.opened import Open, Point
from trainloop.questions.kinds.order import Order
from trainloop.questions.model import Task

__all__ = ["KINDS", "OPEN", "Bug", "Choice", "Item", "Match", "Number", "Open", "Option", "Order", "Point"]

KINDS: Mapping[str, type[Task]] = {
    "single": Choice,
    "multiple": Choice,
    "numeric": Number,
    "order": Order,
    "bug": Bug,
    "match": Match,
    "short": Open,
    "long": Open,
}
OPEN = tuple(name for name, kind in KINDS.items() if kind is Open)
