"""A JupyterLab of its own, with a notebook that holds every instrument, run and on the screen.

One server, one kernel and one page serve all tests of the folder, which therefore stand in one file.
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client import BlockingKernelClient
from playwright.sync_api import Browser, expect

from tests.lab.driver import Desk
from tests.widgets.node import ROOT
from tests.widgets.samples import SAMPLES
from web.execute import ONE_THREAD

expect.set_options(timeout=20_000)  # a busy machine is slow, not wrong
WAIT = 120.0  # seconds for what starts: a slow machine imports torch for half a minute
KERNEL = "trainloop-tests"
NOTEBOOK = "instruments.ipynb"
FLAGS = (
    "--no-browser",
    "--allow-root",
    "--ServerApp.ip=127.0.0.1",
    "--ServerApp.port_retries=0",
    "--IdentityProvider.token=",
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
)


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def asked(address: str) -> Any:
    """What the server's interface answers."""
    with urllib.request.urlopen(address, timeout=10) as answer:
        return json.load(answer)


def write_notebook(path: Path) -> None:
    """One cell for each instrument, as its sample makes it."""
    opening = "from tests.widgets.samples import SAMPLES\nmade = {}"
    cells = [opening, *(f"w = made[{kind!r}] = SAMPLES[{kind!r}].make()\nw" for kind in SAMPLES)]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    book.metadata["kernelspec"] = {"name": KERNEL, "display_name": KERNEL, "language": "python"}
    nbformat.write(book, path)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the server: what it shows in `root`, and its own settings, data and kernel beside it."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("root", "config", "runtime"):
        (folder / name).mkdir()
    write_notebook(folder / "root" / NOTEBOOK)
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": KERNEL,
        "language": "python",
    }
    kernel = folder / "data" / "kernels" / KERNEL
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def lab(home: Path) -> Iterator[str]:
    """Address of a running JupyterLab, without a slash at its end."""
    port = free_port()
    environment = {
        **os.environ,
        **ONE_THREAD,
        "PYTHONPATH": str(ROOT),
        **{f"JUPYTER_{name.upper()}_DIR": str(home / name) for name in ("config", "data", "runtime")},
    }
    command = [sys.executable, "-m", "jupyterlab", *FLAGS, f"--ServerApp.port={port}"]
    with (home / "log").open("w", encoding="utf-8") as log:
        server = subprocess.Popen(
            [*command, f"--ServerApp.root_dir={home / 'root'}"],
            env=environment,
            cwd=home,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            wait_for(server, f"{address}/api", home / "log")
            yield address
        finally:
            server.terminate()  # it ends its kernels, too
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def wait_for(server: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    """Wait until the server answers."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end and server.poll() is None:
        try:
            asked(address)
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"JupyterLab didn't start:\n{log.read_text(encoding='utf-8')[-3000:]}")


@pytest.fixture(scope="session")
def desk(lab: str, home: Path, browser: Browser) -> Iterator[Desk]:
    """The notebook in JupyterLab after "Run All Cells", and a line to its kernel."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
    page = context.new_page()
    desk = Desk(page)
    desk.watch()
    page.goto(f"{lab}/lab/tree/{NOTEBOOK}?reset")
    expect(page.locator(".jp-Notebook .jp-CodeCell").first).to_be_visible(timeout=WAIT * 1000)
    desk.run_all()
    [kernel] = asked(f"{lab}/api/kernels")
    client = BlockingKernelClient(connection_file=str(home / "runtime" / f"kernel-{kernel['id']}.json"))
    client.load_connection_file()
    client.start_channels()
    try:
        desk.client = client
        desk.ready()
        yield desk
    finally:
        client.stop_channels()
        context.close()
