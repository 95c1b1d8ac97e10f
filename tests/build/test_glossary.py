"""The glossary's cards: plain text of each entry that a chapter introduces."""

from __future__ import annotations

import json

import pytest

from web.checks.faults import BuildError
from web.glossary import cards, in_unicode

PAGE = """# Glossary

```{glossary}
low-pass filter
  A [device](https://example.org) for **slow** waves, $1 - \\beta^t$ of them, `x`. Introduced in [A title](part/waves.md).

unborn
  Nobody introduces it.

Ångström's rule
  Another. Introduced in [B](part/beams.md#rule).
```
"""


def test_entries_become_plain_cards() -> None:
    assert json.loads(cards(PAGE)) == [
        {
            "id": "glossary-low-pass-filter",
            "term": "low-pass filter",
            "definition": "A device for slow waves, 1 − βᵗ of them, `x`.",
            "chapter": "waves",
        },
        {"id": "glossary-angstrom-s-rule", "term": "Ångström's rule", "definition": "Another.", "chapter": "beams"},
    ]


@pytest.mark.parametrize(
    ("formula", "plain"),
    [
        (r"\alpha \hat m_t / (\sqrt{\hat v_t} + \epsilon)", "α m̂ₜ / (√(v̂ₜ) + ε)"),
        (r"\frac{1}{1 - \beta}", "1/(1 − β)"),
        (r"\beta_1 \le 10^{-3}", "β₁ ≤ 10⁻³"),
        (r"\ln \tfrac12", None),
        (r"x^{abc}", None),
        (r"\sum_{i} x_i", None),
    ],
)
def test_simple_formulas_have_a_plain_form(formula: str, plain: str | None) -> None:
    assert in_unicode(formula) == plain


def test_other_formulas_are_refused() -> None:
    with pytest.raises(BuildError, match=r"glossary: low-pass filter: \$\\sum_i\$ has no plain form"):
        cards(PAGE.replace(r"1 - \beta^t", r"\sum_i"))


def test_ids_differ() -> None:
    with pytest.raises(BuildError, match="'low pass filter' and 'low-pass filter' differ too little"):
        cards(
            PAGE.replace(
                "unborn\n  Nobody introduces it.", "low pass filter\n  Twice. Introduced in [A](part/waves.md)."
            )
        )
