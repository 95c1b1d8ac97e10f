"""Questions and answers as HTML: escaped, without scripts, no heading of the page."""

from __future__ import annotations

from html import escape

from trainloop.markup import inline_html
from trainloop.questions.model import Answer, Card, Count, Entry, Explained, Listing, Question, letter

# JupyterLab's style sheet numbers every list; what answers name needs a style of its own.
LISTS = {
    Count.LETTERS: '<ol class="trainloop-options" type="A" style="list-style-type: upper-alpha">',
    Count.NUMBERS: '<ol class="trainloop-options" type="1" style="list-style-type: decimal">',
    Count.LINES: '<ol class="trainloop-lines" type="1" style="list-style-type: decimal">',
}
VERDICTS = {
    True: '<strong class="trainloop-verdict">Right.</strong> ',
    False: '<strong class="trainloop-verdict">Wrong.</strong> ',
    None: "",
}
CLASSES = {
    True: ' class="trainloop-right"',
    False: ' class="trainloop-wrong"',
    None: "",
}


def question_html(question: Question, label: str = "") -> str:
    """The prompt and what is listed under it; ``label`` ("Question 1") opens it."""
    parts = [prompt_html(question, label), *map(_listed, question.lists)]
    parts.append(f'<p class="trainloop-instruction">{inline_html(question.instruction)}</p>')
    return "".join(parts)


def prompt_html(question: Question, label: str = "") -> str:
    """The prompt and its code."""
    opening = f'<span class="trainloop-number">{escape(label)}</span> ' if label else ""
    html = f'<p class="trainloop-prompt">{opening}{inline_html(question.prompt)}</p>'
    if question.code:
        html += f'<pre class="trainloop-code"><code>{escape(question.code)}</code></pre>'
    return html


def answer_html(question: Question) -> str:
    """The answer and the explanation of each of its parts."""
    answer = question.answer
    html = f'<p class="trainloop-solution">Answer: {inline_html(answer.summary)}</p>'
    html += _parts(answer)
    return html + (f'<p class="trainloop-why">{inline_html(answer.why)}</p>' if answer.why else "")


def cards_html(cards: tuple[Card, ...]) -> str:
    """The cards as a list of definitions."""
    items = "".join(f"<dt>{inline_html(card.front)}</dt><dd>{inline_html(card.back)}</dd>" for card in cards)
    return f'<dl class="trainloop-cards">{items}</dl>'


def folded(summary: str, content: str) -> str:
    """The content behind a summary that opens it."""
    return f'<details class="trainloop-answer"><summary>{escape(summary)}</summary>{content}</details>'


def group(name: str, label: str, content: str) -> str:
    """The outermost element of a view; ``label`` is what a screen reader calls it."""
    return (
        f'<div class="trainloop-questions trainloop-{name}" role="group" aria-label="{escape(label)}">{content}</div>'
    )


def _listed(listing: Listing) -> str:
    if listing.count is Count.LINES:
        # Indentation must show without a style sheet too, and an empty line keep its height.
        opening = '<li><code style="white-space: pre-wrap">'
        items = "".join(f"{opening}{escape(entry.text) or ' '}</code></li>" for entry in listing.entries)
    else:
        items = "".join(f"<li>{_entry(entry)}</li>" for entry in listing.entries)
    return f"{LISTS[listing.count]}{items}</ol>"


def _entry(entry: Entry) -> str:
    return (
        f'<span class="trainloop-name">{escape(entry.text)}</span> {entry.svg}'
        if entry.svg
        else inline_html(entry.text)
    )


def _parts(answer: Answer) -> str:
    if not answer.parts:
        return ""
    labels = [part.label for part in answer.parts]
    # Letters in order are the list's own; shuffled ones (the order of steps) are written out.
    if labels == [letter(i) for i in range(len(labels))]:
        return LISTS[Count.LETTERS] + "".join(map(_part, answer.parts)) + "</ol>"
    items = "".join(_part(part, part.label) for part in answer.parts)
    kind = "ol" if labels[0] else "ul"
    return f'<{kind} class="trainloop-parts">{items}</{kind}>'


def _part(part: Explained, label: str = "") -> str:
    html = f'<span class="trainloop-letter">{label}</span> ' if label else ""
    html += inline_html(part.text)
    if part.why:
        html += f'<p class="trainloop-why">{VERDICTS[part.right]}{inline_html(part.why)}</p>'
    return f"<li{CLASSES[part.right]}>{html}</li>"
