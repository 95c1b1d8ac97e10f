"""The instruments' tests share the browser's fixtures."""

from playwright.sync_api import expect

from tests.browser.fixtures import browser, built, open_page, page, site

__all__ = ["browser", "built", "open_page", "page", "site"]

expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
