"""Citations in a notebook: what the site's bibliography does on a page, done with authors, year and a link."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pybtex.database import Entry, Person, parse_file
from pybtex.richtext import Text

ROLE = re.compile(r"\{cite:([pt])\}`([^`]+)`")


class CitationError(ValueError):
    """A citation that can't be resolved; the message says which."""


@dataclass(frozen=True)
class Work:
    """A cited work."""

    authors: str
    year: str
    link: str | None

    def in_text(self) -> str:
        """The citation as a part of a sentence: Kingma and Ba (2015)."""
        return self._linked(f"{self.authors} ({self.year})")

    def in_brackets(self) -> str:
        """The citation inside brackets: Kingma and Ba, 2015."""
        return self._linked(f"{self.authors}, {self.year}")

    def _linked(self, text: str) -> str:
        return f"[{text}]({self.link})" if self.link else text


class Bibliography:
    """The works of a BibTeX file, by key."""

    def __init__(self, path: Path) -> None:
        """Read the file; a missing one holds no works."""
        self.name = path.name
        entries = parse_file(path).entries if path.exists() else {}
        self.works = {key: _work(entry) for key, entry in entries.items()}

    def work(self, key: str) -> Work:
        """The work with this key. Raises CitationError if there is none."""
        if key not in self.works:
            raise CitationError(f"the citation {key!r} is not in {self.name}")
        return self.works[key]

    def resolve(self, text: str) -> str:
        """`text` with every citation written out as Markdown."""
        return ROLE.sub(self._written_out, text)

    def _written_out(self, match: re.Match[str]) -> str:
        works = [self.work(key.strip()) for key in match[2].split(",")]
        if match[1] == "t":
            return ", ".join(work.in_text() for work in works)
        return f"({'; '.join(work.in_brackets() for work in works)})"


def _work(entry: Entry) -> Work:
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    return Work(_names(people), entry.fields.get("year", "n.d."), _link(entry))


def _names(people: list[Person]) -> str:
    """Last names: one, two joined by 'and', or the first 'et al.'"""
    names = [_last_name(person) for person in people]
    if len(names) > 2 or names[1:] == ["others"]:
        return f"{names[0]} et al."
    return " and ".join(names)


def _last_name(person: Person) -> str:
    parts = [*person.prelast_names, *person.last_names] or person.first_names
    return str(Text.from_latex(" ".join(parts)))


def _link(entry: Entry) -> str | None:
    fields = entry.fields
    if "doi" in fields:
        return f"https://doi.org/{fields['doi']}"
    if fields.get("archiveprefix", "").lower() == "arxiv" or "eprint" in fields:
        return f"https://arxiv.org/abs/{fields['eprint']}"
    return str(fields["url"]) if "url" in fields else None
