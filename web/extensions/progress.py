"""Progress on the page: what "My progress" must know of the book, and the place of each chapter's button.

What a reader did stays in the browser; the page brings the names, titles and addresses to show it with.
"""

import json
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.util.docutils import SphinxDirective
from sphinx.writers.html5 import HTML5Translator

from trainloop.questions.loader import chapter_cards, chapter_questions
from trainloop.questions.loader import chapters as chapters_with_questions
from web import derive
from web.extensions.exercises import read_check
from web.extensions.manuscript import project
from web.extensions.quizzes import place
from web.manuscript import Page


class MyProgress(nodes.General, nodes.Element):
    """The place of the page's sections."""


class MyProgressDirective(SphinxDirective):
    """Stands on the page "My progress"."""

    def run(self) -> list[nodes.Node]:
        """Leave the place; what it holds is gathered when all pages were read, and any of them may change it."""
        for page in project().pages:
            self.env.note_dependency(str(project().manuscript(page)))
        return [MyProgress()]


class Gathering:
    """What the book holds, with addresses from the page that is being read."""

    def __init__(self, builder: Builder, here: str) -> None:
        self.builder = builder
        self.here = here
        self.pages = {name: page for name, page in derive.sources(project()).items() if name in project().pages}
        self.chapters = {name: page for name, page in self.pages.items() if "chapter" in page.front_matter}

    def book(self) -> dict[str, Any]:
        """Chapters, exercises, cards by chapter, and where each concept is taught."""
        return {
            "chapters": [self._chapter(name, page) for name, page in self.chapters.items()],
            "exercises": [each for name, page in self.pages.items() for each in self._exercises(name, page)],
            "cards": [self._cards(name, page) for name, page in self.chapters.items()],
            "concepts": self._concepts(),
        }

    def _uri(self, page: str) -> str:
        return self.builder.get_relative_uri(self.here, page)

    def _chapter(self, name: str, page: Page) -> dict[str, Any]:
        minutes = sum(page.front_matter["chapter"]["minutes"].values())
        return {"name": short(name), "title": title(page), "href": self._uri(name), "minutes": minutes}

    def _exercises(self, name: str, page: Page) -> list[dict[str, Any]]:
        found = []
        for cell in page.cells:
            test = read_check(cell.source) if "check" in cell.tags else None
            if test is not None:
                called = f"the blanks of {title(page)}" if test.kind == "blanks" else test.name
                found.append({"name": test.name, "title": called, "href": f"{self._uri(name)}#exercise-{test.name}"})
        return found

    def _cards(self, name: str, page: Page) -> dict[str, Any]:
        known = short(name) in chapters_with_questions()
        ids = [card.id for card in chapter_cards(short(name))] if known else []
        return {"title": title(page), "href": f"{self._uri(name)}#quiz", "ids": ids}

    def _concepts(self) -> dict[str, dict[str, str]]:
        """A section for each concept of a judged question: where the first of them says to read."""
        found: dict[str, dict[str, str]] = {}
        for chapter in map(short, self.chapters):
            for question in chapter_questions(chapter) if chapter in chapters_with_questions() else ():
                source = {"chapter": question.source.chapter, "heading": question.source.heading}
                where = place(self.builder, project(), self.here, source)
                if where and question.concept not in found:
                    found[question.concept] = where
        return found


def short(page: str) -> str:
    """A chapter's name: the last part of its page's."""
    return page.rsplit("/", 1)[-1]


def title(page: Page) -> str:
    """The page's first heading."""
    return page.headings[0].text


def visit_progress(translator: HTML5Translator, node: MyProgress) -> None:
    """Write the place; without scripts it says so."""
    gathered = Gathering(translator.builder, translator.builder.current_docname).book()
    book = json.dumps(gathered, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    translator.body.append(
        f'<div class="progress-host" data-progress><script type="application/json">{book}</script>'
        "<noscript><p>Scripts are switched off in this browser, so nothing is kept, and nothing can be shown.</p></noscript>"
    )


def depart_progress(translator: HTML5Translator, node: MyProgress) -> None:
    """Close it."""
    translator.body.append("</div>\n")


def on_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Tell the template which chapter a page is."""
    if "chapter" in (context.get("meta") or {}):
        context["chapter_name"] = short(pagename)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register directive, node and hook."""
    app.add_directive("my-progress", MyProgressDirective)
    app.add_node(MyProgress, html=(visit_progress, depart_progress))
    app.connect("html-page-context", on_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
