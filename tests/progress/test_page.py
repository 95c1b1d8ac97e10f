"""My progress in a browser: what it shows, saves, brings back, refuses and clears; what it does without storage."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import Watch
from tests.practice.page.desk import KEY
from tests.progress.samples import FULL, SAMPLES
from tests.site.axe import violations
from tests.structure.book import chapters
from trainloop.progress.record import empty

Opener = Callable[..., tuple[Page, Watch]]
PAGE, CHAPTER = "my-progress.html", "optimizers/adam.html"
DAMAGED = [name for name, (_, why) in SAMPLES.items() if why and len(SAMPLES[name][0]) < 100_000]


def put(page: Page, record: Any) -> None:
    """Have the browser keep a record, and show it."""
    text = record if isinstance(record, str) else json.dumps(record)
    page.evaluate("([key, text]) => localStorage.setItem(key, text)", [KEY, text])
    page.reload()


CHAPTERS = len(chapters())


def kept(page: Page) -> Any:
    """The record that the browser keeps."""
    return json.loads(page.evaluate(f"localStorage.getItem({KEY!r})") or "null")


def choose(page: Page, text: str, name: str = "saved.json") -> None:
    """Bring a file."""
    content = {"name": name, "mimeType": "application/json", "buffer": text.encode()}
    page.get_by_label("Bring back a saved file").set_input_files(content)


def test_empty_it_says_where_to_start(page: Page, site: str) -> None:
    page.goto(site + PAGE)
    expect(page.get_by_text("Nothing yet. Start with")).to_contain_text("What is a training loop?")
    expect(page.get_by_text("No question answered yet.")).to_be_visible()
    expect(page.get_by_text("0 due again today")).to_be_visible()  # no heap of work for who has just come
    page.get_by_text("Nothing yet. Start with").get_by_role("link").press("Enter")
    expect(page.locator("h1")).to_contain_text("What is a training loop?")


def test_it_shows_what_was_read_solved_answered_and_recalled(page: Page, site: str) -> None:
    page.goto(site + PAGE)
    put(page, FULL)
    content = page.locator(".progress-sections")
    expect(content).to_contain_text(f"1 of {CHAPTERS} chapters")
    expect(content).to_contain_text("Adam, November 21, 2026")
    expect(content).to_contain_text("ewa: passed, 3 tries")
    expect(content).to_contain_text("adam_step: not yet, 1 try")
    expect(content.get_by_role("row", name="Adam 0 1")).to_be_visible()
    expect(content).to_contain_text("once you have answered 3 more questions")
    expect(content).to_contain_text("0 due again today")


def test_from_five_answers_on_it_names_what_to_revisit_with_links(page: Page, site: str) -> None:
    page.goto(site + PAGE)
    one = FULL["answers"]["adam-two"]
    answers = {
        f"q{i}": {**one, "concept": concept} for i, concept in enumerate(["Adam", "loss", "Adam", "lag", "<b>x</b>"])
    }
    put(page, {**FULL, "answers": answers})
    heading = page.get_by_role("heading", name="Concepts to revisit")
    listed = heading.locator("xpath=following-sibling::ul[1]")
    assert listed.locator("li").all_inner_texts() == ["Adam", "<b>x</b>", "lag", "loss"]
    expect(page.get_by_text("by (right + 1)/(asked + 2)")).to_be_visible()
    listed.get_by_role("link", name="lag").click()
    expect(page.locator(":target")).to_have_count(1)


def test_a_saved_file_brings_everything_back(page: Page, site: str) -> None:
    page.goto(site + PAGE)
    put(page, FULL)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save my progress as a file").press("Enter")
    assert download.value.suggested_filename.startswith("training-loop-progress-20")
    saved = Path(download.value.path()).read_text(encoding="utf-8")
    assert json.loads(saved) == FULL
    page.get_by_role("button", name="Clear my progress").press("Enter")
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.get_by_role("button", name="Yes, clear it").press("Enter")
    assert kept(page) == empty()
    choose(page, saved)
    expect(page.get_by_text("Your progress is back.")).to_be_visible()
    assert kept(page) == FULL
    page.reload()
    expect(page.locator(".progress-sections")).to_contain_text("ewa: passed, 3 tries")


def test_clearing_can_be_undone_and_refused(page: Page, site: str) -> None:
    page.goto(site + PAGE)
    put(page, FULL)
    page.get_by_role("button", name="Clear my progress").click()
    page.get_by_role("button", name="Keep it").click()
    assert kept(page) == FULL
    page.get_by_role("button", name="Clear my progress").click()
    page.get_by_role("button", name="Yes, clear it").click()
    with page.expect_download():  # what is done meanwhile doesn't take it away
        page.get_by_role("button", name="Save my progress as a file").click()
    page.get_by_role("button", name="Undo").click()
    assert kept(page) == FULL
    expect(page.get_by_role("button", name="Undo")).to_be_hidden()


def test_cards_that_come_again_are_counted_apart_from_new_ones(page: Page, site: str) -> None:
    page.goto(site + PAGE)
    book = json.loads(page.locator("[data-progress] script").text_content() or "")
    deck = next(deck for deck in book["cards"] if deck["ids"])
    first, second, *new = deck["ids"]
    states = [{"box": 1, "due": due, "seen": "2026-01-01"} for due in ("2026-01-02", "2099-01-02")]
    put(page, {**FULL, "cards": dict(zip((first, second), states, strict=True))})
    row = page.locator(".progress-sections li", has_text=f"1 due again, {len(new)} new")
    expect(row.get_by_role("link", name=deck["title"])).to_be_visible()
    expect(page.get_by_text("1 due again today")).to_be_visible()


def test_a_huge_file_is_not_even_read(page: Page, site: str) -> None:
    page.goto(site + PAGE)
    page.evaluate("() => void (Blob.prototype.text = () => { throw new Error('read'); })")
    choose(page, " " * 6_000_001)
    expect(page.locator(".progress-answer")).to_contain_text("it is far too large")


def test_a_file_is_added_or_takes_the_place_of_mine(page: Page, site: str) -> None:
    page.goto(site + PAGE)
    put(page, {**FULL, "read": {"linear-regression": "2026-11-01"}})
    choose(page, json.dumps(FULL))
    expect(page.get_by_role("button", name="Add it to mine")).to_be_focused()
    page.keyboard.press("Enter")
    assert set(kept(page)["read"]) == {"linear-regression", "adam"}
    choose(page, json.dumps(FULL))
    page.get_by_role("button", name="Replace mine").click()
    assert kept(page) == FULL


def test_what_is_no_record_is_refused_with_a_reason_and_changes_nothing(page: Page, site: str) -> None:
    page.goto(site + PAGE)
    put(page, FULL)
    answer = page.locator(".progress-answer")
    for name in DAMAGED:
        text, why = SAMPLES[name]
        choose(page, text, f"<img src=x onerror=alert(1)> {name}.json")
        expect(answer).to_contain_text(f"{name}.json isn't used: {why}. Nothing was changed.")
        assert answer.locator("img").count() == 0, name
        assert kept(page) == FULL, name


def test_markup_in_a_record_stays_text(page: Page, site: str) -> None:
    page.goto(site + PAGE)
    hostile = "<img src=x onerror=\"document.title='taken'\">"
    answers = {"q": {**FULL["answers"]["adam-two"], "given": hostile, "concept": hostile}}
    choose(page, json.dumps({**FULL, "answers": answers}))
    expect(page.get_by_role("rowheader", name=hostile)).to_be_visible()
    assert page.locator(".progress-sections img").count() == 0
    assert "taken" not in page.title()


def test_another_tab_follows(page: Page, site: str) -> None:
    page.goto(site + PAGE)
    other = page.context.new_page()
    other.goto(site + CHAPTER)
    other.get_by_role("button", name="Mark this chapter as read").press("Enter")
    expect(page.locator(".progress-sections")).to_contain_text(f"1 of {CHAPTERS} chapters")
    other.get_by_role("button", name="Read").press("Enter")
    expect(page.locator(".progress-sections")).to_contain_text(f"0 of {CHAPTERS} chapters")


def test_a_chapter_is_marked_as_read_also_among_the_chapters(page: Page, site: str) -> None:
    page.goto(site + CHAPTER)
    button = page.locator(".reading button")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.press("Enter")
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.locator(".sidebar-tree .chapter-read").count() == 1
    page.reload()
    expect(page.locator(".sidebar-tree a:has(.chapter-read)")).to_contain_text("Adam")
    assert list(kept(page)["read"]) == ["adam"]


FORBIDDEN = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
)
FULL_STORAGE = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }"


@pytest.mark.parametrize(
    ("script", "notice"), [(FORBIDDEN, "doesn't let the page keep"), (FULL_STORAGE, "storage is full")]
)
def test_without_storage_all_works_until_the_page_is_left_and_says_so(
    open_page: Opener, site: str, script: str, notice: str
) -> None:
    page, watch = open_page(site)
    page.add_init_script(script)
    page.goto(site + CHAPTER)
    page.locator(".quiz--predict").get_by_role("radio").first.check()
    page.locator(".quiz--predict").get_by_role("button", name="Commit").click()
    expect(page.locator(".quiz--explain")).to_contain_text("You said:")
    expect(page.locator(".quiz-notice:visible")).to_contain_text(notice)
    page.locator(".reading button").click()
    expect(page.locator(".reading")).to_contain_text(notice)
    page.reload()
    expect(page.locator(".quiz--predict").get_by_role("button", name="Commit")).to_be_visible()
    assert [fault for fault in watch.faults if "SecurityError" not in fault] == []


def test_a_damaged_record_is_kept_aside_and_said(page: Page, site: str) -> None:
    page.goto(site + PAGE)
    put(page, "{ damaged")
    expect(page.locator(".progress-notice")).to_contain_text("was damaged. A copy is kept aside")
    assert page.evaluate(f"localStorage.getItem('{KEY}-damaged')") == "{ damaged"


def test_a_newer_books_record_stays_as_it_is(page: Page, site: str) -> None:
    page.goto(site + CHAPTER)
    newer = {**FULL, "version": 2}
    put(page, newer)
    page.locator(".reading button").click()
    expect(page.locator(".reading")).to_contain_text("kept by a newer version of the book")
    assert kept(page) == newer


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_when_there_is_something_to_see(open_page: Opener, site: str, scheme: str) -> None:
    page, watch = open_page(site, scheme=scheme)
    page.goto(site + PAGE)
    put(page, FULL)
    page.get_by_role("button", name="Clear my progress").click()
    assert violations(page) == []
    assert watch.faults == []


def test_nothing_sticks_out_of_a_small_screen(open_page: Opener, site: str) -> None:
    page, _ = open_page(site, width=320)
    page.goto(site + PAGE)
    put(page, FULL)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_without_scripts_it_says_so(open_page: Opener, site: str) -> None:
    page, _ = open_page(site, java_script_enabled=False)
    page.goto(site + PAGE)
    expect(page.locator("[data-progress] noscript p")).to_be_visible()
