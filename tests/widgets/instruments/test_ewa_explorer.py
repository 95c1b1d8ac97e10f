"""EwaExplorer's second act: how much weight is there, and what dividing by it does."""

import re
from typing import Any

import pandas as pd
import pytest
import torch
from playwright.sync_api import Page, expect

from tests.widgets.node import ask
from tests.widgets.page.driver import Driver
from trainloop.averages import weights
from trainloop.data import temperatures
from trainloop.widgets import EwaExplorer

FIVE = [35.0, 33.0, 36.0, 34.0, 38.0]
STARTS = ("zero", "corrected", "first")


def test_a_hundred_days_are_not_plenty() -> None:
    widget = EwaExplorer([35.0] * 120, beta=0.999, act="correction", day=100)
    run = widget.trace()
    assert run.zero[99].item() == pytest.approx(3.3, abs=0.04)
    assert run.corrected.tolist() == pytest.approx([35.0] * 120)
    assert "sum to 1 − β¹⁰⁰ = 0.0952; the zero start holds the other β¹⁰⁰ = 0.905" in widget.summary()
    assert "the average is 3.33 °C; divided by 0.0952 it is 35 °C." in widget.summary()


def test_the_five_days_of_the_chapter() -> None:
    run = EwaExplorer(FIVE, beta=0.9, act="correction").trace()
    assert run.zero.tolist() == pytest.approx([3.5, 6.45, 9.405, 11.8645, 14.47805], abs=1e-9)
    assert run.corrected[:2].tolist() == pytest.approx([35, 33.947], abs=5e-4)


def test_starting_at_the_first_value_is_not_the_same() -> None:
    widget = EwaExplorer([35.0] * 120, beta=0.999, act="correction", start="first", day=100)
    assert "x₁ alone has β⁹⁹ = 0.906 of it; corrected it has 0.00951" in widget.summary()
    run = EwaExplorer(FIVE, start="first").trace()
    assert run.average.tolist() == run.first.tolist()
    assert (run.first - run.corrected).abs().max() > 0.3


@pytest.mark.parametrize("beta", [0.0, 0.5, 0.9, 0.999])
def test_the_starts_are_those_of_pandas(beta: float) -> None:
    year = temperatures(seed=0)
    run = EwaExplorer(year.value, beta=beta).trace()
    series = pd.Series(year.value.tolist())
    for average, adjust in ((run.corrected, True), (run.first, False)):
        expected = series.ewm(alpha=1 - beta, adjust=adjust).mean()
        torch.testing.assert_close(average, torch.tensor(expected.to_numpy()), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("beta", [0.0, 0.37, 0.9, 0.999])
@pytest.mark.parametrize("n", [1, 2, 40])
def test_the_shares_give_the_average_and_reach_their_sum(beta: float, n: int) -> None:
    values = temperatures(seed=1).value[:40]
    run = EwaExplorer(values, beta=beta).trace()
    found = dict(zip(STARTS, ask([["engine/averages.shares", beta, n, start] for start in STARTS]), strict=True))
    for start in STARTS:
        share = torch.tensor(found[start], dtype=torch.float64)
        average = getattr(run, start)[n - 1]
        torch.testing.assert_close((share * values[:n].flip(0)).sum(), average, rtol=1e-9, atol=1e-9)
        reached = weights(beta, n).sum().item() if start == "zero" else 1.0
        assert share.sum().item() == pytest.approx(reached)
    assert run.weight[n - 1].item() == pytest.approx(sum(found["zero"]))


@pytest.mark.parametrize("beta", [0.0, 0.42, 0.9, 0.999])
def test_the_browsers_averages(beta: float) -> None:
    values = temperatures(seed=2).value[:200]
    run = EwaExplorer(values, beta=beta).trace()
    [found] = ask([["engine/averages.ewaFromFirst", values.tolist(), beta]])
    assert found == pytest.approx(run.first.tolist(), rel=1e-9, abs=1e-9)


def test_corrected_is_a_way_to_start() -> None:
    widget = EwaExplorer(FIVE, corrected=True)
    assert (widget.start, widget.corrected) == ("corrected", True)
    widget.corrected = False
    assert (widget.start, widget.corrected) == ("zero", False)
    widget.start = "first"
    assert not widget.corrected


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"corrected": 1}, TypeError, "corrected must be True or False, not 1"),
        ({"corrected": True, "start": "zero"}, ValueError, "corrected must not be given along with start"),
        ({"start": "one"}, ValueError, "start must be one of 'zero', 'corrected', 'first', not 'one'"),
        ({"act": "second"}, ValueError, "act must be one of 'echo', 'correction', not 'second'"),
        ({"day": 6}, ValueError, "day must be a number from 1 to 5, not 6"),
    ],
)
def test_refuses(settings: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=re.escape(words)):
        EwaExplorer(FIVE, **settings)


def test_the_chosen_day_suits_the_act() -> None:
    assert EwaExplorer([1.0, 2.0] * 60).day == 41
    assert EwaExplorer([1.0, 2.0] * 60, act="correction").day == 5
    assert EwaExplorer([1.0, 2.0], act="correction").day == 2


@pytest.fixture
def driver(page: Page, site: str) -> Driver:
    """The instrument in its second act, with all unfolded."""
    opened = Driver.open(page, site, "EwaExplorer").open_all()
    opened.control("act").locator("select").select_option("correction")
    opened.follow()
    opened.agrees()
    return opened


def reach(driver: Driver, layer: str) -> float:
    """How high the chosen column's layer reaches, in weights, read from the picture's own axis."""
    picture = driver.host.locator(".instrument-figure--stack svg")
    one, drawn = (
        [float(number) for number in re.findall(r"-?[\d.]+", picture.locator(f"path.{style}").get_attribute("d") or "")]
        for style in ("is-one", layer)
    )
    bottom = float(re.findall(r"[\d.]+", picture.locator(".instrument-axis path").first.get_attribute("d") or "")[1])
    return (bottom - drawn[-1]) / (bottom - one[1])


def test_each_act_asks_and_shows_its_own(driver: Driver) -> None:
    question = driver.host.locator(".instrument-question")
    expect(question).to_have_text("How much weight is there yet?")
    expect(driver.host.locator(".instrument-figure--stack")).to_be_visible()
    expect(driver.host.locator(".instrument-figure--year")).to_have_count(0)
    expect(driver.host.locator(".instrument-simple [data-setting=day]")).to_be_visible()
    driver.control("act").locator("select").focus()
    driver.control("act").locator("select").select_option("echo")
    expect(question).to_have_text("What does one day leave behind?")
    expect(driver.control("act").locator("select")).to_be_focused()
    expect(driver.host.locator(".instrument-figure--stack")).to_have_count(0)
    expect(driver.host.locator(".instrument-more [data-setting=day]")).to_be_visible()
    driver.follow()
    driver.agrees()


def test_the_correction_lifts_the_stack_to_the_line(driver: Driver) -> None:
    driver.type("day", 5)
    driver.settle()
    assert reach(driver, "is-bar:not(.is-other)") == pytest.approx(1 - 0.9**5, abs=0.01)
    driver.control("start").locator("select").select_option("corrected")
    driver.settle()
    assert reach(driver, "is-bar:not(.is-other)") == pytest.approx(1, abs=0.002)
    driver.control("start").locator("select").select_option("first")
    driver.settle()
    assert reach(driver, "is-bar:not(.is-other)") == pytest.approx(1 - 0.9**4, abs=0.01)
    driver.follow()
    driver.agrees()


def test_the_key_names_what_is_drawn(driver: Driver) -> None:
    def entries() -> list[str]:
        return driver.host.locator(".instrument-legend li:visible").all_inner_texts()

    assert "of the start, βᵗ" in entries()
    assert "weight of x₁" not in entries()
    driver.control("start").locator("select").select_option("first")
    driver.settle()
    assert "of the start, βᵗ" not in entries()
    assert {"from x₁", "weight of x₁"} <= set(entries())


def test_a_press_chooses_the_day_in_both_pictures(driver: Driver) -> None:
    driver.type("day", 5)
    for name, share in (("averages", 0.5), ("stack", 0.8)):
        plot = driver.host.locator(f".instrument-figure--{name} .instrument-plot")
        box = plot.bounding_box()
        assert box is not None
        before = driver.field("day").input_value()
        plot.click(position={"x": box["width"] * share, "y": box["height"] / 2})
        expect(driver.field("day")).not_to_have_value(before)
        driver.follow()
        driver.agrees()


def test_the_table_holds_all_averages(driver: Driver) -> None:
    head, *rows = driver.numbers()
    run = driver.twin.trace()
    assert head == ["day", "value", "from zero", "corrected", "from x₁", "weight there"]
    parts = (run.value, run.zero, run.corrected, run.first, run.weight)
    for t in (1, 5, 365):
        assert [float(cell) for cell in rows[t - 1]] == pytest.approx([t, *(p[t - 1].item() for p in parts)], rel=1e-9)
