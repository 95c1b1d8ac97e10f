"""Instruments on the page: a container with the widget's state, which a script of ours brings to life.

MyST-NB embeds the state of every widget with a copy of its code, and expects a widget manager of a
megabyte to read it. Instead each view becomes a container that holds its own state, without code, and a
still picture for paper and for browsers without scripts. Pages with instruments load one small script and
one style sheet more than others. When the reader comes near, that script loads the kit that the instruments
share, a script for each kind, and another for what a widget carries as `data`. They are classic scripts,
since browsers refuse modules from `file://`.
"""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.writers.html5 import HTML5Translator

from web.extensions import digest, quizzes
from web.extensions.figures import svg_size

LOGGER = logging.getLogger(__name__)

STATIC = Path(__file__).parents[2] / "trainloop" / "widgets" / "static"
SCRIPT, STYLE = "instruments.page.js", "instruments.css"
SCRIPTS = "*.page.js"  # with those that SCRIPT loads from beside itself
MISSING = "document.documentElement.classList.add('instruments-missing')"  # pictures show when SCRIPT can't be loaded
VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "ipywidgets_state"  # MyST-NB's name for the script that holds the widgets of a page
PACKAGE = "trainloop.widgets."
NOT_OURS = {"layout", "tabbable", "tooltip"}  # of every ipywidget; the instruments don't use them
BESIDE = "beside"  # the folder of such scripts, in `_static`; web/host/beside.js loads them
KERNEL_TAG = "needs-kernel"

Models = Mapping[str, Mapping[str, Any]]


class Instrument(nodes.General, nodes.Element):
    """The place of an instrument; `kind`, `model`, `state` and `data` say which, its children are the still picture."""


class WithoutScripts(nodes.General, nodes.Element):
    """What shows where scripts don't run."""


def kind_of(model: Mapping[str, Any]) -> str | None:
    """Class of the instrument that a widget's stored model belongs to; None if it isn't one of ours."""
    name = str(model.get("state", {}).get("_anywidget_id", ""))
    return name.rpartition(".")[2] if name.startswith(PACKAGE) else None


def state_of(model: Mapping[str, Any]) -> str:
    """The settings of a widget as JSON that may stand in a script element; its data are only named."""
    state = {key: value for key, value in model["state"].items() if not key.startswith("_") and key not in NOT_OURS}
    if data := data_of(model):
        state |= {"data": "", BESIDE: {"data": name_of(data)}}
    return json.dumps(state, ensure_ascii=False, separators=(",", ":"), sort_keys=True).replace("<", "\\u003c")


def data_of(model: Mapping[str, Any]) -> str:
    """What a widget carries for itself alone, too large for the page; empty if there is nothing."""
    data = model["state"].get("data", "")
    return data if isinstance(data, str) else ""


def name_of(data: str) -> str:
    """A name that changes with the data, so that a browser may keep the file."""
    return hashlib.sha256(data.encode()).hexdigest()[:16]


def write_beside(static: Path, data: str) -> None:
    """Write the script that brings such data, into a folder of the page's static files."""
    name, folder = name_of(data), static / BESIDE
    folder.mkdir(parents=True, exist_ok=True)
    script = f"(globalThis.trainloopBeside ??= {{}})[{json.dumps(name)}] = {json.dumps(data)};\n"
    (folder / f"{name}.js").write_text(script, encoding="utf-8")


def is_dead(model: Mapping[str, Any] | None) -> bool:
    """Whether a widget would stand still on a page: not stored, or none of the book's instruments."""
    return model is None or kind_of(model) is None


def place_instruments(app: Sphinx, document: nodes.document) -> None:
    """Put an `Instrument` in the place of every widget view of a page that was read."""
    models = take_models(app, app.env.docname)
    numbers: dict[str, int] = {}
    for cell in document.findall(nodes.container):
        if cell.get("nb_element") != "cell_code":
            continue
        needs_kernel = KERNEL_TAG in cell.get("cell_metadata", {}).get("tags", [])
        for bundle, view in list(views(cell)):
            model_id = json.loads(re.sub(r"</?script[^>]*>", "", view.astext()))["model_id"]
            model = models.get(model_id)
            if model is not None and quizzes.is_quiz(model):
                bundle.parent.replace(bundle, quizzes.quiz(bundle, model))
                continue
            if model is not None and not is_dead(model):
                new = model_id not in numbers
                number = numbers.setdefault(model_id, len(numbers) + 1)
                bundle.parent.replace(bundle, instrument(app, bundle, model, number, with_state=new))
                continue
            bundle.remove(view)  # what is left of the output, its text or picture, shows in its place
            if not needs_kernel:
                what = model["model_name"] if model else "unknown"
                message = (
                    "dead widget (%s): only the instruments of trainloop.widgets move on a page; or tag the cell %s"
                )
                LOGGER.warning(message, what, KERNEL_TAG, location=cell)


def take_models(app: Sphinx, docname: str) -> Models:
    """The stored widgets of a page; they are taken out, so that the page doesn't carry them twice."""
    metadata = getattr(app.env, "nb_metadata", {}).get(docname, {})
    _, options = metadata.get("js_files", {}).pop(STATE, (None, {}))
    models: Models = json.loads(options.get("body", "{}")).get("state", {})
    return models


def views(cell: nodes.container) -> Iterator[tuple[nodes.container, nodes.container]]:
    """Every output of a cell that shows a widget, with the part that does."""
    for bundle in cell.findall(nodes.container):
        if bundle.get("nb_element") != "mime_bundle":
            continue
        for part in bundle.children:
            if part.get("mime_type") == VIEW:
                yield bundle, part


def instrument(
    app: Sphinx, bundle: nodes.container, model: Mapping[str, Any], number: int, *, with_state: bool
) -> Instrument:
    """The container for one view; the first view of a widget holds its state for all."""
    node = Instrument(kind=kind_of(model), model=number, state=state_of(model) if with_state else None)
    node["data"] = data_of(model) if with_state else ""
    node.source, node.line = bundle.source, bundle.line
    words = next((part.astext().strip() for part in bundle.children if part.get("mime_type") == "text/plain"), "")
    for picture in list(bundle.findall(nodes.image))[:1]:
        picture["alt"], picture["loading"] = words, "lazy"
        path = Path(app.srcdir, picture["uri"].lstrip("/"))
        if path.suffix == ".svg" and path.exists() and (size := svg_size(path)):
            picture["width"], picture["height"] = map(str, size)
        on_paper = picture.deepcopy()
        on_paper["classes"] = [*picture["classes"], "instrument-print"]
        node += WithoutScripts("", picture.deepcopy())
        node += on_paper
    return node


def dashed(name: str) -> str:
    """LineFit → line-fit, as the style sheet names it."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def visit_instrument(translator: HTML5Translator, node: Instrument) -> None:
    """Open the container."""
    kind = escape(node["kind"])
    translator.body.append(
        f'<div class="instrument-host" data-instrument="{kind}" data-model="{node["model"]}">'
        f'<div class="instrument-place instrument-place--{dashed(kind)}"></div>\n'
    )
    if node["data"]:  # here and not when the page is read, which Sphinx does only once
        write_beside(Path(translator.builder.outdir, "_static"), node["data"])
    if node["state"] is not None:
        translator.body.append(f'<script type="application/json">{node["state"]}</script>\n')


def depart_instrument(translator: HTML5Translator, node: Instrument) -> None:
    """Close the container."""
    translator.body.append("</div>\n")


def visit_without_scripts(translator: HTML5Translator, node: WithoutScripts) -> None:
    """Open the element."""
    translator.body.append("<noscript>")


def depart_without_scripts(translator: HTML5Translator, node: WithoutScripts) -> None:
    """Close the element."""
    translator.body.append("</noscript>\n")


def copy_files(target: Path, source: Path = STATIC) -> None:
    """Copy what pages load, from the folder of a build."""
    target.mkdir(parents=True, exist_ok=True)
    for path in (*source.glob(SCRIPTS), source / STYLE):
        shutil.copyfile(path, target / path.name)


def put_files(app: Sphinx) -> None:
    """Put scripts and styles where Sphinx takes their checksum from."""
    copy_files(Path(app.outdir, "_static"))


def on_page(app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Let a page with instruments load them."""
    if doctree is not None and next(doctree.findall(Instrument), None) is not None:
        app.add_css_file(STYLE)
        app.add_js_file(SCRIPT, loading_method="defer", onerror=MISSING)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the hooks; pages are written again when the script or the styles change."""
    app.add_node(Instrument, html=(visit_instrument, depart_instrument))
    app.add_node(WithoutScripts, html=(visit_without_scripts, depart_without_scripts))
    app.add_config_value("instruments", digest.of(STATIC, "instruments.*"), "html")
    app.connect("builder-inited", put_files)
    app.connect("doctree-read", place_instruments, priority=900)  # after Sphinx collected the pictures
    app.connect("html-page-context", on_page)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
