"""Leaks to plant: secrets of each sort, and the places where they could stand."""

from __future__ import annotations

import base64
import gzip
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from classroom.assignment import Course
from classroom.leaks import Finder, secrets_of
from classroom.leaks.secrets import Audience
from classroom.variants.function import FunctionItem
from tests.classroom.submissions.given import Given


@dataclass(frozen=True)
class Whole:
    """A course after everything that the book's own tools do, and what a student of it starts from."""

    course: Course
    given: Given

    def finder(self, audience: Audience) -> Finder:
        secrets = secrets_of(self.given.items.values(), self.course.key)
        return Finder(secrets.kept_from(audience))


Plant = Callable[[dict[str, Any], str], None]


def in_source(notebook: dict[str, Any], text: str) -> None:
    notebook["cells"][2]["source"] += f"\n# {text}"


def in_markdown(notebook: dict[str, Any], text: str) -> None:
    notebook["cells"][1]["source"] = ["As you know,\n", f"`{text}`\n"]


def in_metadata_of_a_cell(notebook: dict[str, Any], text: str) -> None:
    notebook["cells"][2]["metadata"]["was"] = {"deep": [1, {"deeper": text}]}


def in_metadata(notebook: dict[str, Any], text: str) -> None:
    notebook["metadata"]["trainloop"][text] = True


def in_printed_output(notebook: dict[str, Any], text: str) -> None:
    output = {"output_type": "stream", "name": "stdout", "text": ["Checked:\n", f"{text}\n"]}
    notebook["cells"][2]["outputs"] = [output]


def in_an_error(notebook: dict[str, Any], text: str) -> None:
    colored = [f"\x1b[31mValueError\x1b[39m: {text}"]
    notebook["cells"][2]["outputs"] = [{"output_type": "error", "ename": "E", "evalue": "", "traceback": colored}]


def in_shown_html(notebook: dict[str, Any], text: str) -> None:
    data = {"text/html": "".join(f"<b>{escape(letter)}</b>" for letter in text)}
    output = {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}
    notebook["cells"][2]["outputs"] = [output]


def in_an_attachment(notebook: dict[str, Any], text: str) -> None:
    packed = base64.encodebytes(f"some bytes, then {text}".encode()).decode()
    notebook["cells"][1]["attachments"] = {"notes.txt": {"text/plain": packed}}


def in_an_archive_attached(notebook: dict[str, Any], text: str) -> None:
    packed = base64.b64encode(zipped(f"# {text}")).decode()
    notebook["cells"][1]["attachments"] = {"tests.zip": {"application/zip": packed}}


IN_NOTEBOOKS = [value for name, value in list(globals().items()) if name.startswith("in_") and callable(value)]


def zipped(text: str) -> bytes:
    """An archive with the text in a file of it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("package/tests.py", f"# nothing\n{text}\n")
    return file.getvalue()


def tarred(text: str) -> bytes:
    """A packed tape archive that holds another archive."""
    file, content = io.BytesIO(), zipped(text)
    with tarfile.open(fileobj=file, mode="w:gz") as archive:
        member = tarfile.TarInfo("package/tests.zip")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


def secret_texts(whole: Whole) -> dict[str, str]:
    """One secret of each sort, as a text."""
    adam, step = whole.given.function("adam_step"), whole.given.function("momentum_step")
    convert = whole.given.items["momentum-convert"]
    return {
        "a twist's line": adam.answer_texts[0],
        "a hidden call": step.test_texts[0],
        "a hidden call, as a dict": step.test_texts[5],
        "a hidden result": ", ".join(map(repr, adam.hidden.expected[3])),
        "a hidden result, rounded": "; ".join(f"{n:.5g}" for n in adam.hidden.expected[4]),
        "hidden arguments": " ".join(str(n) for n in adam.hidden.cases[2].values()),
        "an answer": convert.answer_texts[1],
        "the key": whole.course.key.hex(),
        "a seed": step.seed,
    }


SORTS = ["a twist's line", "a hidden call", "a hidden call, as a dict", "a hidden result", "a hidden result, rounded"]
SORTS += ["hidden arguments", "an answer", "the key", "a seed"]


def highlighted(text: str) -> str:
    """Source as a page shows it: each word in an element."""
    words = "".join(f"<span>{escape(part)}</span>" for part in re.split(r"(\W)", text))
    return f"<!doctype html><html><body><p>Before</p><pre>{words}</pre></body></html>"


def data_of_a_page(text: str) -> str:
    return f'<html><script type="application/json">{json.dumps({"state": [text]})}</script></html>'


def search_index(text: str) -> str:
    return f"Search.setIndex({json.dumps({'docnames': ['index'], 'alltitles': {text: [[0, 'x']]}})})"


def notebook_of(text: str) -> str:
    notebook = {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}
    return json.dumps(notebook | {"cells": [{"cell_type": "code", "source": ["x = 1\n", text], "metadata": {}}]})


PUBLISHED: dict[str, Callable[[str], str | bytes]] = {
    "optimizers/adam.html": highlighted,
    "optimizers/attribute.html": lambda text: f'<html><p title="{escape(text)}">Adam</p></html>',
    "optimizers/comment.html": lambda text: f"<html><!-- {text} --><p>Adam</p></html>",
    "optimizers/data.html": data_of_a_page,
    "_sources/adam.md.txt": lambda text: f"# Adam\n\n{text}\n",
    "searchindex.js": search_index,
    "_static/practice.page.js": lambda text: f"const bank = {json.dumps(text)};",
    "_images/plot.svg": lambda text: f"<svg><text>{escape(text)}</text></svg>",
    "_images/plot.png": lambda text: b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0tEXtComment\0" + text.encode(),
    "notebooks/adam.ipynb": notebook_of,
    "_static/trainloop-0.1.0-py3-none-any.whl": zipped,
    "_static/checks.zip": zipped,
    "_static/inside.zip": lambda text: zipped(base64.b64encode(zipped(text)).decode()),
    "downloads/course.tar.gz": tarred,
    "downloads/notes.txt.gz": lambda text: gzip.compress(text.encode()),
}


def spellings(item: FunctionItem) -> dict[str, str]:
    """One hidden case and one line, as different tools would write them."""
    case, numbers = dict(item.hidden.cases[1]), item.hidden.expected[1]
    cells = "".join(f"<td>{value}</td>" for value in case.values())
    return {
        "other spaces": item.answer_texts[0].replace(" ", "").replace("=", "  =  ").replace(",", " ,\n    "),
        "another minus": item.answer_texts[0].replace("-", "−"),
        "a table": f"<table><tr>{cells}</tr></table>",
        "lines": "\n".join(map(str, case.values())),
        "JSON": json.dumps({"arguments": list(case.values()), "expected": list(numbers)}),
        "single quotes": str(case),
        "escaped": json.dumps(json.dumps(case)),
        "exponents": " ".join(f"{number:.7e}" for number in numbers),
        "many digits": " ".join(f"{number:.17f}" for number in numbers),
    }
