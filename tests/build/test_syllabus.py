"""The syllabus: chapters in order, each once, with the longest week as short as it can be."""

from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.build.test_concept_map import book
from web import syllabus
from web.manuscript import ManuscriptError
from web.project import ROOT, Project
from web.syllabus import LONG_FROM, MIDTERM_FROM, RECAP_MINUTES, Chapter, Recap, Schedule

CHAPTERS, RECAPS = syllabus.read(Project(ROOT))
each_length = pytest.mark.parametrize("weeks", [6, 10, 14])


def made(
    *minutes: int, modules: str = "", optional: str = "", before: dict[str, str] | None = None
) -> tuple[Chapter, ...]:
    """Chapters a, b, … with these minutes, each in the module of its digit, those in `optional` not core."""
    names = "abcdefghijklmnopqrstuvwxyz"[: len(minutes)]
    return tuple(
        Chapter(
            name, name.upper(), int(module), name not in optional, time, 0, 0, tuple((before or {}).get(name, "")), ()
        )
        for name, time, module in zip(names, minutes, modules or "1" * len(minutes), strict=True)
    )


def pages(plan: Schedule) -> list[str]:
    return [page for week in plan.weeks for page in week.pages]


def every_way(count: int, parts: int) -> list[list[int]]:
    """All ways to cut a list of `count` into so many parts, as the parts' lengths."""
    cuts = ((0, *inner, count) for inner in combinations(range(1, count), parts - 1))
    return [[high - low for low, high in pairwise(cut)] for cut in cuts]


@given(st.lists(st.integers(1, 60), min_size=1, max_size=9), st.data())
def test_a_partition_is_the_best_of_all(minutes: list[int], data: st.DataObject) -> None:
    parts = data.draw(st.integers(1, len(minutes)))

    def cost(counts: list[int]) -> tuple[int, int]:
        sums, start = [], 0
        for count in counts:
            sums.append(sum(minutes[start : start + count]))
            start += count
        return max(sums), sum(each**2 for each in sums)

    found = syllabus.partition(minutes, parts)
    assert len(found) == parts and sum(found) == len(minutes) and min(found) > 0
    assert cost(found) == min(cost(way) for way in every_way(len(minutes), parts))


@pytest.mark.parametrize("parts", [0, 4, -1])
def test_a_partition_into_no_or_too_many_parts_is_refused(parts: int) -> None:
    with pytest.raises(ValueError, match=f"parts is {parts}; allowed: 1 to 3"):
        syllabus.partition([1, 2, 3], parts)


@given(st.lists(st.integers(1, 60), min_size=7, max_size=11), st.data())
def test_with_a_midterm_no_other_course_has_a_shorter_longest_week(minutes: list[int], data: st.DataObject) -> None:
    ends = data.draw(st.sets(st.integers(1, len(minutes) - 1), min_size=1, max_size=2))
    modules = "".join(str(1 + sum(end <= i for end in ends)) for i in range(len(minutes)))
    recaps = tuple(Recap(f"recap-{module}", "", int(module)) for module in sorted(set(modules)))
    plan = syllabus.schedule(made(*minutes, modules=modules), recaps, MIDTERM_FROM)
    own = [time + RECAP_MINUTES * (i + 1 in {*ends, len(minutes)}) for i, time in enumerate(minutes)]
    ways = (way for way in every_way(len(minutes), MIDTERM_FROM - 2))
    longest = []
    for way in ways:
        cuts = [sum(way[:i]) for i in range(len(way) + 1)]
        if ends & set(cuts):  # the exam stands at a module's end
            longest.append(max(sum(own[low:high]) for low, high in pairwise(cuts)))
    assert plan.longest == min(longest)
    before_exam = plan.weeks[[week.event for week in plan.weeks].index("midterm exam") - 1]
    assert before_exam.pages[-1].startswith("recap-")


def test_of_two_ends_as_good_the_midterm_takes_the_one_nearer_the_middle() -> None:
    recaps = tuple(Recap(f"recap-{module}", "", module) for module in (1, 2, 3))
    plan = syllabus.schedule(made(*[10] * 9, modules="122223333"), recaps, 8)
    assert [week.event for week in plan.weeks] == ["", "", "", "midterm exam", "", "", "", "project and exam"]
    assert plan.weeks[2].pages == ("e", "recap-2")


@each_length
def test_a_course_keeps_the_order_of_the_book_and_takes_each_page_once(weeks: int) -> None:
    plan = syllabus.schedule(CHAPTERS, RECAPS, weeks)
    skipped = {chapter.page for chapter in plan.skipped}
    wanted = {page.page for each in (CHAPTERS, RECAPS) for page in each} - skipped
    assert pages(plan) == [page for page in Project(ROOT).pages if page in wanted]
    assert len(plan.weeks) == weeks
    assert {chapter.page for chapter in CHAPTERS if chapter.core} <= set(pages(plan))
    assert bool(skipped) == (weeks < LONG_FROM)


@each_length
def test_what_a_chapter_builds_on_is_read_before_it(weeks: int) -> None:
    order = pages(syllabus.schedule(CHAPTERS, RECAPS, weeks))
    for chapter in CHAPTERS:
        if chapter.page in order:
            assert all(order.index(before) < order.index(chapter.page) for before in chapter.before)


@each_length
def test_a_recap_stands_in_the_week_of_its_modules_last_chapter(weeks: int) -> None:
    plan = syllabus.schedule(CHAPTERS, RECAPS, weeks)
    for recap in RECAPS:
        last = [c.page for c in CHAPTERS if c.module == recap.module and c not in plan.skipped][-1]
        (week,) = (week for week in plan.weeks if recap.page in week.pages)
        assert week.pages[week.pages.index(recap.page) - 1] == last


@each_length
def test_minutes_are_those_of_the_front_matter(weeks: int) -> None:
    plan = syllabus.schedule(CHAPTERS, RECAPS, weeks)
    times = {chapter.page: chapter.minutes for chapter in CHAPTERS} | {recap.page: RECAP_MINUTES for recap in RECAPS}
    assert [week.minutes for week in plan.weeks] == [sum(times[page] for page in week.pages) for week in plan.weeks]


@pytest.mark.parametrize(
    ("weeks", "events"),
    [
        (6, ["project and exam"]),
        (10, ["midterm exam", "project and exam"]),
        (14, ["midterm exam", "project", "final exam"]),
    ],
)
def test_a_course_ends_in_a_project_and_an_exam(weeks: int, events: list[str]) -> None:
    plan = syllabus.schedule(CHAPTERS, RECAPS, weeks)
    assert [week.event for week in plan.weeks if week.event] == events
    assert all(bool(week.pages) != bool(week.event) for week in plan.weeks)


def test_without_an_inner_end_of_a_module_there_is_no_midterm() -> None:
    plan = syllabus.schedule(made(*[10] * 9), (Recap("recap", "", 1),), 9)
    assert [week.event for week in plan.weeks if week.event] == ["project and exam"]


def test_a_short_course_reads_what_its_core_builds_on() -> None:
    chapters = made(1, 1, 1, 1, optional="abd", before={"b": "a", "c": "b"})
    plan = syllabus.schedule(chapters, (), 3)
    assert pages(plan) == ["a", "b", "c"]
    assert [chapter.page for chapter in plan.skipped] == ["d"]


@pytest.mark.parametrize(("weeks", "left"), [(1, 0), (6, 5)])
def test_too_few_or_too_many_weeks_are_refused(weeks: int, left: int) -> None:
    with pytest.raises(
        ManuscriptError, match=f"weeks is {weeks}, which leaves {left} to read in; 4 chapters need 1 to 4"
    ):
        syllabus.schedule(made(1, 2, 3, 4), (), weeks)


def test_chapters_are_read_with_what_they_build_on(tmp_path: Path) -> None:
    chapters, recaps = syllabus.read(book(tmp_path, ("a", "", 1), ("b", "a", 1), ("c", "a, b", 2)))
    assert [(c.title, c.module, c.core, c.minutes, c.before) for c in chapters] == [
        ("A", 1, True, 3, ()),
        ("B", 1, True, 3, ("part/a",)),
        ("C", 2, True, 3, ("part/b",)),
    ]
    assert recaps == ()


def test_a_prerequisite_that_comes_later_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ManuscriptError, match="doesn't stand before it"):
        syllabus.read(book(tmp_path, ("a", "b", 1), ("b", "", 1)))
