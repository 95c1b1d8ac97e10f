"""``python -m tests.practice.quizzes.bench FOLDER``: pages with a question of every kind, as the book shows them.

For work on questions and cards without a build of the book; the tests beside this file use the same pages.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from tests.practice.example import ALL, BANK, CURVES, LONG, NUMERIC, ORDER, SINGLE
from tests.widgets.node import run
from trainloop.questions import Quiz
from trainloop.questions.model import Card
from trainloop.questions.views import CardList, Exercise, Explanation, Prediction, QuestionList, View
from web.extensions.assets import FONTS, PRACTICE, STYLES, WEB
from web.extensions.practice import SCRIPT
from web.extensions.quizzes import CLOSING, SHOWN, opening

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{name}</title>
<link rel="icon" href="data:,"><meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="site.css"><link rel="stylesheet" href="{style}"><script defer src="{script}"></script>
<body data-theme="auto" style="margin: 0; background: var(--color-background-primary);
color: var(--color-foreground-primary); font-family: var(--font-stack)"><article role="main" style="margin: 0 auto; max-width: 44rem; padding: 8px">
<h1>{name}</h1>
{views}</article>"""
FAR = '<p style="height: 2000px">An instrument stands here.</p>\n'
HOSTILE = (  # pictures that do what none may
    '<svg onload="globalThis.harmed = 1"><path d="M0 0H9"/></svg>',
    "<svg><script>globalThis.harmed = 1</script></svg>",
    '<svg><foreignObject><img src="none" onerror="globalThis.harmed = 1"></foreignObject></svg>',
    '<svg><path d="M0 0H9" href="https://example.org/"/></svg>',
    "<p>No picture</p>",
)
SOURCES = {"example-multiple": {"text": "Even numbers", "href": "#even"}}
CARDS = (
    *BANK.cards,
    Card("example-card-step", "What is a step?", "One change of `w`.", "training loop", "example"),
    Card("example-card-epoch", "What is an epoch?", "One pass over the data.", "training loop", "example"),
)


def shown(view: View, **changes: Any) -> str:
    """A view as the book's pages hold it; `changes` are made to its state."""
    state = Quiz(view).get_state()
    state = {name: state[name] for name in SHOWN} | {"sources": SOURCES} | changes
    return opening(state) + view._repr_html_() + CLOSING


def hostile() -> str:
    """A match for each of the hostile pictures."""
    view = QuestionList("quiz", "Quiz", (ALL[CURVES],))
    (question,) = Quiz(view).get_state()["questions"]

    def holding(picture: str) -> dict[str, Any]:
        items = [each | {"svg": picture, "words": f"words for {each['name']}"} for each in question["items"]]
        return question | {"items": items}

    return "".join(shown(view, questions=[holding(picture)]) for picture in HOSTILE)


def views() -> dict[str, str]:
    """The pages' contents, by name."""
    asked = tuple(each for each in ALL if each.role != "exercise")
    predicted = (ALL[SINGLE], ALL[NUMERIC])
    return {
        "quiz": shown(QuestionList("quiz", "Quiz", asked)),
        "check": shown(QuestionList("self-check", "Self-check", (ALL[NUMERIC], ALL[ORDER]))),
        "predict": "".join(shown(Prediction(each)) + FAR + shown(Explanation(each)) for each in predicted),
        "open": shown(Exercise(ALL[LONG])),
        "cards": shown(CardList(CARDS)),
        "hostile": hostile(),
    }


def write(folder: Path) -> None:
    """Write the pages with their script and style sheets."""
    done = run("web/practice/build.js", folder)
    if done.returncode:
        raise RuntimeError(done.stderr)
    styles = [(WEB / "styles" / f"{name}.css").read_text(encoding="utf-8") for name in STYLES]
    (folder / "site.css").write_text("\n".join(styles), encoding="utf-8")
    shutil.copytree(FONTS["source-serif"], folder / "fonts" / "source-serif", dirs_exist_ok=True)
    for name, content in views().items():
        page = PAGE.format(name=name.capitalize(), style=PRACTICE.name, script=SCRIPT, views=content)
        (folder / f"{name}.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
