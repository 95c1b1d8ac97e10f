"""A link holds an instrument's settings and brings them back; what isn't allowed in it changes nothing."""

import random
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from tests.widgets.draws import draw
from tests.widgets.page.driver import Driver
from tests.widgets.samples import SAMPLES
from trainloop.widgets.settings import Count, Number, Several, Switch

ALL = list(SAMPLES)


@pytest.fixture
def page(page: Page) -> Page:
    """A page on which no link may open a dialog."""
    page.on("dialog", lambda dialog: pytest.fail(f"a link opened a dialog: {dialog.message}"))
    return page


def key(driver: Driver) -> str:
    """How a link names the instrument."""
    return f"{driver.kind}-{driver.host.get_attribute('data-model')}"


def text(value: object) -> str:
    """A value as a link writes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return " ".join(value) if isinstance(value, list) else repr(value).strip("'")


@pytest.mark.parametrize("kind", ALL)
def test_links_bring_settings_back_and_let_nothing_else_in(kind: str, page: Page, site: str) -> None:
    a_copied_link_restores_the_settings(kind, page, site)
    page.goto("about:blank")
    any_allowed_settings_come_in_by_a_link(kind, page, site)
    page.goto("about:blank")
    refuses(kind, "&".join(HOSTILE), page, site)


def a_copied_link_restores_the_settings(kind: str, page: Page, site: str) -> None:
    driver = Driver.open(page, site, kind).open_all()
    first = driver.sliders()[0]
    driver.slider(first).focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    for name, trait in driver.twin.settings().items():
        if isinstance(trait, Switch) and driver.control(name).is_visible():
            driver.control(name).locator("input").press("Space")
    driver.follow()
    driver.press("Copy link")
    expect(driver.host.locator(".instrument-notice")).not_to_be_empty()
    address = page.url
    assert f"instrument={key(driver)}" in address
    page.goto("about:blank")
    page.goto(address)
    expect(page.locator(f"[data-instrument={kind}] .instrument-summary").first).to_have_text(driver.twin.summary())


def any_allowed_settings_come_in_by_a_link(kind: str, page: Page, site: str) -> None:
    driver = Driver.open(page, site, kind).open_all()
    rng = random.Random(kind)
    chosen = {}
    for name, trait in driver.twin.settings().items():
        low_high = driver.twin.limits.get(name)
        if low_high is not None and hasattr(trait, "bounds"):
            chosen[name] = rng.randint(*map(int, low_high))
        elif not isinstance(trait, Several):
            chosen[name] = draw(name, trait, rng)
    wanted = dict(instrument=key(driver), **{name: text(value) for name, value in chosen.items()})
    page.goto("about:blank")
    driver = Driver.open(page, site, kind, "#" + urlencode(wanted)).open_all()
    for name, value in chosen.items():
        control = driver.control(name)
        if isinstance(value, bool):
            assert control.locator("input").is_checked() == value
        elif isinstance(value, str):
            assert control.locator("select").input_value() == value
        else:
            assert float(driver.field(name).input_value()) == pytest.approx(value, rel=1e-5)
    expect(driver.host.locator(".instrument-notice")).to_be_empty()


HOSTILE = [
    "{first}=1e99",
    "{first}=NaN",
    "{first}=",
    "{first}=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E",
    "__proto__=1",
    "constructor=1",
    "nothing=0.5",
    "limits=0",
    "%E0%A4%A",
]


def refuses(kind: str, rest: str, page: Page, site: str) -> None:
    """Open a link with such settings: nothing changes, and a notice says so."""
    driver = Driver.open(page, site, kind)
    first = next(name for name, trait in driver.twin.settings().items() if isinstance(trait, (Number, Count)))
    link = f"#instrument={key(driver)}&{rest.format(first=first)}"
    page.goto("about:blank")
    driver = Driver.open(page, site, kind, link)
    driver.agrees()
    expect(driver.host.locator(".instrument-notice")).to_contain_text("isn't allowed")


def test_hostile_links_change_nothing(page: Page, site: str) -> None:
    for rest in HOSTILE:
        refuses("LineFit", rest, page, site)


def test_links_to_nothing_leave_the_page_as_it_is(page: Page, site: str) -> None:
    for fragment in ("#instrument=Nothing-9&lr=1", "#instrument=", "#instrument", "#" + "x" * 5000):
        page.goto("about:blank")
        Driver.open(page, site, "LineFit", fragment).agrees()


def test_a_link_followed_on_the_page_itself(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "AdamInside")
    page.evaluate("link => { location.hash = link; }", f"instrument={key(driver)}&lr=0.3&step=7")
    driver.twin.lr, driver.twin.step = 0.3, 7
    driver.agrees()
