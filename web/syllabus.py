"""The syllabus: chapters with their minutes and levels, and how they fill the weeks of a course.

All of it comes from the chapters' front matter and the order of the book. Reading order is kept, so that what a
chapter builds on stands in its own week or an earlier one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations

from web.concept_map import stops
from web.manuscript import ManuscriptError, Page
from web.project import Project

LEVELS = ("remember", "understand", "apply", "analyze", "evaluate", "create")  # Bloom's, as the front matter has them
RECAP_MINUTES = 30  # a recap's front matter names none: ten questions or more, cards and a checklist
MIDTERM_FROM, LONG_FROM = 8, 12  # weeks from which a course has a midterm exam; from which it reads every chapter


@dataclass(frozen=True)
class Chapter:
    """A chapter: `read`, `play` and `practice` in minutes, `levels` of its objectives.

    ``before`` are the pages that it builds on, as on the concept map: without those that another of them builds on.
    """

    page: str
    title: str
    module: int
    core: bool
    read: int
    play: int
    practice: int
    before: tuple[str, ...]
    levels: tuple[str, ...]

    @property
    def minutes(self) -> int:
        """All of its time."""
        return self.read + self.play + self.practice


@dataclass(frozen=True)
class Recap:
    """The page at a module's end."""

    page: str
    title: str
    module: int


@dataclass(frozen=True)
class Week:
    """A week of a course: the pages read in it, `minutes` in all, or the `event` that takes its place."""

    pages: tuple[str, ...] = ()
    minutes: int = 0
    event: str = ""


@dataclass(frozen=True)
class Schedule:
    """A course: its weeks in order, and the chapters that it leaves out."""

    weeks: tuple[Week, ...]
    skipped: tuple[Chapter, ...]

    @property
    def minutes(self) -> int:
        """The time of all weeks."""
        return sum(week.minutes for week in self.weeks)

    @property
    def longest(self) -> int:
        """The time of the longest week."""
        return max(week.minutes for week in self.weeks)


def read(project: Project) -> tuple[tuple[Chapter, ...], tuple[Recap, ...]]:
    """Chapters and recaps in reading order. Raises ManuscriptError for a prerequisite that doesn't stand before."""
    chapters = []
    for stop in stops(project):
        front = Page.read(project.manuscript(stop.page)).front_matter["chapter"]
        chapters.append(
            Chapter(
                page=stop.page,
                title=stop.title,
                module=stop.module,
                core=front["core"],
                **{name: front["minutes"][name] for name in ("read", "play", "practice")},
                before=stop.before,
                levels=tuple(each["bloom"] for each in front["objectives"]),
            )
        )
    pages = {name: Page.read(project.manuscript(name)) for name in project.pages}
    recaps = (
        Recap(name, page.title, page.front_matter["recap"]["module"])
        for name, page in pages.items()
        if "recap" in page.front_matter
    )
    return tuple(chapters), tuple(recaps)


def chosen(chapters: Sequence[Chapter]) -> tuple[Chapter, ...]:
    """The core chapters, and what they build on even where that isn't core."""
    wanted: set[str] = set()
    for chapter in reversed(chapters):
        if chapter.core or chapter.page in wanted:
            wanted |= {chapter.page, *chapter.before}
    return tuple(chapter for chapter in chapters if chapter.page in wanted)


def schedule(chapters: Sequence[Chapter], recaps: Sequence[Recap], weeks: int) -> Schedule:
    """Fill a course of so many weeks, exams included, so that its longest week is as short as it can be.

    A course of 8 weeks or more has a midterm exam at the end of a module, one of 12 or more reads every chapter and
    has a week for the project alone. Raises ManuscriptError when there are too few weeks, or more than chapters.
    """
    taken = tuple(chapters) if weeks >= LONG_FROM else chosen(chapters)
    blocks = with_recaps(taken, recaps)
    last = ("project", "final exam") if weeks >= LONG_FROM else ("project and exam",)
    ends = [i for i in range(1, len(blocks)) if blocks[i - 1].recap] if weeks >= MIDTERM_FROM else []
    teaching = weeks - len(last) - bool(ends)
    if not 1 <= teaching <= len(blocks):
        left = f"weeks is {weeks}, which leaves {teaching} to read in"
        raise ManuscriptError(f"{left}; {len(taken)} chapters need 1 to {len(blocks)}")
    minutes = [block.minutes for block in blocks]
    halves = min((split(minutes, end, teaching) for end in ends), default=None)
    counts = [partition(minutes, teaching)] if halves is None else halves[-1]
    found: list[Week] = []
    start = 0
    for half in counts:
        if found:
            found.append(Week(event="midterm exam"))
        for count in half:
            found.append(week(blocks[start : start + count]))
            start += count
    skipped = tuple(chapter for chapter in chapters if chapter not in taken)
    return Schedule((*found, *(Week(event=event) for event in last)), skipped)


@dataclass(frozen=True)
class Block:
    """What isn't torn apart: a chapter, and after the last of a module the module's recap."""

    chapter: Chapter
    recap: Recap | None

    @property
    def minutes(self) -> int:
        """The time of both."""
        return self.chapter.minutes + (RECAP_MINUTES if self.recap else 0)


def with_recaps(chapters: Sequence[Chapter], recaps: Sequence[Recap]) -> tuple[Block, ...]:
    """Each chapter, the last of a module with the module's recap."""
    last = {chapter.module: chapter.page for chapter in chapters}
    closing = {last[recap.module]: recap for recap in recaps if recap.module in last}
    return tuple(Block(chapter, closing.get(chapter.page)) for chapter in chapters)


def week(blocks: Sequence[Block]) -> Week:
    """A week of these blocks."""
    pages = (each.page for block in blocks for each in (block.chapter, block.recap) if each)
    return Week(tuple(pages), sum(block.minutes for block in blocks))


def split(minutes: Sequence[int], end: int, weeks: int) -> tuple[int, int, tuple[list[int], list[int]]]:
    """The best share of 2 weeks or more before and after `end`: longest week, how uneven the halves are, partitions."""
    found = []
    for before in range(max(1, weeks - len(minutes) + end), min(end, weeks - 1) + 1):
        parts = partition(minutes[:end], before), partition(minutes[end:], weeks - before)
        longest = max(longest_of(minutes[:end], parts[0]), longest_of(minutes[end:], parts[1]))
        found.append((longest, abs(2 * before - weeks), parts))
    return min(found)


def longest_of(minutes: Sequence[int], counts: Sequence[int]) -> int:
    """The longest part of a partition."""
    ends = list(accumulate(counts))
    return max(sum(minutes[end - count : end]) for end, count in zip(ends, counts, strict=True))


def partition(minutes: Sequence[int], parts: int) -> list[int]:
    """How many of the ordered `minutes` each part takes: the longest part shortest, then all parts most even.

    Raises ValueError unless 1 ≤ parts ≤ len(minutes).
    """
    if not 1 <= parts <= len(minutes):
        raise ValueError(f"parts is {parts}; allowed: 1 to {len(minutes)}")
    total = [0, *accumulate(minutes)]
    sums = sorted({total[j] - total[i] for i, j in combinations(range(len(total)), 2)})
    limit = next(most for most in sums if fits(minutes, most, parts))
    best: list[dict[int, tuple[int, list[int]]]] = [{0: (0, [])}]  # by parts: end → squares so far, counts
    for _ in range(parts):
        reached: dict[int, tuple[int, list[int]]] = {}
        for start, (squares, counts) in best[-1].items():
            for end in range(start + 1, len(total)):
                if (long := total[end] - total[start]) > limit:
                    break
                candidate = (squares + long**2, [*counts, end - start])
                reached[end] = min(reached.get(end, candidate), candidate)
        best.append(reached)
    return best[-1][len(minutes)][1]


def fits(minutes: Sequence[int], most: int, parts: int) -> bool:
    """Whether the ordered minutes fit into so many parts of at most `most`."""
    used, room = 0, 0
    for each in minutes:
        if each > most:
            return False
        if each > room:
            used, room = used + 1, most
        room -= each
    return used <= parts
