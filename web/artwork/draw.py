"""Draw the icons and the social image: a path that descends through the contours of a loss.

``python -m web.artwork.draw`` rewrites the files beside this module. The path is gradient descent with momentum
on a bowl, computed here, so that the emblem shows what the book is about.
"""

from pathlib import Path

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

HERE = Path(__file__).parent
INK, PAPER, SKY, ORANGE = "#0b3a5b", "#ffffff", "#56b4e9", "#e69f00"
TITLE = "Learn the\nTraining Loop"
SUBTITLE = "with PyTorch: executable chapters whose\ninstruments are alive on the page"
CURVATURES = np.array([1.0, 2.6])
START = np.array([-1.55, 0.95])
RADII = (0.55, 1.1, 1.7)


def descent(steps: int = 14, lr: float = 0.16, momentum: float = 0.55) -> np.ndarray:
    """Points (steps + 1, 2) of momentum's way down the bowl with `CURVATURES`."""
    point, velocity = START.copy(), np.zeros(2)
    points = [point.copy()]
    for _ in range(steps):
        velocity = momentum * velocity + CURVATURES * point
        point = point - lr * velocity
        points.append(point.copy())
    return np.array(points)


def emblem(axes: Axes, width: float) -> None:
    """Contours and path on `axes`; `width` is the width of a line in points."""
    angle = np.linspace(0, 2 * np.pi, 200)
    ratio = float(np.sqrt(CURVATURES[0] / CURVATURES[1]))
    for radius in RADII:
        axes.plot(radius * np.cos(angle), radius * ratio * np.sin(angle), color=SKY, lw=width)
    path = descent()
    axes.plot(*path.T, color=ORANGE, lw=1.5 * width, solid_joinstyle="round", solid_capstyle="round")
    axes.plot(*path[0], "o", color=ORANGE, ms=4.2 * width, mec="none")
    axes.set(xlim=(-2, 2), ylim=(-2, 2), aspect="equal")
    axes.axis("off")


def icon(size: int) -> Figure:
    """The emblem on its ground, `size` pixels square."""
    figure = Figure(figsize=(size / 100, size / 100), dpi=100, facecolor=INK)
    emblem(figure.add_axes((0.06, 0.06, 0.88, 0.88)), width=size / 40)
    return figure


def svg_icon() -> str:
    """The emblem as a small SVG, for the browser's tab and the head of the chapters."""
    ratio = float(np.sqrt(CURVATURES[0] / CURVATURES[1]))
    scale, centre = 15.0, 32.0
    ellipses = "".join(
        f'<ellipse cx="32" cy="32" rx="{scale * radius:.1f}" ry="{scale * radius * ratio:.1f}"/>' for radius in RADII
    )
    points = [(centre + scale * x, centre - scale * y) for x, y in descent()]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    first = points[0]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
        f'<rect width="64" height="64" rx="14" fill="{INK}"/>'
        f'<g fill="none" stroke="{SKY}" stroke-width="2">{ellipses}</g>'
        f'<polyline points="{line}" fill="none" stroke="{ORANGE}" stroke-width="3.5" stroke-linejoin="round" '
        'stroke-linecap="round"/>'
        f'<circle cx="{first[0]:.1f}" cy="{first[1]:.1f}" r="5" fill="{ORANGE}"/></svg>\n'
    )


def social_card() -> Figure:
    """The image of link previews, 1200 x 630 pixels."""
    figure = Figure(figsize=(12, 6.3), dpi=100, facecolor=INK)
    emblem(figure.add_axes((0.55, 0.08, 0.44, 0.84)), width=5)
    figure.text(0.06, 0.56, TITLE, color=PAPER, fontsize=54, weight="bold", family="serif", va="center")
    figure.text(0.06, 0.24, SUBTITLE, color=SKY, fontsize=21, family="serif", va="center", linespacing=1.5)
    return figure


def main() -> None:
    """Write every file."""
    mpl.rcParams["font.serif"] = ["DejaVu Serif"]  # ships with matplotlib: the same letters on every machine
    (HERE / "icon.svg").write_text(svg_icon(), encoding="utf-8")
    plain = {"Software": None}
    for name, size in {"apple-touch-icon": 180, "icon-192": 192, "icon-512": 512}.items():
        icon(size).savefig(HERE / f"{name}.png", metadata=plain)
    social_card().savefig(HERE / "social-card.png", metadata=plain)


if __name__ == "__main__":
    main()
