"""Figures carry their words, are the same each time, small, and legible without color."""

import re
import xml.etree.ElementTree as ElementTree
from typing import Any

import pytest
import torch

from trainloop import plotting, surfaces

WORDS: dict[str, Any] = {"title": "It falls", "x_label": "step", "y_label": "loss", "alt": "Words."}
PATHS = {"α = 0.1": torch.rand(500, 2, generator=torch.Generator().manual_seed(0))}


def contrast_on_white(color: str) -> float:
    """Return WCAG's contrast ratio."""
    shares = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_a_described_figure_shows_picture_and_words() -> None:
    figure, axes = plotting.new_figure()
    axes.plot([1, 2])
    shown = plotting.describe(figure, ' Rises  from 1 to 2,\n "steadily" & fast. ')
    alt = 'Rises from 1 to 2, "steadily" & fast.'
    assert shown._repr_mimebundle_() == {
        "image/svg+xml": shown.svg,
        "text/plain": f"Figure: {alt}",
    }
    root = ElementTree.fromstring(shown.svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg" and root.get("role") == "img"
    assert root[0].tag.endswith("title") and root[0].text == alt


def test_a_pyplot_figure_is_closed() -> None:
    import matplotlib

    matplotlib.use("agg")
    from matplotlib import pyplot

    figure, _ = pyplot.subplots()
    plotting.describe(figure, "Empty axes.")
    assert not pyplot.get_fignums()


def test_the_same_figure_is_the_same_text() -> None:
    first, again = (plotting.contours(surfaces.beale(), PATHS, title="A", alt="B") for _ in "ab")
    assert first.svg == again.svg
    assert not re.search(r"20\d\d-\d\d|[Mm]atplotlib v|metadata", first.svg)


def test_text_is_drawn_as_paths_and_nothing_is_fetched() -> None:
    svg = plotting.curves({"β": [1.0, 2.0]}, **WORDS).svg
    assert "<text" not in svg and "font-family" not in svg
    links = set(re.findall(r'(?:href|src)="([^"]*)"|url\(([^)]*)\)', svg))
    assert links and all((a or b).startswith("#") for a, b in links)


def test_pictures_are_small() -> None:
    long = {f"run {i}": torch.linspace(1, 2, 500) ** i for i in range(len(plotting.STYLES))}
    assert len(plotting.curves(long, **WORDS).svg) < 60_000
    for name in ("bowl", "ravine", "saddle", "rosenbrock", "beale", "himmelblau"):
        picture = plotting.contours(surfaces.get(name), PATHS, title=name, alt="Contours.")
        assert len(picture.svg) < 60_000, name
    rastrigin = plotting.contours(surfaces.rastrigin(), title="r", alt="Contours.", levels=3)
    assert len(rastrigin.svg) < 80_000


def test_series_differ_in_more_than_color_and_can_be_seen_on_white() -> None:
    for column in zip(*plotting.STYLES, strict=True):
        assert len(set(column)) == len(plotting.STYLES)
    assert all(style.color in plotting.PALETTE.values() for style in plotting.STYLES)
    assert all(contrast_on_white(style.color) > 2 for style in plotting.STYLES)
    assert all(contrast_on_white(style.color) > 2.9 for style in plotting.STYLES[:5])


def test_curves_draws_every_series(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Any] = []
    from trainloop.plotting import shared

    monkeypatch.setattr(shared, "describe", lambda figure, alt: drawn.append(figure) or plotting.Described("", alt))
    x = torch.tensor([1.0, 10.0, 100.0])
    weights = torch.ones(3, requires_grad=True)
    plotting.curves({"a": [3, 2, 1], "b": weights}, x, **WORDS, log_x=True, log_y=True)
    plotting.curves({"alone": [1.0, float("nan"), 2.0]}, **WORDS)
    plotting.contours(surfaces.himmelblau(), PATHS, title="H", alt="A")
    two, one, map_ = (figure.axes[0] for figure in drawn)
    assert [line.get_label() for line in two.lines] == ["a", "b"]
    assert two.lines[0].get_xdata().tolist() == [1, 10, 100]
    assert two.lines[0].get_ydata().tolist() == [3, 2, 1]
    assert (two.get_xscale(), two.get_yscale()) == ("log", "log")
    assert (two.get_title(), two.get_xlabel(), two.get_ylabel()) == ("It falls", "step", "loss")
    assert two.get_legend() is not None and one.get_legend() is None
    assert one.lines[0].get_xdata().tolist() == [0, 1, 2]
    assert len(map_.lines) == 2 + 4  # the path, its end, four minima
    assert map_.get_xlim() == surfaces.himmelblau().domain[0]


def test_new_figure_has_columns_in_the_books_style() -> None:
    figure, axes = plotting.new_figure(width=6, height=2, columns=3)
    assert axes.shape == (3,) and figure.get_size_inches().tolist() == [6, 2]
    (line,) = axes[0].plot([0, 1])
    assert line.get_color() == plotting.STYLES[0].color
    (line,) = axes[0].plot([0, 1])
    assert line.get_linestyle() == "--"


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: plotting.describe(plotting.new_figure()[0], " "), ValueError, "alt must say"),
        (lambda: plotting.describe(plotting.new_figure()[0], None), TypeError, "alt must be"),
        (lambda: plotting.new_figure(width=0), ValueError, "width must be .*not 0"),
        (lambda: plotting.new_figure(columns=0), ValueError, "columns must be .*not 0"),
        (lambda: plotting.curves({}, **WORDS), ValueError, "series must not be empty"),
        (lambda: plotting.curves({"a": []}, **WORDS), ValueError, r"series\['a'\] must have"),
        (
            lambda: plotting.curves({"a": [1]}, [1, 2], **WORDS),
            ValueError,
            "as long as x, 2, not 1",
        ),
        (
            lambda: plotting.curves({str(i): [1] for i in range(7)}, **WORDS),
            ValueError,
            "series must be at most 6, not 7",
        ),
        (lambda: plotting.curves({"a": [1]}, **{**WORDS, "title": ""}), ValueError, "title must"),
        (
            lambda: plotting.contours(surfaces.bowl(), {"a": torch.ones(3)}, title="t", alt="a"),
            ValueError,
            r"paths\['a'\] must have the shape \(n, 2\), not \(3,\)",
        ),
        (
            lambda: plotting.contours(surfaces.bowl(), title="t", alt="a", levels=0),
            ValueError,
            "levels must be .*not 0",
        ),
    ],
)
def test_what_is_not_allowed_is_named(call: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()
