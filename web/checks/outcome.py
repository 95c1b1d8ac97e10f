"""Checks of what the cells returned: figures without words, widgets that would be dead on the page."""

from __future__ import annotations

from collections.abc import Iterator

from nbformat import NotebookNode

from web.checks.faults import Fault
from web.manuscript import Cell, Page
from web.project import Project
from web.results import code_cells, mime_types, text_of, widget_models

VIEW = "application/vnd.jupyter.widget-view+json"
ALIVE = "anywidget"  # the module of widgets that carry their own browser code
DESCRIBED = "Figure: "
ENDS_IN_A_WIDGET = {"widget", "predict", "quiz"}  # questions are widgets with tags of their own


def outcome_faults(project: Project, name: str, page: Page, executed: NotebookNode) -> list[Fault]:
    """Everything wrong with a chapter's results."""
    file = project.named(project.manuscript(name))
    models = widget_models(executed)
    found = []
    for cell, done in zip(page.cells, code_cells(executed), strict=True):
        reasons = [*widget_reasons(cell, done, models), *figure_reasons(cell, done), *warning_reasons(done)]
        found += [Fault(file, why, cell.line, str(cell)) for why in reasons]
    return found


def widget_reasons(cell: Cell, done: NotebookNode, models: dict[str, dict[str, object]]) -> Iterator[str]:
    """Widgets that only move where Python runs, and widget cells without a widget."""
    views = [output["data"][VIEW]["model_id"] for output in done.outputs if VIEW in output.get("data", {})]
    if "needs-kernel" in cell.tags:
        return
    for view in views:
        module = models.get(view, {}).get("model_module", "unknown")
        if module != ALIVE:
            kind = models.get(view, {}).get("model_name", "a widget")
            yield (
                f"dead widget: {kind} ({module}) needs a kernel and wouldn't move on the page; "
                "use an anywidget, or tag the cell needs-kernel"
            )
    if views and not ENDS_IN_A_WIDGET & set(cell.tags):
        yield "shows a widget; tag the cell widget"
    if "widget" in cell.tags and not views:
        yield "is tagged widget and shows none; end it with the widget"


def figure_reasons(cell: Cell, done: NotebookNode) -> Iterator[str]:
    """Pictures that say nothing to those who don't see them."""
    for output in done.outputs:
        mimes = mime_types([output])
        is_picture = any(mime.startswith("image/") for mime in mimes)
        if is_picture and VIEW not in mimes and not described(output):
            yield "image without alt text: end the cell with describe(figure, alt)"
    if "figure" in cell.tags and not any(map(described, done.outputs)):
        yield "is tagged figure and shows none; end it with describe(figure, alt)"


def described(output: NotebookNode) -> bool:
    """Whether an output comes with words for those who don't see it."""
    text = text_of(output)
    return text.startswith(DESCRIBED) and bool(text.removeprefix(DESCRIBED).strip())


def warning_reasons(done: NotebookNode) -> Iterator[str]:
    """Warnings, which a reader can't tell from a mistake of theirs."""
    for output in done.outputs:
        if output.output_type == "stream" and output.name == "stderr":
            yield f"writes to standard error: {output.text.strip().splitlines()[-1]}"
