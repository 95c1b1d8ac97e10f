"""The browser for the tests: an installed Chromium or Chrome, or Debian's package where we may install it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from tests.browser.chromium import executable

MISSING = (
    "The browser tests need Chromium or Chrome, and none was found.\n"
    "Install one from your system's packages (on Debian and Ubuntu as root: apt-get install chromium),\n"
    "or Playwright's own ({playwright} install chromium), or set CHROME_PATH to one."
)
PLAYWRIGHTS_OWN = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as playwright: print(playwright.chromium.executable_path)"
)


def playwrights_own(python: Path) -> bool:
    """Whether Playwright has downloaded a browser of its own."""
    answer = subprocess.run([python, "-c", PLAYWRIGHTS_OWN], capture_output=True, text=True, check=False)
    return answer.returncode == 0 and Path(answer.stdout.strip()).exists()


def may_install() -> bool:
    """Whether this is Debian or a relative of it, and we are root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def provide(python: Path) -> None:
    """Make sure that there is a browser, or raise RuntimeError that says how to get one."""
    if executable() or playwrights_own(python):
        return
    if may_install():
        print("Installing Chromium for the browser tests …", flush=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for arguments in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "-qq", *arguments], env=quiet, check=False, stdout=subprocess.DEVNULL)
    if not executable():
        raise RuntimeError(MISSING.format(playwright=python.parent / "playwright"))
