"""The committed bundles are what the sources give, small enough, and clean."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from tests.widgets.node import ROOT, run
from tests.widgets.samples import SAMPLES
from trainloop.widgets.instrument import STATIC
from web.extensions.widgets import dashed

MODULES = ROOT / "node_modules"
STARTER, KIT = STATIC / "instruments.page.js", STATIC / "kit.page.js"
KINDS = [f"{dashed(kind)}.page.js" for kind in SAMPLES]
BUDGETS = {STARTER.name: 2_000, KIT.name: 16_000}  # bytes, gzipped: what a page loads at once; what instruments share
KIND_BUDGET = 8_000  # what one kind of instrument adds
# Runs each kind's script on the kit, in a browser without a page; prints the names of those that offer a renderer.
RUN = """
for (const path of process.argv.slice(1)) await import(path);
const kit = (path) => {
    if (path in trainloopKit) return trainloopKit[path];
    throw new Error(`${path} is not in the kit`);
};
for (const [kind, start] of Object.entries(trainloopInstruments)) {
    start(kit, (render) => typeof render === "function" && console.log(kind));
}
"""


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


@pytest.mark.parametrize("name", [STARTER.name, KIT.name, *KINDS])
def test_page_scripts_are_small_and_ask_nobody(name: str) -> None:
    script = (STATIC / name).read_bytes()
    assert len(gzip.compress(script, 6)) <= BUDGETS.get(name, KIND_BUDGET)
    for word in (b"fetch(", b"XMLHttpRequest", b"WebSocket", b"import(", b"eval("):
        assert word not in script


def test_every_kind_stands_on_the_kit() -> None:
    scripts = [path.as_uri() for path in (KIT, *map(STATIC.joinpath, KINDS))]
    done = run("--input-type=module", "--eval", RUN, *scripts)
    assert done.returncode == 0, done.stderr
    assert sorted(done.stdout.split()) == sorted(SAMPLES)


def test_addresses_change_with_what_they_hold() -> None:
    starter = STARTER.read_text(encoding="utf-8")
    for name in (KIT.name, *KINDS):
        assert f"{name}?v={hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]}" in starter


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
