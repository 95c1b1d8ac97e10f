"""What a check found, shown as plain text or HTML."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from textwrap import wrap

from trainloop.markup import inline_html

WIDTH = 79


@dataclass(frozen=True)
class CaseReport:
    """One case: the call, the result that was expected and the one that was given, as text.

    ``expected`` is empty where the report keeps it back.
    """

    call: str
    expected: str
    given: str
    passed: bool


@dataclass(frozen=True, repr=False)
class Report:
    """The feedback on an exercise.

    ``mistake`` is the id of the mistake that was recognised, or None; ``message`` says in a
    sentence or two what to do next; ``cases`` hold every case that was run, and ``shown`` is the
    index of the one that the message speaks of, where it isn't the first that failed.
    """

    passed: bool
    mistake: str | None
    message: str
    cases: tuple[CaseReport, ...] = ()
    name: str = ""
    shown: int | None = None

    def __repr__(self) -> str:
        lines = wrap(f"{self._verdict} {self._count}".rstrip(), WIDTH)
        lines += wrap(self.message, WIDTH, break_long_words=False)
        for label, text in self._details:
            start = f"  {label + ':':<10}"
            lines += wrap(f"{start}{text}", WIDTH, subsequent_indent=" " * len(start))
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        state = "passed" if self.passed else "failed"
        details = "".join(f"<dt>{label}</dt><dd><code>{escape(text)}</code></dd>" for label, text in self._details)
        case = f'<dl class="trainloop-case">{details}</dl>' if details else ""
        return (
            f'<div class="trainloop-report trainloop-{state}" role="status">'
            f'<p class="trainloop-verdict"><strong>{escape(self._verdict)}</strong> '
            f"{self._count}</p>"
            f'<p class="trainloop-message">{inline_html(self.message)}</p>{case}</div>'
        )

    @property
    def _verdict(self) -> str:
        verdict = "passed." if self.passed else "not yet."
        return f"{self.name}: {verdict}" if self.name else verdict.capitalize()

    @property
    def _count(self) -> str:
        if self.passed or not self.cases:
            return ""
        right = sum(case.passed for case in self.cases)
        return f"{right} of {len(self.cases)} right."

    @property
    def _details(self) -> tuple[tuple[str, str], ...]:
        """The case to look at, where it failed and the expected result isn't kept back."""
        cases = self.cases if self.shown is None else self.cases[self.shown :]
        for case in cases:
            if not case.passed and case.expected:
                return (
                    ("Input", case.call),
                    ("Expected", case.expected),
                    ("Yours", case.given),
                )
        return ()
