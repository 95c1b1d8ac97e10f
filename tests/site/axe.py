"""axe-core, run in a page."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
# Two frames, in which the page's observers of sizes report; then the idle time that their work was put off to.
SETTLED = """async () => {
  await document.fonts.ready;
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  await new Promise((done) => requestIdleCallback(done, { timeout: 2000 }));  // theirs is over after 300 ms
}"""


def violations(page: Page) -> list[str]:
    """What axe-core finds wrong once the page has settled, one line for each element; best practices included."""
    if not SCRIPT.exists():
        pytest.fail(f"{SCRIPT} is missing; run `npm ci` first")
    page.evaluate(SETTLED)
    page.evaluate(SCRIPT.read_text(encoding="utf-8"))
    result = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{violation['id']} ({violation['impact']}): {node['target'][0]}: {node['html'][:160]}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
