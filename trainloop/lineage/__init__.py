"""The book's thread: smooth the direction, adapt the scale, correct the start, and it is Adam.

Each optimizer's step is a few lines, `changes` prints by which lines two steps differ, and
`family_tree` draws who comes from whom.
"""

from trainloop.lineage.changes import Changes, changes
from trainloop.lineage.members import MEMBERS, Edge, Member, lineage_table
from trainloop.lineage.steps import STEPS
from trainloop.lineage.tree import family_tree

__all__ = [
    "MEMBERS",
    "STEPS",
    "Changes",
    "Edge",
    "Member",
    "changes",
    "family_tree",
    "lineage_table",
]
