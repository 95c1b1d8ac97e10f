"""An instrument on the gallery's page, driven as a reader does, and its twin in Python."""

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.widgets.samples import SAMPLES
from trainloop.widgets.instrument import Instrument
from trainloop.widgets.settings import Choice, Count, Several, Switch

GALLERY = "gallery.html"
# What the controls of an instrument show, by their settings.
SHOWN = """(host) => Object.fromEntries([...host.querySelectorAll("[data-setting]")].map((control) => [
    control.dataset.setting,
    {
        checked: control.querySelector("input")?.checked,
        chosen: control.querySelector("select")?.value,
        several: [...control.querySelectorAll("input:checked")].map((box) => box.value),
        number: control.querySelector("input[type=number]")?.value,
    },
]))"""
FOLDS = ("All controls", "Numbers", "Share and save")


@dataclass
class Driver:
    """The instrument of a kind on the gallery's page."""

    page: Page
    kind: str
    host: Locator
    twin: Instrument
    words: dict[str, str] = field(default_factory=dict)  # what the twin said, by its state

    @classmethod
    def open(cls, page: Page, address: str, kind: str, fragment: str = "") -> "Driver":
        """Go to the gallery and scroll to the instrument."""
        page.goto(f"{address}{GALLERY}{fragment}")
        return cls.reach(page, kind)

    @classmethod
    def reach(cls, page: Page, kind: str) -> "Driver":
        """Scroll to the instrument on the gallery that is open."""
        host = page.locator(f"[data-instrument={kind}]").first
        host.scroll_into_view_if_needed()
        expect(host.locator(".instrument-summary")).not_to_be_empty()
        return cls(page, kind, host, SAMPLES[kind].make())

    def open_all(self) -> "Driver":
        """Unfold all controls, the numbers and what can be saved."""
        for fold in FOLDS:
            summary = self.host.locator(f"details:not([open]) > summary:text-is('{fold}')")
            if summary.count():
                summary.click()
        return self

    def control(self, setting: str) -> Locator:
        """The control of a setting."""
        return self.host.locator(f"[data-setting={setting}]")

    def slider(self, setting: str) -> Locator:
        """Its range input."""
        return self.control(setting).locator("input[type=range]")

    def field(self, setting: str) -> Locator:
        """The number field beside it."""
        return self.control(setting).locator("input[type=number]")

    def type(self, setting: str, value: object) -> None:
        """Type a value and press Enter."""
        self.field(setting).fill(str(value))
        self.field(setting).press("Enter")

    def sliders(self) -> list[str]:
        """Names of the settings with a slider that shows now."""
        found = self.host.locator("[data-setting]:visible:has(input[type=range])")
        return [str(node.get_attribute("data-setting")) for node in found.all()]

    def follow(self) -> None:
        """Give the twin what the controls show, once the last act is drawn."""
        self.settle()
        shown = self.host.evaluate(SHOWN)
        for name, trait in self.twin.settings().items():
            if name not in shown:
                continue
            control = shown[name]
            if isinstance(trait, Switch):
                value = control["checked"]
            elif isinstance(trait, Choice):
                value = control["chosen"]
            elif isinstance(trait, Several):
                value = control["several"]
            else:
                value = (int if isinstance(trait, Count) else float)(control["number"])
            setattr(self.twin, name, value)

    def settle(self) -> None:
        """Wait for two frames: what was changed before is drawn after them."""
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def agrees(self) -> None:
        """The instrument says what Python says."""
        state = repr(self.twin.get_state())
        if state not in self.words:  # a run takes Python a while, and is the same for the same settings
            self.words[state] = self.twin.summary()
        expect(self.host.locator(".instrument-summary")).to_have_text(self.words[state])

    def press(self, name: str) -> None:
        """Press a button."""
        self.host.get_by_role("button", name=name, exact=True).click()

    def saved(self, button: str) -> str:
        """What a button that saves a file writes into it."""
        with self.page.expect_download() as download:
            self.press(button)
        return Path(download.value.path()).read_text(encoding="utf-8")

    def numbers(self) -> list[list[str]]:
        """The table as it is saved, its heads first."""
        return list(csv.reader(io.StringIO(self.saved("Save the numbers (CSV)"))))

    def drag(self, handle: Locator, across: float, up: float) -> None:
        """Drag a handle by some pixels."""
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
        self.page.mouse.move(x, y)
        self.page.mouse.down()
        self.page.mouse.move(x + across / 2, y - up / 2)
        self.page.mouse.move(x + across, y - up)
        self.page.mouse.up()
