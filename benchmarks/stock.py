"""The same notebooks built by Jupyter Book as it comes: default theme, MathJax, the standard widget manager.

What its pages load from other hosts is put beside them first, so that neither network nor cache decides; what scripts
ask for later (the code of anywidget itself) is missing, so the weights are lower bounds.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from benchmarks import lighthouse, pages
from benchmarks.places import ONE_THREAD, ROOT, SCRATCH, SITE, chapter_names, npm
from benchmarks.table import Row

# Addresses in the pages, and the npm packages that hold the files.
ELSEWHERE = {
    r"https://cdnjs\.cloudflare\.com/ajax/libs/require\.js/[\d.]+/require\.min\.js": ("requirejs@2.3.4", "require.js"),
    r"https://cdn\.jsdelivr\.net/npm/@jupyter-widgets/html-manager@[^/]+/dist/embed-amd\.js": (
        "@jupyter-widgets/html-manager@1.0.6",
        "dist/embed-amd.js",
    ),
    r"https://cdn\.jsdelivr\.net/npm/mathjax@3/es5/tex-mml-chtml\.js": ("mathjax@3.2.2", "es5/tex-mml-chtml.js"),
}
START = "from jupyter_book.cli.main import main; main()"  # its command, wherever scripts were installed
CONFIG = """title: Stock
only_build_toc_files: true
execute: {execute_notebooks: force, timeout: 120}
bibtex_bibfiles: [references.bib]
sphinx: {config: {bibtex_reference_style: author_year}}
"""


def sources() -> Path:
    """A book of the same pages: the notebooks that readers download, and the prose pages."""
    target = SCRATCH / "stock"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(ROOT / "notebooks", target, ignore=shutil.ignore_patterns(".*"))
    for path in (ROOT / "book").iterdir():
        if path.is_file():
            shutil.copyfile(path, target / path.name)
    (target / "_config.yml").write_text(CONFIG, encoding="utf-8")
    shutil.copyfile(ROOT / "_toc.yml", target / "_toc.yml")
    return target


def build(folder: Path) -> float:
    """Seconds of ``jupyter-book build``."""
    environment = {**os.environ, **ONE_THREAD, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    command = [sys.executable, "-c", START, "build", str(folder)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the stock build failed:\n{done.stdout[-3000:]}{done.stderr[-3000:]}")
    return time.perf_counter() - start


def bring_home(site: Path) -> None:
    """Put what pages load from other hosts beside them, and let them load it from there."""
    target = site / "_static" / "elsewhere"
    for package, _ in ELSEWHERE.values():
        folder = target / re.sub(r"\W+", "-", package)
        folder.mkdir(parents=True)
        archive = folder / npm("pack", package, folder=folder).split()[-1]
        with tarfile.open(archive) as packed:
            packed.extractall(folder, filter="data")
        archive.unlink()
    for page in site.rglob("*.html"):
        up = "../" * (len(page.relative_to(site).parts) - 1)
        text = page.read_text(encoding="utf-8")
        for address, (package, file) in ELSEWHERE.items():
            local = f"{up}_static/elsewhere/{re.sub(chr(92) + 'W+', '-', package)}/package/{file}"
            text = re.sub(address, local, text)
        page.write_text(text, encoding="utf-8")


def rows() -> Iterator[Row]:
    """Build time, weight and Lighthouse of the chapters, beside this site's; nothing is promised about them."""
    folder = sources()
    yield Row("stock: clean build, notebooks executed one after another", f"{build(folder):.1f} s")
    site = folder / "_build" / "html"
    bring_home(site)
    chapters = {f"{name}.html" for name in chapter_names()}
    for label, place in (("stock", site), ("this site", SITE)):
        heavy = [kilobytes for name, kilobytes, _ in pages.weights(place) if name in chapters]
        yield Row(f"{label}: a chapter's first load, gzipped, average", f"{mean(heavy):.0f} kB")
    for name, report in lighthouse.reports(site, sorted(chapters), runs=1):
        scores = " / ".join(f"{report.scores[key]:.2f}" for key in lighthouse.BARS)
        yield Row(f"stock: {name}: performance, accessibility, practices, SEO", scores)
        yield Row(f"stock: {name}: layout shift; blocking time", f"{report.shift:.3f}; {report.blocking:.0f} ms")
