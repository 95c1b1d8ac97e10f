"""The book as an assignment sees it: chapters and their exercises, read from the notebooks as data."""

from classroom.book.chapter import BOOK, Chapter, Exercise, Setting, chapters, find_chapter

__all__ = ["BOOK", "Chapter", "Exercise", "Setting", "chapters", "find_chapter"]
