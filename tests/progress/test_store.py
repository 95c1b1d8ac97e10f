"""The page's store: what it keeps, what it refuses, and that it never throws."""

from __future__ import annotations

from typing import Any

import pytest

from tests.progress.module import evaluate
from tests.progress.samples import FULL

KEY = "trainloop-progress"
TODAY = "2026-11-21"

# A browser's storage and events in a few lines; `steps` then uses the store, and what the test looks at comes back.
BROWSER = """(() => {{
    const kept = new Map(Object.entries(data)), listening = {{}};
    globalThis.localStorage = {{
        getItem: (key) => kept.get(key) ?? null,
        setItem: (key, text) => {{ if (kept.full) throw new Error("quota"); kept.set(key, text); }},
        removeItem: (key) => kept.delete(key),
    }};
    globalThis.addEventListener = (name, listener) => (listening[name] = listener);
    const store = pageStore();
    let told = 0;
    store.subscribe(() => told++);
    {steps}
    const {{ record, notice }} = store;
    return {{ record, notice, told, kept: Object.fromEntries(kept) }};
}})()"""


def after(steps: str, data: dict[str, str] | None = None) -> dict[str, Any]:
    """The store and the storage after some steps."""
    found: dict[str, Any] = evaluate("store.js", "pageStore", BROWSER.format(steps=steps), data or {})
    return found


def test_a_change_is_kept_and_told() -> None:
    found = after(f"store.update(({{ read }}) => (read.adam = '{TODAY}'));")
    assert found["record"]["read"] == {"adam": TODAY}
    assert f'"adam":"{TODAY}"' in found["kept"][KEY]
    assert (found["told"], found["notice"]) == (1, "")


@pytest.mark.parametrize(
    "change",
    [
        "drafts.x = { stub: '', text: 'x'.repeat(20_001) }",
        "drafts.x = { stub: '', text: '\\ud83d' }",
        "for (let i = 0; i < 101; i++) drafts['x' + i] = { stub: '', text: 'x'.repeat(20_000) }",
        "throw new Error('a fault')",
    ],
)
def test_a_change_that_could_not_be_read_again_is_not_made(change: str) -> None:
    first = f"store.update(({{ read }}) => (read.adam = '{TODAY}'));"
    found = after(f"{first} store.update(({{ drafts }}) => {{ {change} }});")
    assert found["record"] == after(first)["record"]
    assert found["kept"] == after(first)["kept"]
    assert found["notice"].startswith("This isn't kept: ")


def test_the_next_change_takes_the_notice_away() -> None:
    found = after(
        f"store.update(({{ read }}) => (read.adam = 'x')); store.update(({{ read }}) => (read.loss = '{TODAY}'));"
    )
    assert (found["record"]["read"], found["notice"]) == ({"loss": TODAY}, "")


def test_another_tabs_change_is_not_lost() -> None:
    other = f"store.record; kept.set('{KEY}', JSON.stringify({{ ...store.record, read: {{ loss: '{TODAY}' }} }}));"
    found = after(f"{other} store.update(({{ read }}) => (read.adam = '{TODAY}'));")
    assert found["record"]["read"] == {"loss": TODAY, "adam": TODAY}


@pytest.mark.parametrize(
    "event",
    [
        f"listening.storage({{ key: '{KEY}' }})",
        "listening.storage({ key: null })",
        "listening.pageshow({ persisted: true })",
    ],
)
def test_a_page_follows_what_changed_while_it_was_not_looked_at(event: str) -> None:
    other = f"kept.set('{KEY}', JSON.stringify({{ ...store.record, read: {{ loss: '{TODAY}' }} }}));"
    found = after(f"{other} {event};")
    assert (found["record"]["read"], found["told"]) == ({"loss": TODAY}, 1)


def test_when_the_storage_is_full_the_page_remembers_and_says_so() -> None:
    found = after(
        f"kept.full = true; for (const name of ['a', 'b']) store.update(({{ read }}) => (read[name] = '{TODAY}'));"
    )
    assert found["record"]["read"] == {"a": TODAY, "b": TODAY}
    assert "storage is full" in found["notice"]


@pytest.mark.parametrize("text", ["{ damaged", '{"format": "something"}', "null"])
def test_what_is_damaged_lies_aside(text: str) -> None:
    found = after(f"store.update(({{ read }}) => (read.adam = '{TODAY}'));", {KEY: text})
    assert found["kept"][f"{KEY}-damaged"] == text
    assert found["record"]["read"] == {"adam": TODAY}
    assert "was damaged" in found["notice"]


def test_a_newer_books_record_is_not_touched() -> None:
    newer = '{"format": "learn-the-training-loop/progress", "version": 2}'
    found = after(f"store.update(({{ read }}) => (read.adam = '{TODAY}'));", {KEY: newer})
    assert found["kept"] == {KEY: newer}
    assert "newer version" in found["notice"]


def test_what_is_read_back_is_what_was_kept() -> None:
    import json

    assert after("", {KEY: json.dumps(FULL)})["record"] == FULL
