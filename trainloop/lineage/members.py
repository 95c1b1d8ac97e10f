"""Who comes from whom, by which idea, and what each costs: the data behind the family tree.

The lines of descent are those of the ideas, as this book tells them, not of who cited whom.
Chapter: choosing-an-optimizer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["IDEAS", "MEMBERS", "Edge", "Member", "lineage_table"]

# Each idea in the book's words; the first three, in this order, make Adam.
IDEAS = {
    "smoothing": "smooth the direction",
    "scaling": "adapt the scale",
    "correction": "correct the start",
    "decay": "decay directly",
}


@dataclass(frozen=True)
class Edge:
    """A line of descent.

    Attributes:
        parent: name of an older member.
        words: what happens on the way, in at most five words.
        idea: which of `IDEAS` that is; None if the child takes over all that the parent has.
    """

    parent: str
    words: str
    idea: str | None


@dataclass(frozen=True)
class Member:
    """An optimizer.

    Attributes:
        name: as the book writes it.
        year: when it was first made public, on arXiv for instance.
        source: key of the source in the bibliography, whose own year may be later.
        parents: lines of descent, none for the root.
        adds: what comes from no parent, as words and one of `IDEAS`.
        memory: numbers stored for each parameter, or for a whole m × n matrix as a formula.
        settings: hyperparameters that the method itself needs, by their names in PyTorch or, where
            that has none, in the authors' code.
        spine: whether it lies on the way to Adam and AdamW, which the core chapters walk.
        torch: name of the class in `torch.optim`, None if there is none.
        switches: the settings that turn that class into this optimizer.
    """

    name: str
    year: int
    source: str
    parents: tuple[Edge, ...]
    memory: int | str
    settings: tuple[str, ...]
    torch: str | None = None
    switches: Mapping[str, Any] = field(default_factory=dict)
    adds: tuple[str, str] | None = None
    spine: bool = False

    @property
    def ideas(self) -> tuple[str, ...]:
        """Which of `IDEAS` it carries, inherited or new, in their order."""
        found = {edge.idea for edge in self.parents} | ({self.adds[1]} if self.adds else set())
        for edge in self.parents:
            found |= set(MEMBERS[edge.parent].ideas)
        return tuple(idea for idea in IDEAS if idea in found)


_ADAM = ("lr", "betas", "eps")

_ALL = (
    Member("SGD", 1951, "robbins1951", (), 0, ("lr",), "SGD", spine=True),
    Member(
        "Momentum",
        1964,
        "polyak1964",
        (Edge("SGD", "smooth the direction", "smoothing"),),
        1,
        ("lr", "momentum"),
        "SGD",
        {"momentum": 0.9},
        spine=True,
    ),
    Member(
        "Nesterov",
        1983,
        "nesterov1983",
        (Edge("Momentum", "look ahead", "smoothing"),),
        1,
        ("lr", "momentum"),
        "SGD",
        {"momentum": 0.9, "nesterov": True},
    ),
    Member(
        "AdaGrad",
        2011,
        "duchi2011",
        (Edge("SGD", "adapt the scale", "scaling"),),
        1,
        ("lr", "eps"),
        "Adagrad",
        spine=True,
    ),
    Member(
        "RMSProp",
        2012,
        "hinton2012",
        (Edge("AdaGrad", "forget old squares", "scaling"),),
        1,
        ("lr", "alpha", "eps"),
        "RMSprop",
        spine=True,
    ),
    Member(
        "Adam",
        2014,
        "kingma2015",
        (Edge("Momentum", "as an average", "smoothing"), Edge("RMSProp", "as it is", "scaling")),
        2,
        _ADAM,
        "Adam",
        adds=("correct the start", "correction"),
        spine=True,
    ),
    Member(
        "NAdam",
        2016,
        "dozat2016",
        (Edge("Nesterov", "look ahead", "smoothing"), Edge("Adam", "all the rest", None)),
        2,
        (*_ADAM, "momentum_decay"),
        "NAdam",
    ),
    Member(
        "AdamW",
        2017,
        "loshchilov2019",
        (Edge("Adam", "decay directly", "decay"),),
        2,
        (*_ADAM, "weight_decay"),
        "AdamW",
        spine=True,
    ),
    Member(
        "AMSGrad",
        2018,
        "reddi2018",
        (Edge("Adam", "keep the peak", "scaling"),),
        3,
        _ADAM,
        "Adam",
        {"amsgrad": True},
    ),
    Member(
        "Shampoo",
        2018,
        "gupta2018",
        (Edge("AdaGrad", "scale whole matrices", "scaling"),),
        "m² + n²",
        ("lr", "eps"),
    ),
    Member(
        "RAdam",
        2019,
        "liu2020",
        (Edge("Adam", "built-in warm-up", "correction"),),
        2,
        _ADAM,
        "RAdam",
    ),
    Member(
        "Schedule-Free",
        2024,
        "defazio2024",
        (Edge("AdamW", "average weights", "smoothing"),),
        2,
        (*_ADAM, "weight_decay", "warmup_steps"),
    ),
    Member(
        "SOAP",
        2024,
        "vyas2025",
        (Edge("Shampoo", "turn the axes", "scaling"), Edge("Adam", "run Adam there", None)),
        "2(mn + m² + n²)",
        (*_ADAM, "precondition_frequency"),
    ),
    Member(
        "Muon",
        2024,
        "jordan2024",
        (Edge("Momentum", "equalize all directions", "scaling"),),
        1,
        ("lr", "momentum", "weight_decay"),
        "Muon",
    ),
)

MEMBERS: dict[str, Member] = {member.name: member for member in _ALL}


def lineage_table() -> str:
    """Return the members as lines of text: name, year, numbers stored, and settings that it needs.

    Chapter: choosing-an-optimizer.
    """
    rows = [("optimizer", "year", "stored", "settings")]
    rows += [(one.name, str(one.year), str(one.memory), ", ".join(one.settings)) for one in MEMBERS.values()]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    return "\n".join([*lines, "stored: numbers for each parameter; formulas are for a whole m × n matrix"])
