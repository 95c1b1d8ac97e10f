"""The instructors' tables on their page: captions, rows, sums, and no wider than the screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import Page

from tests.browser.fixtures import BUILT, Watch
from trainloop.questions.loader import chapter_questions, chapters
from web import syllabus
from web.project import ROOT, Project

Opener = Callable[..., tuple[Page, Watch]]
NAME = "instructor-guide.html"
CHAPTERS, RECAPS = syllabus.read(Project(ROOT))


def table(address: str) -> Tag:
    """The table with this id, of which there is one."""
    page = BeautifulSoup((BUILT / NAME).read_text(encoding="utf-8"), "html.parser")
    (found,) = page.find_all(id=address)
    assert found.name == "table"
    return found


def rows(found: Tag) -> list[list[str]]:
    """The texts of a table's body."""
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in found.select("tbody tr")]


def test_the_chapters_stand_in_order_with_their_minutes() -> None:
    found = rows(table("chapters-by-minutes"))
    assert [row[0] for row in found] == [chapter.title for chapter in CHAPTERS]
    for row, chapter in zip(found, CHAPTERS, strict=True):
        times = [chapter.read, chapter.play, chapter.practice, chapter.minutes]
        assert row[1:7] == [str(chapter.module), "yes" if chapter.core else "no", *map(str, times)]
    links = [link["href"] for link in table("chapters-by-minutes").select("tbody th a")]
    assert links == [f"{chapter.page}.html" for chapter in CHAPTERS]


def test_levels_count_every_question_of_the_bank_once() -> None:
    *found, last = rows(table("chapters-by-level"))
    assert [row[0] for row in found] == [page.title for each in (CHAPTERS, RECAPS) for page in each]
    assert int(last[-1]) == sum(len(chapter_questions(name)) for name in chapters())
    for column in range(2, len(last)):
        assert sum(int(row[column]) for row in found) == int(last[column])
    assert all(sum(map(int, row[2:-1])) == int(row[-1]) for row in [*found, last])


@pytest.mark.parametrize("weeks", [6, 10, 14])
def test_a_course_has_a_row_for_each_week(weeks: int) -> None:
    plan = syllabus.schedule(CHAPTERS, RECAPS, weeks)
    found = table(f"course-of-{weeks}-weeks")
    assert [row[0] for row in rows(found)] == [str(i) for i in range(1, weeks + 1)]
    shown = [[link["href"] for link in row.select("td a")] for row in found.select("tbody tr")]
    assert shown == [[f"{page}.html" for page in week.pages] for week in plan.weeks]
    after = found.find_parent(class_="table-wrapper").find_next_sibling("p")
    assert [link.text for link in after.find_all("a")] == [chapter.title for chapter in plan.skipped]


def test_each_table_has_a_caption_and_headings_of_rows_and_columns() -> None:
    page = BeautifulSoup((BUILT / NAME).read_text(encoding="utf-8"), "html.parser")
    tables = page.select("table.syllabus")
    assert len(tables) == 5
    for found in tables:
        assert found.caption.text.strip()
        assert not found.thead.find_all("td")
        assert all(len(row.find_all("th")) == 1 for row in found.select("tbody tr"))


def test_on_a_phone_wide_tables_scroll_by_keyboard_and_the_page_does_not(open_page: Opener, site: str) -> None:
    page, _ = open_page(site, width=360)
    page.goto(site + NAME)
    around = page.locator(".table-wrapper", has=page.locator("#chapters-by-level"))
    page.wait_for_function("node => node.tabIndex === 0", arg=around.element_handle())
    around.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("node => node.scrollLeft > 0", arg=around.element_handle())
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    weeks = page.locator(".table-wrapper", has=page.locator("#course-of-6-weeks"))
    assert weeks.evaluate("node => node.scrollWidth <= node.clientWidth")
