"""What authors read about the format is the format: every example of the documentation loads."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import Any

import pytest
import yaml

import trainloop.questions
from trainloop.questions.kinds import KINDS
from trainloop.questions.loader import parse
from trainloop.questions.model import BLOOM, ROLES

TEXT = trainloop.questions.__doc__ or ""
EXAMPLES = [yaml.safe_load(dedent(block)) for block in re.findall(r"::\n\n((?:    .*\n|\n)+)", TEXT)]
OF = ("single", "numeric", "order", "bug", "match", "match", "long", "numeric")  # the kinds, in their order
REST = {"id": "adam-x", "role": "quiz", "concept": "Adam", "bloom": "apply", "difficulty": 1}
REST |= {"prompt": "What?", "source": {"citation": "someone2020"}}


def read(content: dict[str, Any]) -> object:
    return parse(yaml.safe_dump(content), "adam", "adam.yml")


def test_the_file_is_one() -> None:
    file = EXAMPLES[0]
    assert file["questions"][0].pop("options") == "…"
    read(file | {"questions": [file["questions"][0] | EXAMPLES[1]]})


@pytest.mark.parametrize(("kind", "example"), list(zip(OF, EXAMPLES[1:], strict=True)))
def test_each_example_is_read(kind: str, example: dict[str, Any]) -> None:
    reason = {"why": "Because."} if kind == "numeric" else {}
    read({"chapter": "adam", "questions": [{**REST, "kind": kind, **reason, **example}]})


def test_all_words_of_the_format_are_explained() -> None:
    for word in (*ROLES, *BLOOM):
        assert re.search(rf"\b{word}\b", TEXT), word
    for kind, task in KINDS.items():
        assert f"``{kind}``" in TEXT
        for field in task.FIELDS:
            assert re.search(rf"^ *{field}:( |$)", TEXT, re.MULTILINE), f"{kind}: {field}"
