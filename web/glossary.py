"""Derives the glossary's cards: its entries as plain text, for notebooks, which have no glossary beside them."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import PurePosixPath

from web.checks.faults import BuildError
from web.project import Project

ENTRY = re.compile(r"^(?P<term>\S.*)\n  (?P<definition>.+)$", re.MULTILINE)
ORIGIN = re.compile(r"\s*Introduced in \[[^\]]+\]\((?P<page>[^)#]+)\.md(?:#[^)]*)?\)\.$")
LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
FORMULA = re.compile(r"\$([^$]+)\$")

COMMANDS = {
    **{name: unicodedata.lookup(f"GREEK SMALL LETTER {name.upper()}") for name in (
        "alpha", "beta", "gamma", "delta", "eta", "theta", "kappa", "mu", "nu", "rho", "sigma", "tau", "omega",
    )},
    "epsilon": "ε", "varepsilon": "ε", "lambda": "λ", "pi": "π", "nabla": "∇", "partial": "∂", "infty": "∞",
    "cdot": "·", "times": "×", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "approx": "≈", "ldots": "…",
    "to": "→", "leftarrow": "←", "in": "∈", "ln": "ln", "log": "log", "exp": "exp", "left": "", "right": "",
}  # fmt: skip
RAISED = dict(zip("0123456789+-=()nikt", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵏᵗ", strict=True))
LOWERED = dict(zip("0123456789+-=()ijknt", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ᵢⱼₖₙₜ", strict=True))
HATS = {"hat": "\N{COMBINING CIRCUMFLEX ACCENT}", "bar": "\N{COMBINING MACRON}", "tilde": "\N{COMBINING TILDE}"}


def write_cards(project: Project) -> None:
    """Bring the file of the glossary's cards in step with the glossary. Raises BuildError."""
    page = project.manuscript("glossary")
    if not page.exists():
        return
    text, path = cards(page.read_text(encoding="utf-8")), project.glossary_cards
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"  wrote {project.named(path)}")


def cards(page: str) -> str:
    """The cards, as JSON, of a glossary's text: an entry for each term that a chapter introduces.

    Raises BuildError for a formula that has no plain form, and for two terms with one id.
    """
    found: dict[str, dict[str, str]] = {}
    for block in re.findall(r"```{glossary}\n(.*?)\n```", page, re.DOTALL):
        for entry in ENTRY.finditer(block):
            term, definition = entry["term"], entry["definition"]
            origin = ORIGIN.search(definition)
            if origin is None:
                continue
            card = {
                "id": identifier(term),
                "term": term,
                "definition": plain(definition[: origin.start()], term),
                "chapter": PurePosixPath(origin["page"]).name,
            }
            if card["id"] in found:
                raise BuildError(f"glossary: {term!r} and {found[card['id']]['term']!r} differ too little for two ids")
            found[card["id"]] = card
    return json.dumps(list(found.values()), ensure_ascii=False, indent=1) + "\n"


def identifier(term: str) -> str:
    """The id of a term's card."""
    letters = unicodedata.normalize("NFKD", term).encode("ascii", "ignore").decode().lower()
    return "-".join(["glossary", *re.findall(r"[a-z0-9]+", letters)])


def plain(markdown: str, term: str) -> str:
    """A definition without Markdown: links are their text, formulas Unicode. Raises BuildError as `cards` does."""
    text = LINK.sub(r"\1", markdown).replace("**", "")

    def unicode(match: re.Match[str]) -> str:
        formula = in_unicode(match[1])
        if formula is None:
            raise BuildError(f"glossary: {term}: {match[0]} has no plain form for a card; write it without dollars")
        return formula

    return FORMULA.sub(unicode, text)


def in_unicode(formula: str) -> str | None:
    """A TeX formula in Unicode; None if it isn't simple enough for that."""
    text = re.sub(r"\\(hat|bar|tilde)\s*\{?(\\?\w+?)\}?(?=\W|_|$)", lambda m: m[2] + HATS[m[1]], formula)
    text = re.sub(r"\\(?:text|mathrm|operatorname)\{([^{}]*)\}", r"\1", text)
    text = re.sub(r"\\([a-zA-Z]+)", lambda m: COMMANDS.get(m[1], m[0]), text)
    text = re.sub(r"\\sqrt\s*(?:\{([^{}]*)\}|(\w))", lambda m: "√" + _grouped(m[1] or m[2]), text)
    text = re.sub(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", lambda m: f"{_grouped(m[1])}/{_grouped(m[2])}", text)
    for sign, table in (("\\^", RAISED), ("_", LOWERED)):
        text = re.sub(rf"{sign}(?:\{{([^{{}}]*)\}}|(\w))", lambda m, table=table: _moved(m, table), text)  # type: ignore[misc]
    text = text.replace("-", "\N{MINUS SIGN}").replace("\\,", " ")
    return None if re.search(r"[\\{}^_]", text) else " ".join(text.split())


def _moved(match: re.Match[str], table: dict[str, str]) -> str:
    """An index or exponent in small characters, or as it stood if one is missing."""
    characters = (match[1] or match[2]).replace(" ", "")
    return "".join(table[c] for c in characters) if set(characters) <= set(table) else match[0]


def _grouped(text: str) -> str:
    """The text in brackets, unless it is one symbol."""
    return text if re.fullmatch(r"\w+|\w", text) else f"({text})"
