"""A reader's progress: what was read, solved, answered and recalled.

In a live notebook it is a file beside the notebooks, ``progress.json``; on the book's pages it stays
in the browser. Both are the same record, so the one can be taken to the other. Nothing here imports
anything outside the standard library, and nothing leaves the machine.
"""

from trainloop.progress.file import note_exercise
from trainloop.progress.summary import Summary, progress

__all__ = ["Summary", "note_exercise", "progress"]
