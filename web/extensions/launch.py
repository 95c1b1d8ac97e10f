"""What a reader can do with a chapter's notebook: download it, or open it in a service.

The download is always there, served from the site. The services need a public repository, so their
buttons appear when ``repository.url`` is set in ``_config.yml``, and not before.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import ConfigError

from web.extensions.manuscript import project

FOLDER = "notebooks"  # in the repository and on the site alike
GITHUB = "https://github.com/"


@dataclass(frozen=True)
class Services:
    """Where notebooks can be opened, as `_config.yml` says; an empty address means: not offered."""

    repository: str = ""
    branch: str = "main"
    colab: str = ""
    binder: str = ""
    jupyterhub: str = ""

    def links(self, notebook: str) -> list[tuple[str, str]]:
        """(label, address) of every service that can open `notebook`, a path in the repository."""
        if not self.repository:
            return []
        found = []
        if self.repository.startswith(GITHUB):
            slug = self.repository.removeprefix(GITHUB).removesuffix(".git").strip("/")
            if self.colab:
                found.append(("Colab", f"{self.colab}/github/{slug}/blob/{quote(self.branch)}/{quote(notebook)}"))
            if self.binder:
                tree = urlencode({"urlpath": f"lab/tree/{notebook}"})
                found.append(("Binder", f"{self.binder}/v2/gh/{slug}/{quote(self.branch, safe='')}?{tree}"))
        if self.jupyterhub:
            name = self.repository.removesuffix(".git").rstrip("/").rsplit("/", 1)[-1]
            query = {"repo": self.repository, "branch": self.branch, "urlpath": f"lab/tree/{name}/{notebook}"}
            found.append(("JupyterHub", f"{self.jupyterhub}/hub/user-redirect/git-pull?{urlencode(query)}"))
        return found


def services(options: dict[str, Any]) -> Services:
    """Read what Jupyter Book passes to its own theme: ``repository`` and ``launch_buttons``."""
    buttons = options.get("launch_buttons") or {}
    repository = (options.get("repository_url") or "").rstrip("/")
    if repository and not repository.startswith("https://"):
        raise ConfigError(f"repository.url in _config.yml is {repository!r}; it must start with https://")
    return Services(
        repository=repository,
        branch=options.get("repository_branch") or "main",
        colab=(buttons.get("colab_url") or "").rstrip("/"),
        binder=(buttons.get("binderhub_url") or "").rstrip("/"),
        jupyterhub=(buttons.get("jupyterhub_url") or "").rstrip("/"),
    )


def keep_options(app: Sphinx, config: Config) -> None:
    """Take Jupyter Book's theme options before Furo, which doesn't know them, refuses them."""
    config["site_services"] = services(config.html_theme_options)
    config["html_theme_options"] = {}


def on_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Tell the template where the page's notebook is."""
    notebook = project().notebook(pagename)
    if doctree is None or not notebook.exists():
        return
    context["notebook"] = f"{FOLDER}/{pagename}.ipynb"
    context["notebook_name"] = notebook.name
    context["launch_links"] = app.config.site_services.links(context["notebook"])


def copy_notebooks(app: Sphinx, exception: Exception | None) -> None:
    """Put the notebooks beside the pages."""
    if exception is not None:
        return
    for docname in sorted(app.env.found_docs):
        notebook, target = project().notebook(docname), Path(app.outdir, FOLDER, f"{docname}.ipynb")
        if notebook.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(notebook, target)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the options and the hooks."""
    app.add_config_value("site_services", Services(), "html")
    app.connect("config-inited", keep_options, priority=1)
    app.connect("html-page-context", on_page)
    app.connect("build-finished", copy_notebooks)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
