"""The book's figures: one style, shared plots, and words for those who don't see them."""

from trainloop.plotting.described import Described, describe
from trainloop.plotting.shared import contours, curves, draw_levels
from trainloop.plotting.style import PALETTE, STYLES, Style, new_figure

__all__ = [
    "PALETTE",
    "STYLES",
    "Described",
    "Style",
    "contours",
    "curves",
    "describe",
    "draw_levels",
    "new_figure",
]
