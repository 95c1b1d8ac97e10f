"""Tables for instructors: chapters with their minutes or Bloom levels, and the weeks of a course.

They are tables of the page like any other, so that they scroll inside themselves; each has a caption, and its first
column names the rows.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from trainloop.questions.loader import chapter_questions
from trainloop.questions.loader import chapters as chapters_with_questions
from web import syllabus
from web.extensions.manuscript import project
from web.manuscript import ManuscriptError
from web.syllabus import LEVELS, RECAP_MINUTES, Chapter, Recap, Schedule, Week

Entry = str | list[nodes.Node]  # a cell: a text, or one paragraph for each node


def hours(minutes: int) -> str:
    """A time in words: ``45 min``, ``2 h``, ``1 h 5 min``."""
    whole, rest = divmod(minutes, 60)
    return " ".join([f"{whole} h"] * bool(whole) + [f"{rest} min"] * bool(rest or not whole))


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[Entry]], kind: str, address: str) -> nodes.table:
    """A table with a caption, whose first column names its rows; `kind` is its class, `address` its id."""

    def filled(contents: Sequence[Entry]) -> nodes.row:
        return nodes.row("", *(nodes.entry("", *paragraphs(content)) for content in contents))

    columns = [nodes.colspec(colwidth=1, stub=int(i == 0)) for i in range(len(head))]
    body = nodes.tbody("", *(filled(row) for row in rows))
    group = nodes.tgroup("", *columns, nodes.thead("", filled(head)), body, cols=len(head))
    return nodes.table("", nodes.title("", caption), group, classes=["syllabus", kind], ids=[address])


def paragraphs(content: Entry) -> list[nodes.Node]:
    """What a cell holds; nothing where there is nothing to say."""
    if isinstance(content, str):
        return [nodes.paragraph("", content)] if content else []
    return [nodes.paragraph("", "", each) for each in content]


def link(page: str, title: str) -> addnodes.pending_xref:
    """A link to a page, which Sphinx resolves from wherever the table stands."""
    text = nodes.inline("", title)
    return addnodes.pending_xref(
        "", text, refdomain="std", reftype="doc", reftarget=f"/{page}", refexplicit=True, refwarn=True
    )


def times(chapters: Sequence[Chapter]) -> nodes.table:
    """Chapters with their minutes, and what they build on."""
    titles = {chapter.page: chapter.title for chapter in chapters}
    rows: list[list[Entry]] = [
        [
            [link(chapter.page, chapter.title)],
            str(chapter.module),
            "yes" if chapter.core else "no",
            *(str(each) for each in (chapter.read, chapter.play, chapter.practice, chapter.minutes)),
            [link(before, titles[before]) for before in chapter.before] or "nothing",
        ]
        for chapter in chapters
    ]
    caption = (
        f"{len(chapters)} chapters, {hours(sum(chapter.minutes for chapter in chapters))} in all; times in minutes"
    )
    head = ("Chapter", "Module", "Core", "Read", "Play", "Practice", "In all", "Builds on")
    return table(caption, head, rows, "syllabus-times", "chapters-by-minutes")


def levels(chapters: Sequence[Chapter], recaps: Sequence[Recap]) -> nodes.table:
    """The levels of the objectives, and how many questions of the bank are on each level."""
    rows: list[list[Entry]] = []
    in_all: Counter[str] = Counter()
    pages: list[Chapter | Recap] = [*chapters, *recaps]
    for page in pages:
        counts = question_levels(page.page)
        in_all += counts
        own = sorted(set(page.levels), key=LEVELS.index) if isinstance(page, Chapter) else []
        rows.append([[link(page.page, page.title)], ", ".join(own) or "those of its module", *numbers(counts)])
    rows.append(["In all", "", *numbers(in_all)])
    caption = "Bloom levels of the objectives, and questions in the bank by level"
    head = ("Chapter", "Objectives", *(level.capitalize() for level in LEVELS), "In all")
    return table(caption, head, rows, "syllabus-levels", "chapters-by-level")


def question_levels(page: str) -> Counter[str]:
    """How many questions of each level the bank has for a page."""
    name = page.rsplit("/", 1)[-1]
    questions = chapter_questions(name) if name in chapters_with_questions() else ()
    return Counter(question.bloom for question in questions)


def numbers(counts: Counter[str]) -> list[str]:
    """A row's counts by level, and their sum."""
    return [*(str(counts[level]) for level in LEVELS), str(counts.total())]


def course(plan: Schedule, titles: dict[str, str]) -> list[nodes.Node]:
    """The weeks of a course, and below them what it leaves out."""
    reading = sum(not week.event for week in plan.weeks)
    caption = (
        f"{len(plan.weeks)} weeks, {reading} of them with chapters: "
        f"{hours(plan.minutes)} in all, {hours(plan.longest)} in the longest week"
    )
    rows = [
        [str(i), cell(week, titles), hours(week.minutes) if week.pages else ""] for i, week in enumerate(plan.weeks, 1)
    ]
    note = nodes.paragraph("", f"Each recap counts as {RECAP_MINUTES} minutes. ")
    for i, chapter in enumerate(plan.skipped):
        note += nodes.Text(", " if i else "Left out: ")
        note.extend([link(chapter.page, chapter.title), nodes.Text(f" ({hours(chapter.minutes)})")])
    note += nodes.Text("." if plan.skipped else "No chapter is left out.")
    address = f"course-of-{len(plan.weeks)}-weeks"
    return [table(caption, ("Week", "Chapters", "Time"), rows, "syllabus-weeks", address), note]


def cell(week: Week, titles: dict[str, str]) -> Entry:
    """What happens in a week."""
    return week.event.capitalize() or [link(page, titles[page]) for page in week.pages]


class Tables(SphinxDirective, ABC):
    """What both directives share: they read the front matter of all pages, and change with any of them."""

    def run(self) -> list[nodes.Node]:
        """Read, and say where it stands what is wrong."""
        for page in project().pages:
            self.env.note_dependency(str(project().manuscript(page)))
        try:
            return self.tables(*syllabus.read(project()))
        except ManuscriptError as error:
            raise self.error(str(error)) from error

    @abstractmethod
    def tables(self, chapters: Sequence[Chapter], recaps: Sequence[Recap]) -> list[nodes.Node]:
        """What stands in place of the directive."""


class ChapterTable(Tables):
    """``{chapter-table}``: the chapters' minutes; with ``:of: levels`` their Bloom levels."""

    option_spec: ClassVar[dict[str, Any]] = {"of": lambda word: directives.choice(word, ("minutes", "levels"))}

    def tables(self, chapters: Sequence[Chapter], recaps: Sequence[Recap]) -> list[nodes.Node]:
        """One table."""
        return [levels(chapters, recaps) if self.options.get("of") == "levels" else times(chapters)]


class Syllabus(Tables):
    """``{syllabus}``: a course of ``:weeks:`` weeks, exams included."""

    option_spec: ClassVar[dict[str, Any]] = {"weeks": directives.positive_int}

    def tables(self, chapters: Sequence[Chapter], recaps: Sequence[Recap]) -> list[nodes.Node]:
        """A table and a note."""
        if "weeks" not in self.options:
            raise ManuscriptError("say how long the course is: a line `:weeks: 10`")
        pages: list[Chapter | Recap] = [*chapters, *recaps]
        titles = {page.page: page.title for page in pages}
        return course(syllabus.schedule(chapters, recaps, self.options["weeks"]), titles)


def address_once(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Take the tables' ids from what Furo puts around them: it would write each twice."""
    for each in doctree.findall(nodes.table):
        if "syllabus" in each["classes"]:
            each.parent["ids"] = []


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the directives and the hook."""
    app.add_directive("chapter-table", ChapterTable)
    app.add_directive("syllabus", Syllabus)
    app.connect("doctree-resolved", address_once)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
