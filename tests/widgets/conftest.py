"""The instruments' tests share the browser's fixtures."""

from tests.browser.fixtures import browser, built, open_page, page, site

__all__ = ["browser", "built", "open_page", "page", "site"]
