"""Questions and answers as HTML: escaped, without scripts, no heading of the page."""

from __future__ import annotations

from html import escape

from trainloop.markup import inline_html
from trainloop.questions.model import Explained, Question

# JupyterLab's style sheet numbers every list; the letters that answers name need a style of their own.
LETTERED = '<ol class="trainloop-options" type="A" style="list-style-type: upper-alpha">'
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
    """The prompt and its choices; ``label`` ("Question 1") opens it."""
    parts = [prompt_html(question, label)]
    if question.choices:
        items = "".join(f"<li>{inline_html(choice)}</li>" for choice in question.choices)
        parts.append(f"{LETTERED}{items}</ol>")
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
    if answer.parts:
        html += _parts(answer.parts)
    return html + (f'<p class="trainloop-why">{inline_html(answer.why)}</p>' if answer.why else "")


def folded(summary: str, content: str) -> str:
    """The content behind a summary that opens it."""
    return f'<details class="trainloop-answer"><summary>{escape(summary)}</summary>{content}</details>'


def group(name: str, label: str, content: str) -> str:
    """The outermost element of a view; ``label`` is what a screen reader calls it."""
    return (
        f'<div class="trainloop-questions trainloop-{name}" role="group" aria-label="{escape(label)}">{content}</div>'
    )


def _parts(parts: tuple[Explained, ...]) -> str:
    items = "".join(_part(part) for part in parts)
    # Letters in order are the list's own; shuffled ones (the order of steps) are written out.
    if [part.label for part in parts] == [chr(ord("A") + i) for i in range(len(parts))]:
        return f"{LETTERED}{items}</ol>"
    kind = "ol" if parts[0].label else "ul"
    return f'<{kind} class="trainloop-parts">{items}</{kind}>'


def _part(part: Explained) -> str:
    written_out = part.right is None and part.label
    label = f'<span class="trainloop-letter">{part.label}</span> ' if written_out else ""
    html = f"{label}{inline_html(part.text)}"
    if part.why:
        html += f'<p class="trainloop-why">{VERDICTS[part.right]}{inline_html(part.why)}</p>'
    return f"<li{CLASSES[part.right]}>{html}</li>"
