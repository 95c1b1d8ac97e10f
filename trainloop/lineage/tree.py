"""The family tree of the optimizers, drawn from the data."""

from itertools import pairwise
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path

from trainloop.lineage.members import IDEAS, MEMBERS, Edge, Member
from trainloop.plotting import STYLES, Described, describe, new_figure

__all__ = ["PLACES", "family_tree"]

COLUMN, ROW = 123.0, 80.0  # in points, from one box's center to the next one's
WIDE, HIGH = 112.0, 43.0  # a box
LOOKS = dict(zip(IDEAS, STYLES, strict=False))  # the color, dash and marker of each idea
PALE = "#6E6E6E"


class Point(NamedTuple):
    """Where something stands, in columns from the left and rows from the top."""

    column: float
    row: float


# Older members stand higher; no row holds more than four.
PLACES = {
    "SGD": Point(1.5, 0),
    "Momentum": Point(0.5, 1.05),
    "Nesterov": Point(0, 2.1),
    "AdaGrad": Point(2.5, 2.1),
    "RMSProp": Point(2, 3.15),
    "Adam": Point(1.5, 4.25),
    "NAdam": Point(0, 5.6),
    "AMSGrad": Point(1, 5.6),
    "AdamW": Point(2, 5.6),
    "Shampoo": Point(3, 5.6),
    "RAdam": Point(1.5, 6.6),
    "Muon": Point(0, 7.65),
    "Schedule-Free": Point(2, 7.65),
    "SOAP": Point(3, 7.65),
}
# What an arrow goes through; without, it goes from one to the other in one curve.
DETOURS = {
    ("Momentum", "Muon"): (Point(-0.52, 1.75), Point(-0.52, 6.4)),
    ("Adam", "NAdam"): (Point(0.15, 5.05),),
    ("Adam", "SOAP"): (Point(2.5, 4.95), Point(2.5, 6.5)),
}
# Where an arrow's words stand and which of their edges that is, if not the center right above its end.
WORDS = {
    ("SGD", "Momentum"): (Point(0.75, 0.28), "right"),
    ("SGD", "AdaGrad"): (Point(2.13, 1.42), "right"),
    ("Momentum", "Nesterov"): (Point(0.14, 1.68), "left"),
    ("Momentum", "Adam"): (Point(1.03, 2.85), "right"),
    ("AdaGrad", "RMSProp"): (Point(2.0, 2.55), "right"),
    ("RMSProp", "Adam"): (Point(1.92, 3.75), "left"),
    ("Nesterov", "NAdam"): (Point(0, 3.5), "center"),
    ("Adam", "NAdam"): (Point(0.2, 4.78), "left"),
    ("AdaGrad", "Shampoo"): (Point(2.95, 3.9), "left"),
    ("Momentum", "Muon"): (Point(-0.08, 6.72), "left"),
    ("Adam", "SOAP"): (Point(2.5, 6.15), "center"),
    ("Shampoo", "SOAP"): (Point(3.02, 6.52), "center"),
}


def family_tree() -> Described:
    """Return the family tree of the optimizers, oldest at the top, as a figure with its words.

    An arrow's color and dash say which idea it hands on, and the marks in a box which ideas its
    optimizer carries. Beyond the way to AdamW, boxes and arrows are drawn thin.

    Chapter: choosing-an-optimizer.
    """
    low = max(place.row for place in PLACES.values()) * ROW
    figure, axes = new_figure(height=(low + 90) / 72)
    axes.set(xlim=(-0.58 * COLUMN, 3.5 * COLUMN), ylim=(low + 0.5 * HIGH + 4, -0.5 * HIGH - 4))
    axes.set_axis_off()
    axes.set_title("Two lines meet in Adam, which corrects their start", fontsize=15)
    for member in MEMBERS.values():
        for edge in member.parents:
            _draw_edge(axes, edge, member)
    for member in MEMBERS.values():
        _draw_box(axes, member)
        if member.adds:
            _draw_own(axes, *member.adds, PLACES[member.name])
    _draw_legend(axes)
    return describe(figure, _words())


def _at(point: Point) -> tuple[float, float]:
    return point.column * COLUMN, point.row * ROW


def _draw_edge(axes: Axes, edge: Edge, child: Member) -> None:
    start, end = PLACES[edge.parent], PLACES[child.name]
    lean = max(-0.36, min(0.36, 0.36 * (end.column - start.column)))  # it leaves towards the child
    half = 0.5 * HIGH / ROW
    stations = [
        Point(start.column + lean, start.row + half),
        *DETOURS.get((edge.parent, child.name), ()),
        Point(end.column - 0.3 * lean, end.row - half - 0.1),
    ]
    vertices, codes = [_at(stations[0])], [Path.MOVETO]
    for above, below in pairwise(stations):
        middle = (above.row + below.row) / 2
        bends = (Point(above.column, middle), Point(below.column, middle), below)
        vertices += [_at(bend) for bend in bends]
        codes += [Path.CURVE4] * 3
    look = LOOKS.get(edge.idea or "")
    color, dash = (look.color, look.dash) if look else (PALE, "-")
    width = 2.6 if child.spine else 1.3
    line = Path(vertices, codes)
    axes.add_patch(PathPatch(line, fill=False, edgecolor=color, linestyle=dash, linewidth=width, zorder=1))
    x, y = vertices[-1]
    _draw_mark(axes, "v", color, x, y + 2, size=10 if child.spine else 7)
    place, side = WORDS.get((edge.parent, child.name), (Point(end.column, end.row - half - 0.27), "center"))
    _write(axes, edge.words, place, side, child.spine)


def _write(axes: Axes, words: str, place: Point, side: str, spine: bool) -> None:
    axes.text(
        *_at(place),
        _folded(words),
        ha=side,
        va="center",
        fontsize=13,
        linespacing=1.05,
        weight="bold" if words in IDEAS.values() else "normal",
        color="black" if spine else "#444444",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
        zorder=2,
    )


def _folded(words: str) -> str:
    """The words in one line if short, else in the two that are closest in length."""
    if len(words) <= 16:
        return words
    cuts = [i for i, letter in enumerate(words) if letter == " "]
    cut = min(cuts, key=lambda i: abs(2 * i - len(words)))
    return f"{words[:cut]}\n{words[cut + 1 :]}"


def _draw_box(axes: Axes, member: Member) -> None:
    x, y = _at(PLACES[member.name])
    axes.add_patch(
        FancyBboxPatch(
            (x - WIDE / 2, y - HIGH / 2),
            WIDE,
            HIGH,
            boxstyle="round,pad=0,rounding_size=6",
            facecolor="white",
            edgecolor="black" if member.spine else PALE,
            linewidth=2 if member.spine else 0.9,
            zorder=3,
        )
    )
    size, weight = (15, "bold") if member.spine else (14, "normal")
    axes.text(x, y - 9, member.name, ha="center", va="center", fontsize=size, weight=weight, zorder=4)
    left = x - (34 + 14 * len(member.ideas)) / 2
    axes.text(left, y + 11, str(member.year), ha="left", va="center", fontsize=13, zorder=4)
    for i, idea in enumerate(member.ideas):
        _draw_mark(axes, LOOKS[idea].marker, LOOKS[idea].color, left + 48 + 14 * i, y + 11)


def _draw_own(axes: Axes, words: str, idea: str, place: Point) -> None:
    """An arrow from nowhere: what a member has from no parent."""
    x, y = _at(place)
    end, look = x - WIDE / 2 - 8, LOOKS[idea]
    axes.plot([end - 36, end - 2], [y, y], color=look.color, linestyle=look.dash, linewidth=2.6)
    _draw_mark(axes, ">", look.color, end, y, size=10)
    _write(axes, words, Point((end - 40) / COLUMN, place.row), "right", spine=True)


def _draw_mark(axes: Axes, marker: str, color: str, x: float, y: float, size: float = 8) -> None:
    axes.plot(x, y, marker=marker, markersize=size, color=color, linestyle="", zorder=4)


def _draw_legend(axes: Axes) -> None:
    for i, (idea, look) in enumerate(LOOKS.items()):
        x, y = 2.4 * COLUMN, -10 + 20 * i
        axes.plot([x, x + 40], [y, y], color=look.color, linestyle=look.dash, linewidth=2.6)
        _draw_mark(axes, look.marker, look.color, x + 20, y)
        axes.text(x + 48, y, idea, va="center", fontsize=13)


def _words() -> str:
    first, *rest = MEMBERS.values()
    return " ".join(
        [
            f"A family tree of {len(MEMBERS)} optimizers, the oldest at the top, the way to AdamW drawn bold.",
            f"{first.name} ({first.year}) is the root.",
            *(_sentence(member) for member in rest),
        ]
    )


def _sentence(member: Member) -> str:
    parents = " and ".join(f"{edge.parent} ({edge.words})" for edge in member.parents)
    own = f", adds “{member.adds[0]}”" if member.adds else ""
    *most, last = member.ideas
    ideas = f"{', '.join(most)} and {last}" if most else last
    return f"{member.name} ({member.year}) comes from {parents}{own} and carries {ideas}."
