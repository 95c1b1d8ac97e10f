"""Exercises on the page: what they load before they are used, and how long a reader waits for an answer.

The peer is the notebook's way to the same answer: a kernel starts, imports torch as every chapter does, and checks.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

import nbformat
from nbclient import NotebookClient
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.places import ROOT, SITE, page_names
from benchmarks.table import Row, at_most
from tests.browser.chromium import FLAGS, executable
from tests.browser.server import serving

NAME = "ewa"
LAZY = ("editor.js", "python.js", "pyodide", "checks-")
CODE = "def ewa(values, beta):\n    m, averages = 0.0, []\n    for x in values:\n        m = beta * m + (1 - beta) * x\n        averages.append(m)\n    return averages"
WAIT_MS, WARM_RUNS = 120_000, 20
ANSWER = """(host) => new Promise((resolve) => {
    const start = performance.now();
    const watch = new MutationObserver(() => {
        if (host.querySelector(".trainloop-report")) resolve(performance.now() - start), watch.disconnect();
    });
    watch.observe(host, { childList: true, subtree: true });
    host.querySelector(".exercise-run").click();
})"""


def page_with_exercise() -> str:
    """The page that holds the exercise."""
    return next(name for name in page_names() if f'data-exercise="{NAME}"' in (SITE / name).read_text(encoding="utf-8"))


def watched(browser: Browser, address: str) -> tuple[Page, dict[str, float]]:
    """The page, loaded, and the bytes on the wire by file, which go on growing."""
    page = browser.new_context().new_page()
    page.set_default_timeout(WAIT_MS)
    sizes: dict[str, float] = {}

    def note(request: object) -> None:
        name = request.url.rpartition("_static/")[2]  # type: ignore[attr-defined]
        if name.startswith(LAZY):
            sizes[name] = sizes.get(name, 0.0) + request.sizes()["responseBodySize"]  # type: ignore[attr-defined]

    page.on("requestfinished", note)
    page.goto(address, wait_until="networkidle")
    return page, sizes


def in_the_notebook() -> float:
    """Milliseconds from a new kernel to the first answer."""
    cells = [f"import torch\nfrom trainloop.exercises import check\n{CODE}", f"check({NAME})"]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    start = time.perf_counter()
    NotebookClient(book, timeout=120, resources={"metadata": {"path": str(ROOT)}}).execute()
    return 1000 * (time.perf_counter() - start)


def rows() -> Iterator[Row]:
    """Bytes before the first run, then times: cold, warm, and the notebook's."""
    with serving(SITE) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        page, sizes = watched(browser, home + page_with_exercise())
        yield at_most("editor and Python, before they are used", sum(sizes.values()) / 1000, 0, "kB", digits=0)
        host = page.locator(f'[data-exercise="{NAME}"]')
        host.locator("textarea").fill(CODE)
        host.locator(".cm-editor").wait_for()
        page.wait_for_load_state("networkidle")
        yield Row("the editor, at its first focus, gzipped", f"{sum(sizes.values()) / 1000:.0f} kB")
        editor = sum(sizes.values())
        cold = host.evaluate(ANSWER)
        page.wait_for_load_state("networkidle")
        yield Row("Python, at the first run, gzipped", f"{(sum(sizes.values()) - editor) / 1e6:.1f} MB")
        yield Row("first answer, Python loaded from this machine", f"{cold:.0f} ms")
        warm = median(host.evaluate(ANSWER) for _ in range(WARM_RUNS))
        yield Row("each further answer, median", f"{warm:.0f} ms")
        browser.close()
    yield Row("first answer in a notebook: kernel, torch, check", f"{in_the_notebook():.0f} ms")
