"""The frame of a report: one HTML file, readable on a phone, in the dark and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

STYLE = """
:root { color-scheme: light dark; --line: #8886; --soft: #8881; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1 { line-height: 1.2; } h2 { margin-top: 2.5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: GrayText; padding-bottom: .4rem; }
th, td { border-bottom: 1px solid var(--line); padding: .4rem .6rem; text-align: left; vertical-align: top; }
td:last-child:not(.number) { min-width: 14rem; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
pre { background: var(--soft); padding: .6rem; overflow-x: auto; max-height: 20rem; }
figure { margin: 1rem 0; } figure svg { max-width: 100%; height: auto; }
@media (prefers-color-scheme: dark) { figure svg { filter: invert(.93) hue-rotate(180deg); } }
footer { margin-top: 3rem; font-size: .85rem; color: GrayText; }
@media print { pre { max-height: none; } tr, figure { break-inside: avoid; } }
"""


def page(title: str, body: str, about: str) -> str:
    """A whole HTML file. ``title`` and ``about`` are texts, ``body`` is HTML."""
    return (
        f'<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{escape(title)}</title>\n'
        f"<style>{STYLE}</style>\n<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n"
        f"<footer>{escape(about)}</footer>\n</html>\n"
    )


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; numbers stand to the right, everything else is text."""
    rows = list(rows)
    numeric = [bool(rows) and all(isinstance(row[i], int | float) for row in rows) for i in range(len(heads))]
    marks = [' class="number"' if is_number else "" for is_number in numeric]
    head = "".join(f'<th scope="col"{mark}>{escape(text)}</th>' for text, mark in zip(heads, marks, strict=True))
    lines = "".join(
        "<tr>" + "".join(f"<td{mark}>{_cell(value)}</td>" for value, mark in zip(row, marks, strict=True)) + "</tr>\n"
        for row in rows
    )
    return (
        f'<div class="scroll" tabindex="0" role="region" aria-label="{escape(caption)}"><table><caption>{escape(caption)}'
        f"</caption>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{lines}</tbody></table></div>"
    )


def _cell(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else escape(str(value))
