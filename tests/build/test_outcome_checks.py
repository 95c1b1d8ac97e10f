"""Results that would be wrong on a page: dead widgets, pictures without words, warnings."""

from __future__ import annotations

from typing import Any

import nbformat
import pytest

from web.checks.outcome import VIEW, figure_reasons, warning_reasons, widget_reasons
from web.manuscript import Cell

MODELS = {
    "slider": {"model_module": "@jupyter-widgets/controls", "model_name": "FloatSliderModel"},
    "output": {"model_module": "@jupyter-widgets/output", "model_name": "OutputModel"},
    "alive": {"model_module": "anywidget", "model_name": "AnyModel"},
}


def cell(*tags: str) -> Cell:
    return Cell(1, 1, "Here", "x", {"tags": list(tags)})


def done(*outputs: dict[str, Any]) -> nbformat.NotebookNode:
    return nbformat.v4.new_code_cell("x", outputs=[nbformat.from_dict(output) for output in outputs])


def shown(data: dict[str, Any]) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {}}


@pytest.mark.parametrize("model", ["slider", "output"])
def test_dead_widget(model: str) -> None:
    reasons = list(widget_reasons(cell("widget"), done(shown({VIEW: {"model_id": model}})), MODELS))
    assert len(reasons) == 1
    assert reasons[0].startswith(f"dead widget: {MODELS[model]['model_name']}")
    assert "tag the cell needs-kernel" in reasons[0]


def test_dead_widget_where_the_page_says_so() -> None:
    assert not list(widget_reasons(cell("needs-kernel"), done(shown({VIEW: {"model_id": "slider"}})), MODELS))


@pytest.mark.parametrize("tag", ["widget", "predict", "quiz"])
def test_living_widget(tag: str) -> None:
    assert not list(widget_reasons(cell(tag), done(shown({VIEW: {"model_id": "alive"}})), MODELS))


def test_widget_whose_state_is_lost() -> None:
    (reason,) = widget_reasons(cell("widget"), done(shown({VIEW: {"model_id": "gone"}})), MODELS)
    assert "unknown" in reason


def test_widget_and_tag_belong_together() -> None:
    (reason,) = widget_reasons(cell(), done(shown({VIEW: {"model_id": "alive"}})), MODELS)
    assert "tag the cell widget" in reason
    (reason,) = widget_reasons(cell("widget"), done(shown({"text/plain": "3"})), MODELS)
    assert "is tagged widget and shows none" in reason


@pytest.mark.parametrize("mime", ["image/svg+xml", "image/png"])
@pytest.mark.parametrize("text", ["", "<Figure size 640x480 with 1 Axes>", "Figure: "])
def test_picture_without_words(mime: str, text: str) -> None:
    reasons = list(figure_reasons(cell(), done(shown({mime: "…", "text/plain": text}))))
    assert reasons == ["image without alt text: end the cell with describe(figure, alt)"]


def test_described_picture() -> None:
    described = shown({"image/svg+xml": "<svg/>", "text/plain": "Figure: a line that falls"})
    assert not list(figure_reasons(cell("figure"), done(described)))


def test_figure_tag_without_figure() -> None:
    (reason,) = figure_reasons(cell("figure"), done(shown({"text/plain": "3"})))
    assert "is tagged figure and shows none" in reason


def test_warning() -> None:
    stream = {"output_type": "stream", "name": "stderr", "text": "x.py:1: UserWarning: careful\n"}
    assert list(warning_reasons(done(stream))) == ["writes to standard error: x.py:1: UserWarning: careful"]
    assert not list(warning_reasons(done(stream | {"name": "stdout"})))
