"""The committed bundles are what the sources give, small enough, and clean."""

import gzip
import re
from pathlib import Path

import pytest

from tests.widgets.node import ROOT, run
from trainloop.widgets.instrument import STATIC

MODULES = ROOT / "node_modules"
BUDGET = 60_000  # bytes, gzipped: the script that a page loads for its instruments


@pytest.fixture(autouse=True)
def installed() -> None:
    """The tools from npm."""
    if not MODULES.is_dir():
        pytest.fail("node_modules is missing; run `npm ci` first")


def test_bundles_are_fresh(tmp_path: Path) -> None:
    done = run("trainloop/widgets/js/build.js", tmp_path)
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(p.name for p in STATIC.iterdir())
    for path in tmp_path.iterdir():
        assert path.read_bytes() == (STATIC / path.name).read_bytes(), f"{path.name} is stale; run `npm run build`"


def test_vendored_katex_is_fresh(tmp_path: Path) -> None:
    done = run("web/vendor/take.js", tmp_path)
    assert done.returncode == 0, done.stderr
    committed = ROOT / "web" / "vendor" / "katex"
    files = [path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == sum(path.is_file() for path in committed.rglob("*"))
    for name in files:
        assert (tmp_path / name).read_bytes() == (committed / name).read_bytes(), (
            f"{name} is stale; run `npm run vendor`"
        )


def test_page_script_is_small() -> None:
    assert len(gzip.compress((STATIC / "instruments.page.js").read_bytes(), 6)) <= BUDGET


def test_page_script_asks_nobody() -> None:
    script = (STATIC / "instruments.page.js").read_text(encoding="utf-8")
    for word in ("fetch(", "XMLHttpRequest", "WebSocket", "import(", "eval("):
        assert word not in script


def test_host_stays_small() -> None:
    files = (ROOT / "web" / "host").glob("*.js")
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files) < 200


@pytest.mark.parametrize("folder", ["trainloop/widgets/js", "web/host", "tests/widgets"])
def test_eslint(folder: str) -> None:
    done = run(MODULES / "eslint" / "bin" / "eslint.js", folder)
    assert done.returncode == 0, done.stdout


def test_prettier() -> None:
    files = ("trainloop/widgets/js", "web/host", "tests/widgets", "eslint.config.js", "package.json")
    done = run(MODULES / "prettier" / "bin" / "prettier.cjs", "--check", *files)
    assert done.returncode == 0, done.stderr


def test_lock_names_no_address() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")


def test_styles_of_one_instrument_touch_no_other() -> None:
    for sheet in (ROOT / "trainloop" / "widgets" / "js" / "instruments").glob("*/style.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        for rule in re.findall(r"([^{}]+)\{", text):
            if rule.strip().startswith("@") or ".is-" not in rule:
                continue
            assert re.search(rf"\.instrument--{sheet.parent.name}\s", rule), f"{sheet.parent.name}: {rule.strip()}"
