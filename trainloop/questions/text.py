"""Questions and answers as plain text, for a terminal."""

from __future__ import annotations

from textwrap import indent, wrap

from trainloop.questions.model import Card, Count, Listing, Question, letter

WIDTH = 79
MARKS = {True: "Right: ", False: "Wrong: ", None: ""}


def question_text(question: Question, number: str = "") -> str:
    """The question with what is listed under it; ``number`` opens it."""
    lines = [prompt_text(question, number)]
    for listing in question.lists:
        lines += _listed(listing)
    return "\n".join([*lines, f"   {question.instruction}"])


def prompt_text(question: Question, number: str = "") -> str:
    """The prompt and its code."""
    opening = f"{number}. " if number else ""
    lines = paragraph(f"{opening}{question.prompt}", hang=len(opening))
    if question.code:
        lines += ["", indent(question.code, " " * 6), ""]
    return "\n".join(lines)


def answer_text(question: Question, number: str = "") -> str:
    """The answer with every part explained; ``number`` opens it."""
    answer = question.answer
    opening = f"{number}. " if number else "Answer: "
    lines = paragraph(f"{opening}{answer.summary}", hang=len(number) + 2 if number else 3)
    for part in answer.parts:
        label = f"{part.label}) " if part.label else "- "
        lines += paragraph(label + part.text, start=3, hang=3)
        if part.why:
            lines += paragraph(MARKS[part.right] + part.why, start=6)
    if answer.why:
        lines += paragraph(answer.why, start=3)
    return "\n".join(lines)


def card_text(card: Card) -> str:
    """Front and back of a card."""
    return "\n".join([*paragraph(card.front), *paragraph(card.back, start=3)])


def paragraph(text: str, *, start: int = 0, hang: int = 0) -> list[str]:
    """The text in lines of at most :data:`WIDTH`, all but the first set in by ``hang`` more."""
    return wrap(
        text,
        WIDTH,
        initial_indent=" " * start,
        subsequent_indent=" " * (start + hang),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _listed(listing: Listing) -> list[str]:
    if listing.count is Count.LINES:
        return ["", *(f"   {i:>3}  {entry.text}".rstrip() for i, entry in enumerate(listing.entries, start=1)), ""]
    lines = []
    for i, entry in enumerate(listing.entries):
        label = letter(i) if listing.count is Count.LETTERS else str(i + 1)
        text = f"{entry.text}: {entry.words}" if entry.words else entry.text
        lines += paragraph(f"{label}) {text}", start=3, hang=3)
    return lines
