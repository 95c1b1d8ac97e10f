"""The manuscript as Sphinx reads it: results come from the cache, and never from running a cell here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.statemachine import StringList
from jupyter_cache import get_cache
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective

from web import glance, install
from web.execute import stored
from web.extensions import digest
from web.manuscript import ManuscriptError, Page
from web.project import ROOT, Project

WEB = Path(__file__).parents[1]
VARIABLE = "TRAINLOOP_PROJECT"  # the repository's folder, where it isn't the one that holds this file


def project() -> Project:
    """The book that is being built."""
    return Project(Path(os.environ.get(VARIABLE, ROOT)))


class AtAGlance(SphinxDirective):
    """Stands under "At a glance" in every chapter; its content comes from the front matter."""

    def run(self) -> list[nodes.Node]:
        """Parse the text that the notebook gets too."""
        try:
            text = glance.of_page(project(), self.env.docname)
        except ManuscriptError as error:
            raise self.error(str(error)) from error
        for page in project().pages:  # titles of other chapters stand in it
            self.env.note_dependency(str(project().manuscript(page)))
        container = nodes.container(classes=["at-a-glance"])
        self.state.nested_parse(StringList(text.splitlines(), source=self.env.docname), 0, container)
        return [container]


def use_results(app: Sphinx, config: Config) -> None:
    """Point MyST-NB to the results; another path, after a change of the package, makes it read all pages again."""
    config["nb_execution_mode"] = "cache"
    config["nb_execution_cache_path"] = str(project().results)


def read_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Fill in where the package is published, and refuse a notebook whose cells would have to run."""
    content[0] = install.point(content[0], project())
    page = Page(Path(app.env.doc2path(docname)), content[0])
    if page.is_notebook and stored(get_cache(app.config.nb_execution_cache_path), page) is None:
        raise ExtensionError(f"{page.path}: no stored results for this state of it; run `make notebooks`")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register directive and hooks."""
    app.add_directive("at-a-glance", AtAGlance)
    app.add_config_value("manuscript_code", digest.of(WEB, "*.py"), "env")
    app.connect("config-inited", use_results, priority=100)
    app.connect("source-read", read_source)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
