"""Exercises on the built pages: Run answers as the notebook does, and nothing a reader does breaks the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.fixtures import Watch
from tests.practice.cases import right_attempts, wrong_attempts
from tests.practice.page.desk import START, Desk, held, needs_tensors
from trainloop.exercises.filling import find_given, known_blanks
from trainloop.exercises.task import find_task, known_tasks, recorded

Opener = Callable[..., tuple[Page, Watch]]

RIGHT = {name: code for name, code in reversed(right_attempts()) if not needs_tensors(code)}
WRONG = {w.name: w for w in reversed(wrong_attempts()) if w.message is not None and not needs_tensors(w.code)}
ON_THE_PAGE = [name for name in known_tasks() if name in RIGHT and not find_task(name).needs_torch]  # type: ignore[union-attr]
TRIED = {*ON_THE_PAGE, *known_blanks()}
SAID = [
    ("def ewa(values, beta)\n    return 1", "Line 1 can't be read as Python: look there"),
    ("def ewa(values, beta):\nreturn 1", "Line 2 can't be read as Python: it is indented differently"),
    ("x = 1\nx.real.y", "AttributeError was raised in line 2, before the check: look at that line."),
    ("y = z", "NameError was raised in line 1, before the check: nothing has given a value"),
    ("input()", "EOFError was raised in line 1, before the check: input() can't ask anybody here"),
    ("exit()", "SystemExit was raised in line 1, before the check: leave exit() away"),
    ("x = [0] * 10**12", "OverflowError was raised in line 1"),
    ("x = bytearray(2**31 - 1), bytearray(2**31 - 1)", "MemoryError was raised in line 1"),
    ("def average(): pass", "There is no ewa: keep the names"),
    ("def ewa(values, beta):\n    import torch", "PyTorch isn't on the page"),
    ("def ewa(values, beta):\n    return torch.tensor(values)", "PyTorch isn't on the page"),
    ("from trainloop.averages import ewa", "trainloop.averages isn't on the page"),
    ("from js import postMessage\npostMessage('hello')", "There is no ewa: keep the names"),
    ("def ewa(values, beta): return ewa(values, beta)", "RecursionError"),
]
ENDLESS = "def ewa(values, beta):\n    while True: pass"
# The page's limit is over after half a second while the page is hasty; `limits` keeps the times that were asked for.
HASTY = """
    const wait = window.setTimeout;
    window.limits = [];
    window.setTimeout = (act, time, ...rest) => {
        if (time >= 3000) window.limits.push(time);
        return wait(act, window.hasty && time >= 3000 ? 500 : time, ...rest);
    };
"""


@pytest.fixture
def ewa(page: Page, site: str) -> Desk:
    return Desk(page, site, "ewa")


def test_each_exercise_and_each_blank_has_its_page() -> None:
    assert TRIED - {name for names in held().values() for name in names} == set()


@pytest.mark.parametrize("address", [address for address, names in held().items() if TRIED & set(names)])
def test_stub_wrong_right_and_blanks_get_the_notebook_s_answers(page: Page, site: str, address: str) -> None:
    page.goto(site + address)  # one page and one Python for all that stands on it
    for name in held()[address]:
        if name in ON_THE_PAGE:
            tries(Desk(page, None, name))
        elif name in known_blanks():
            fills_in(Desk(page, None, name))


def tries(desk: Desk) -> None:
    """Run the stub, a wrong and a right attempt: each gets its answer and is counted."""
    name = desk.name
    desk.come()
    assert desk.run().startswith(f"{name} isn't written yet."), name
    assert name not in desk.record().get("exercises", {}), name
    assert desk.solve(WRONG[name].code) == (WRONG[name].message or "").replace("`", ""), name
    assert desk.record()["exercises"][name] == {"tries": 1, "passed": None}, name
    assert desk.solve(RIGHT[name]).startswith("All "), name
    assert desk.report.locator(".trainloop-verdict").inner_text().strip() == f"{name}: passed."
    desk.run()
    kept = desk.record()["exercises"][name]
    assert kept["tries"] == 2, name
    assert len(kept["passed"]) == len("2026-11-21"), name


def fills_in(desk: Desk) -> None:
    """Fill in a worked example's blanks: but one, all, without the first name; then with the names that it gives."""
    chapter = desk.name
    values = recorded("blanks")["chapters"][chapter]
    lines = [f"{name} = {value!r}" for name, value in values.items()]
    assert "fill in" in desk.solve("\n".join([*lines[:-1], lines[-1].partition("=")[0] + "= ..."])), chapter
    assert desk.solve("\n".join(lines)).endswith("are right."), chapter
    missing = next(iter(values))
    said = f"There is no {missing}: keep the names that stood here at the start."
    assert desk.solve("\n".join(lines[1:])) == said, chapter
    given = f"there = [{', '.join(find_given(chapter))}]"
    assert desk.solve("\n".join([given, *lines])).endswith("are right."), chapter


def test_a_function_that_never_ends_is_stopped_by_python(ewa: Desk) -> None:
    assert ewa.solve(ENDLESS).startswith("Your function was still running after 2 seconds and was stopped")
    assert ewa.solve("while True: pass").startswith("Your code was still running after 2 seconds and was stopped")


def test_what_python_cannot_stop_is_stopped_by_the_page(page: Page, site: str) -> None:
    page.add_init_script(HASTY)
    ewa = Desk(page, site, "ewa")
    page.evaluate("window.hasty = true")
    assert ewa.solve("sum(iter(int, 1))").startswith("Your code was still running after 4 seconds")
    page.evaluate("window.hasty = false")
    ewa.solve("import js\njs.self.close()")
    page.evaluate("window.hasty = true")
    assert ewa.run().startswith("Your code was still running after 4 seconds")  # nobody is there to answer
    page.evaluate("window.hasty = false")
    assert ewa.solve(RIGHT["ewa"]).startswith("All ")  # a new Python answers
    assert page.evaluate("window.limits") == [4000] * 4


def test_stop_ends_a_run_at_once(ewa: Desk) -> None:
    ewa.solve(RIGHT["ewa"])
    ewa.write("sum(iter(int, 1))")
    ewa.button("Run").click()
    ewa.button("Stop").click()
    expect(ewa.answer).to_have_text("Stopped.")
    expect(ewa.button("Run")).to_be_focused()
    assert ewa.solve(RIGHT["ewa"]).startswith("All ")


def test_what_goes_wrong_is_said_in_the_book_s_words(ewa: Desk) -> None:
    for code, said in SAID:
        assert ewa.solve(code).startswith(said)
    assert ewa.solve(RIGHT["ewa"]).startswith("All ")


def test_what_the_code_prints_stands_above_the_report_and_is_cut(ewa: Desk) -> None:
    ewa.solve(f"print('<b>one</b>')\n{RIGHT['ewa']}")
    expect(ewa.host.get_by_role("region", name="Printed")).to_have_text("<b>one</b>\n")
    ewa.solve(f"for i in range(10**5): print(i)\n{RIGHT['ewa']}")
    lines = ewa.host.get_by_role("region", name="Printed").inner_text().split("\n")
    assert (len(lines), lines[-1]) == (201, "… and more, which is cut here")


def test_an_answer_that_code_forges_brings_no_script_onto_the_page(ewa: Desk) -> None:
    forged = json.dumps({"html": "<img src=x onerror='window.forged = 1'><p id=x>forged</p>", "passed": True})
    ewa.write(
        f"from js import postMessage\nfrom pyodide.ffi import to_js\nimport js\npostMessage(js.JSON.parse({json.dumps(json.dumps({'answer': forged}))}))"
    )
    ewa.button("Run").click()
    expect(ewa.answer).to_contain_text("forged", timeout=START)
    assert ewa.page.evaluate("window.forged") is None
    assert ewa.host.locator("#x, [src], [onerror]").count() == 0


def test_hints_come_one_by_one_and_ask_for_nothing(ewa: Desk) -> None:
    task = find_task("ewa")
    assert task is not None and task.hints
    asked: list[str] = []
    ewa.page.wait_for_load_state("networkidle")
    ewa.page.on("request", lambda request: asked.append(request.url))
    for i in range(1, len(task.hints) + 1):
        ewa.button("Hint").click()
        expect(ewa.host.get_by_role("listitem")).to_have_count(i)
    expect(ewa.button("Hint")).to_have_count(0)
    assert asked == []


def test_nothing_is_loaded_before_it_is_needed(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path.rpartition("/")[2]))
    desk = Desk(page, site, "ewa")
    page.wait_for_load_state("networkidle")
    lazy = ("editor.js", "python.js", "pyodide", "checks-", "python_stdlib")
    assert not [name for name in asked if name.startswith(lazy)]
    desk.come()
    assert [name for name in asked if name.startswith(lazy)] == ["editor.js"]
    desk.run()
    assert "pyodide.asm.wasm" in asked


def test_loading_says_how_large_it_is_and_how_far(ewa: Desk) -> None:
    said = ewa.page.evaluate_handle(
        """(host) => {
            const said = new Set();
            new MutationObserver(() => said.add(host.querySelector(".exercise-answer").textContent)).observe(host, { childList: true, subtree: true });
            return said;
        }""",
        ewa.host.element_handle(),
    )
    ewa.run()
    texts = said.evaluate("said => [...said]")
    assert any(text.startswith("0%Loading Python (") or "MB, once) …" in text for text in texts)
    assert any("100%" in text for text in texts)


def test_a_failed_download_can_be_tried_again(open_page: Opener, site: str) -> None:
    page, _ = open_page(site)
    desk = Desk(page, site, "ewa")

    def refuse(route: Route) -> None:
        route.abort()

    page.context.route("**/python_stdlib.zip", refuse)
    desk.button("Run").click()
    expect(desk.answer).to_contain_text("Python couldn't be loaded", timeout=START)
    expect(desk.answer.get_by_role("link", name="Download the notebook")).to_be_visible()
    page.context.unroute("**/python_stdlib.zip", refuse)
    desk.button("Try again").click()
    expect(desk.report).to_contain_text("isn't written yet", timeout=START)


def test_from_a_file_it_says_how_to_run_python(open_page: Opener, built: Path) -> None:
    home = built.as_uri() + "/"
    page, watch = open_page(home)
    desk = Desk(page, home, "ewa")
    desk.come()
    desk.button("Run").click()
    expect(desk.answer).to_contain_text("make serve")
    expect(desk.answer.get_by_role("link")).to_be_visible()
    assert watch.faults == []
