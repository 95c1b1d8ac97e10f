"""An instrument on a page, driven as a reader does, and its twin in Python."""

import json
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from trainloop.widgets import AdamInside, EwaExplorer, LineFit
from trainloop.widgets.instrument import Instrument

PAGES = {
    "LineFit": "loop/linear-regression.html",
    "EwaExplorer": "optimizers/exponentially-weighted-averages.html",
    "AdamInside": "optimizers/adam.html",
}
# Name of the control → name of the setting.
SLIDERS = {
    "LineFit": {
        "α learning rate": "lr",
        "w slope at the start": "w",
        "b intercept at the start": "b",
        "noise added to y": "noise",
        "shift of x": "shift",
        "stretch of x": "stretch",
        "step shown": "step",
    },
    "EwaExplorer": {"β decay": "beta", "chosen day": "day", "noise, times": "noise"},
    "AdamInside": {
        "gradient, times": "scale",
        "t step": "step",
        "α learning rate": "lr",
        "β₁ decay of m": "beta1",
        "β₂ decay of v": "beta2",
        "ε in the denominator": "eps",
    },
}
COUNTS = {"step", "day"}


def twin(state: dict[str, Any]) -> Instrument:
    """The same widget in Python, from the state that the page holds."""
    settings = {name: value for name, value in state.items() if name not in ("limits", "draws", "step", "parameter")}
    if "x" in state:
        return LineFit(settings.pop("x"), settings.pop("y"), **settings)
    if "values" in state:
        chosen = {name: state[name] for name in ("beta", "noise", "corrected", "unit")}
        return EwaExplorer(state["values"], signal=state["signal"] or None, **chosen)
    return AdamInside(**settings)


@dataclass
class Driver:
    """The first instrument of a kind on the page."""

    page: Page
    kind: str
    host: Locator
    twin: Instrument

    @classmethod
    def open(cls, page: Page, address: str, kind: str) -> "Driver":
        """Go to the chapter and scroll to the instrument."""
        page.goto(address + PAGES[kind])
        host = page.locator(f"[data-instrument={kind}]").first
        host.scroll_into_view_if_needed()
        expect(host.locator(".instrument-summary")).not_to_be_empty()
        state = json.loads(host.locator("script").text_content() or "")
        return cls(page, kind, host, twin(state))

    def open_all(self) -> None:
        """Unfold all controls and the numbers."""
        for fold in ("All controls", "Numbers"):
            self.host.locator("summary", has_text=fold).click()

    def slider(self, label: str) -> Locator:
        """The range input with this label."""
        return self.host.get_by_role("slider", name=label, exact=True)

    def field(self, label: str) -> Locator:
        """The number field beside it."""
        control = self.slider(label).locator("xpath=ancestor::div[contains(@class, 'instrument-control')]")
        return control.locator("input[type=number]")

    def follow(self, label: str) -> None:
        """Give the twin what the field shows, once the last act is drawn."""
        self.settle()
        name = SLIDERS[self.kind][label]
        value = float(self.field(label).input_value())
        setattr(self.twin, name, int(value) if name in COUNTS else value)
        if self.kind == "LineFit" and name not in ("lr", "step"):
            self.twin.step = 0  # a run that starts elsewhere starts again

    def settle(self) -> None:
        """Wait for two frames: what was changed before is drawn after them."""
        self.page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def agrees(self) -> None:
        """The instrument says what Python says."""
        expect(self.host.locator(".instrument-summary")).to_have_text(self.twin.summary())

    def press(self, name: str) -> None:
        """Press a button."""
        self.host.get_by_role("button", name=name, exact=True).click()

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
