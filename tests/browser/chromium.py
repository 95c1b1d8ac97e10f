"""Where Chromium is and how it is started, for tests and benchmarks alike."""

import os
import shutil

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def executable() -> str | None:
    """Path of the browser: ``CHROME_PATH``, else one on the path, else None (Playwright's own)."""
    named = os.environ.get("CHROME_PATH")
    if named:
        return named
    return next((found for name in NAMES if (found := shutil.which(name))), None)
