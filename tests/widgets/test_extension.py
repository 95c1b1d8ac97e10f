"""What the Sphinx extension makes of a stored widget."""

import json

import pytest

from trainloop.widgets import AdamInside
from web.extensions.widgets import dashed, is_dead, kind_of, state_of


def stored(**state: object) -> dict[str, object]:
    """A widget as a notebook stores it."""
    return {"model_name": "AnyModel", "model_module": "anywidget", "state": state}


def test_ours_are_alive_and_others_dead() -> None:
    ours = stored(**AdamInside().get_state())
    assert kind_of(ours) == "AdamInside"
    assert not is_dead(ours)
    assert is_dead(None)
    assert is_dead({"model_name": "IntSliderModel", "model_module": "@jupyter-widgets/controls", "state": {}})
    assert is_dead(stored(_anywidget_id="somebody.Else", _esm="export default {}"))


def test_state_has_settings_and_no_code() -> None:
    widget = AdamInside(lr=0.25)
    kept = json.loads(state_of(stored(**widget.get_state())))
    assert kept["lr"] == 0.25
    assert kept["limits"]["lr"] == [0.0001, 1]
    assert not any(name.startswith("_") for name in kept)
    assert "layout" not in kept


def test_state_cannot_end_its_script() -> None:
    text = state_of(stored(unit="</script><script>alert(1)</script>"))
    assert "<" not in text
    assert json.loads(text) == {"unit": "</script><script>alert(1)</script>"}


@pytest.mark.parametrize(("name", "style"), [("LineFit", "line-fit"), ("AdamInside", "adam-inside")])
def test_names_of_styles(name: str, style: str) -> None:
    assert dashed(name) == style
