"""A notebook in JupyterLab, driven by its menus, and its kernel, asked directly."""

import json
import time
from dataclasses import dataclass, field
from typing import Any

from jupyter_client import BlockingKernelClient
from playwright.sync_api import ConsoleMessage, Error, Page, expect

from tests.widgets.page.driver import Driver
from tests.widgets.samples import SAMPLES
from web.extensions.widgets import dashed

WAIT = 60.0  # seconds for an answer


@dataclass
class Answer:
    """What an executed piece of code printed, and the error that it ended with."""

    printed: str
    error: str


@dataclass
class Desk:
    """The page, and the kernel behind it."""

    page: Page
    client: BlockingKernelClient | None = None
    faults: list[str] = field(default_factory=list)

    def watch(self) -> None:
        """Note what our modules do wrong. JupyterLab's own complaints aren't ours."""
        self.page.on("console", self._console)
        self.page.on("pageerror", self._exception)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and is_ours(f"{message.location.get('url', '')} {message.text}"):
            self.faults.append(f"console: {message.text}")

    def _exception(self, error: Error) -> None:
        if is_ours(f"{error.message} {error.stack}"):
            self.faults.append(f"exception: {error.stack or error.message}")

    def run_all(self) -> None:
        """The menu's Run All Cells, once the kernel listens: JupyterLab forgets what it is told before."""
        expect(self.page.get_by_role("button", name="| Idle")).to_be_visible(timeout=WAIT * 1000)
        self.page.get_by_role("menuitem", name="Run", exact=True).click()
        self.page.get_by_role("menuitem", name="Run All Cells", exact=True).click()

    def restart_and_run_all(self) -> None:
        """The kernel menu's command of that name, and the question that it asks."""
        self.page.get_by_role("menuitem", name="Kernel", exact=True).click()
        self.page.get_by_role("menuitem", name="Restart Kernel and Run All Cells…", exact=True).click()
        outputs = self.page.locator(".jp-Notebook .instrument")
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        expect(outputs).to_have_count(0, timeout=WAIT * 1000)
        self.ready()

    def ready(self) -> None:
        """Wait until all cells have run in the kernel."""
        assert self.client is not None
        self.client.wait_for_ready(timeout=WAIT)
        end = time.monotonic() + 2 * WAIT
        while len(made := self.value("list(globals().get('made', ()))")) < len(SAMPLES):
            assert time.monotonic() < end, f"only {made} are there"
            time.sleep(0.1)

    def execute(self, code: str) -> Answer:
        """Run code in the notebook's kernel."""
        assert self.client is not None
        printed: list[str] = []

        def note(message: dict[str, Any]) -> None:
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])

        reply = self.client.execute_interactive(code, output_hook=note, timeout=WAIT, allow_stdin=False)["content"]
        error = f"{reply['ename']}: {reply['evalue']}" if reply["status"] == "error" else ""
        return Answer("".join(printed), error)

    def value(self, expression: str) -> Any:
        """What an expression is in the kernel: anything that JSON can hold."""
        answer = self.execute(f"import json; print(json.dumps({expression}))")
        assert not answer.error, answer.error
        return json.loads(answer.printed)

    def becomes(self, expression: str, expected: object) -> None:
        """Ask the kernel until it agrees: what the browser sends comes on a line of its own."""
        end = time.monotonic() + WAIT
        while (found := self.value(expression)) != expected:
            assert time.monotonic() < end, f"{expression} is {found!r}, not {expected!r}"
            time.sleep(0.05)

    def instrument(self, kind: str) -> Driver:
        """The instrument of a kind, scrolled to, once it shows."""
        host = self.page.locator(f".jp-Notebook .instrument--{dashed(kind)}")
        host.scroll_into_view_if_needed(timeout=WAIT * 1000)
        expect(host.locator(".instrument-summary")).not_to_be_empty()
        return Driver(self.page, kind, host, SAMPLES[kind].make())


def is_ours(text: str) -> bool:
    """Whether a complaint comes from an instrument, whose module anywidget loads from a blob."""
    return "blob:" in text or "anywidget" in text.lower()
