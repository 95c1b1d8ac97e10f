"""What the Sphinx extension makes of a stored widget."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.widgets.node import run
from tests.widgets.samples.replay import make
from trainloop.widgets import AdamInside
from web.extensions.widgets import (
    BESIDE,
    Instrument,
    dashed,
    data_of,
    is_dead,
    kind_of,
    name_of,
    state_of,
    visit_instrument,
    write_beside,
)


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


def test_data_stand_in_a_script_beside_the_page(tmp_path: Path) -> None:
    widget = make()
    model = stored(**widget.get_state())
    text = state_of(model)
    assert len(text) < 5_000
    name = name_of(widget.data)
    assert json.loads(text)["beside"] == {"data": name}
    assert json.loads(text)["data"] == ""
    write_beside(tmp_path, data_of(model))
    script = tmp_path / BESIDE / f"{name}.js"
    read = f"require({str(script)!r}); process.stdout.write(globalThis.trainloopBeside[{name!r}])"
    assert run("-e", read).stdout == widget.data
    page = SimpleNamespace(body=[], builder=SimpleNamespace(outdir=str(tmp_path)))
    node = Instrument(kind="Replay", model=1, state=text, data=data_of(model))
    visit_instrument(page, node)  # type: ignore[arg-type]
    assert (tmp_path / "_static" / BESIDE / f"{name}.js").read_bytes() == script.read_bytes()
    assert widget.data not in "".join(page.body)
    assert data_of(stored(**AdamInside().get_state())) == ""
    assert "beside" not in state_of(stored(**AdamInside().get_state()))


def test_state_cannot_end_its_script() -> None:
    text = state_of(stored(unit="</script><script>alert(1)</script>"))
    assert "<" not in text
    assert json.loads(text) == {"unit": "</script><script>alert(1)</script>"}


@pytest.mark.parametrize(("name", "style"), [("LineFit", "line-fit"), ("AdamInside", "adam-inside")])
def test_names_of_styles(name: str, style: str) -> None:
    assert dashed(name) == style
