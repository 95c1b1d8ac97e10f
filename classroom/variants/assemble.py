"""From an assignment to its items."""

from __future__ import annotations

from pathlib import Path

from classroom.assignment.key import draw_seed
from classroom.assignment.spec import Assignment, AssignmentError, Item
from classroom.book import BOOK, Exercise, Setting, chapters, find_chapter
from classroom.variants.function import function_item
from classroom.variants.mark import GradedItem
from classroom.variants.question import OPEN, question_item, varies
from classroom.variants.twists import FAMILIES
from trainloop.questions.loader import chapter_questions
from trainloop.questions.loader import chapters as chapters_with_questions


def graded_items(assignment: Assignment, key: bytes, student: str = "", *, book: Path = BOOK) -> tuple[GradedItem, ...]:
    """The items of an assignment, as this student gets them; ``student`` counts only where numbers vary by student.

    Raises:
        AssignmentError: the book has no such chapter, exercise or question, an exercise has no check, or a chapter's
            own solution fails.
    """
    who = student if assignment.vary == "student" else ""
    if assignment.vary == "student" and not student:
        raise AssignmentError(f"{assignment.name}: numbers vary by student; allowed: a student's name")
    exercises, settings = _exercises(assignment, book)
    made: list[GradedItem] = []
    for item in assignment.items:
        seed = draw_seed(key, assignment.seed, assignment.name, who, item.name)
        if item.kind == "question":
            made.append(question_item(item, settings, assignment.chapters, seed))
        else:
            made.append(function_item(item, _exercise(item, exercises, assignment), seed))
    return tuple(made)


def assignable(book: Path = BOOK) -> dict[str, tuple[str, ...]]:
    """What can stand in an assignment, by chapter: functions, then the ids of questions."""
    found: dict[str, tuple[str, ...]] = {}
    for name, chapter in chapters(book).items():
        functions = [key for key, exercise in chapter.exercises.items() if exercise.checked and key in FAMILIES]
        asked = chapter_questions(name) if name in chapters_with_questions() else ()
        ids = [q.id for q in asked if q.kind in OPEN or (q.kind == "numeric" and q.variants and varies(q.id))]
        found[name] = (*functions, *ids)
    return found


def _exercises(assignment: Assignment, book: Path) -> tuple[dict[str, Exercise], dict[str, Setting]]:
    exercises: dict[str, Exercise] = {}
    settings: dict[str, Setting] = {}
    for name in assignment.chapters:
        try:
            chapter = find_chapter(name, book)
        except ValueError as error:
            raise AssignmentError(f"{assignment.name}: {error}") from error
        exercises |= chapter.exercises
        settings |= chapter.settings
    return exercises, settings


def _exercise(item: Item, exercises: dict[str, Exercise], assignment: Assignment) -> Exercise:
    if item.name not in exercises:
        known = ", ".join(exercises) or "none"
        raise AssignmentError(
            f"{assignment.name}: there is no exercise {item.name!r} in its chapters; allowed: {known}"
        )
    return exercises[item.name]
