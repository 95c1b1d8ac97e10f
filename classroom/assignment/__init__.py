"""What an assignment is: read from ``assignments/<name>.yml`` in a course's folder, and refused where it is wrong."""

from classroom.assignment.collect import Collected, collect
from classroom.assignment.course import Course
from classroom.assignment.key import draw_seed, read_key, write_key
from classroom.assignment.spec import Assignment, AssignmentError, Item, Late, load, parse
from classroom.assignment.version import book_version

__all__ = [
    "Assignment",
    "AssignmentError",
    "Collected",
    "Course",
    "Item",
    "Late",
    "book_version",
    "collect",
    "draw_seed",
    "load",
    "parse",
    "read_key",
    "write_key",
]
