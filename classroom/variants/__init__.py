"""Graded variants: an assignment's items, drawn for a class or for a student.

What stands on the book's pages is solved there. A graded variant asks for something that isn't: a function with
a twist, a question with other numbers, both drawn from the course's key, so that nobody can compute them from the
book and the seed alone.
"""

from classroom.variants.assemble import assignable, graded_items
from classroom.variants.mark import GradedItem, Mark

__all__ = ["GradedItem", "Mark", "assignable", "graded_items"]
