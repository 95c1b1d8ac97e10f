"""The texts in a file: as it stands, decoded, and out of whatever it packs."""

from __future__ import annotations

import base64
import gzip
import html
import io
import json
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

DEEPEST = 6  # packings inside packings
LARGEST = 64 << 20  # bytes that are unpacked from one packing
PACKED = re.compile(r"[A-Za-z0-9+/_-]{40,}={0,2}")
TAG = re.compile(r"<[^<>]*>")
JSON_SCRIPT = re.compile(r"<script[^>]*json[^>]*>(.*?)</script>", re.DOTALL)
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.DOTALL)
MEANT = {"n": "\n", "t": "\t", "r": "\r"}

View = tuple[str, str]  # a place inside the file, and a text


def views(data: bytes, place: str = "", depth: int = 0) -> Iterator[View]:
    """Every text in a file, with its place in it: archives, notebooks, pages, data, what is packed as base64."""
    if depth > DEEPEST:
        return
    for opened in (_zipped, _tarred, _compressed):
        members = opened(data)
        if members is not None:
            for name, content in members:
                yield from views(content, _join(place, name), depth + 1)
            return
    text = data.decode("utf-8-sig", errors="replace")
    if "\0" in text[:1000] or text[:1000].count("\ufffd") > 20:
        yield place, data.decode("latin-1")  # names, comments and other texts in a picture
        return
    yield from _text_views(text, place, depth)


def _text_views(text: str, place: str, depth: int) -> Iterator[View]:
    yield place, text
    parsed = _parsed(text)
    if parsed is not None:
        yield from _leaves(parsed, place, depth)
        return  # what is packed in it is packed in a leaf
    if "<" in text and TAG.search(text):
        yield _join(place, "the page's text"), html.unescape(TAG.sub("", text))
        yield _join(place, "the page's cells"), html.unescape(TAG.sub(" ", text))
    if "&" in text:
        yield _join(place, "unescaped"), html.unescape(text)
    for number, script in enumerate(JSON_SCRIPT.findall(text), start=1):
        if (data := _parsed(html.unescape(script))) is not None:
            yield from _leaves(data, _join(place, f"data {number}"), depth + 1)
    if "\\" in text:
        yield _join(place, "unescaped"), ESCAPE.sub(_meant, text)
    yield from _packed(text, place, depth)


def _leaves(value: Any, place: str, depth: int) -> Iterator[View]:
    """The texts of parsed JSON; a list of lines is one text, as notebooks mean it."""
    if depth > 4 * DEEPEST:
        return
    if isinstance(value, dict):
        for key, entry in value.items():
            yield place, key
            yield from _leaves(entry, _join(place, key), depth)
    elif isinstance(value, list) and value and all(isinstance(entry, str) for entry in value):
        yield from _leaf("".join(value), place, depth)
    elif isinstance(value, list):
        for number, entry in enumerate(value):
            yield from _leaves(entry, _join(place, str(number)), depth)
    elif isinstance(value, str):
        yield from _leaf(value, place, depth)


def _leaf(text: str, place: str, depth: int) -> Iterator[View]:
    whole = "".join(text.split())
    if PACKED.fullmatch(whole):
        yield place, text
        yield from _packed(whole, place, depth)
    else:
        yield from _text_views(text, place, depth + 1)


def _packed(text: str, place: str, depth: int) -> Iterator[View]:
    for found in PACKED.findall(text):
        with suppress(ValueError):
            plain = found.rstrip("=").translate(str.maketrans("-_", "+/"))
            data = base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
            yield from views(data, _join(place, "base64"), depth + 1)


def _parsed(text: str) -> Any:
    """JSON, also as the argument of the one call that a script makes, or None."""
    start = text.lstrip()[:1]
    body = (
        text if start in ("{", "[") else text[text.find("(") + 1 : text.rfind(")")] if "setIndex(" in text[:200] else ""
    )
    with suppress(ValueError, RecursionError):
        found = json.loads(body)
        return found if isinstance(found, dict | list) else None
    return None


def _meant(match: re.Match[str]) -> str:
    code = match.group(1)
    return chr(int(code[1:], 16)) if len(code) > 1 else MEANT.get(code, code)


def _zipped(data: bytes) -> Iterator[tuple[str, bytes]] | None:
    if not data.startswith(b"PK\x03\x04"):
        return None
    return _members(lambda: _from_zip(data))


def _tarred(data: bytes) -> Iterator[tuple[str, bytes]] | None:
    return _members(lambda: _from_tar(data)) if data[257:262] == b"ustar" else None


def _compressed(data: bytes) -> Iterator[tuple[str, bytes]] | None:
    if data.startswith(b"\x1f\x8b"):
        return iter([("unpacked", _at_most(lambda: gzip.GzipFile(fileobj=io.BytesIO(data)).read(LARGEST)))])
    if data.startswith(b"# Sphinx inventory version 2"):
        rest = data.split(b"\n", 4)[-1]
        return iter([("unpacked", _at_most(lambda: zlib.decompressobj().decompress(rest, LARGEST)))])
    return None


def _from_zip(data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        yield "comment", archive.comment
        for member in archive.infolist():
            with archive.open(member) as file:
                yield member.filename, file.read(LARGEST)


def _from_tar(data: bytes) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for member in archive:
            file = archive.extractfile(member)
            if file is not None:
                yield member.name, file.read(LARGEST)


def _members(opened: Callable[[], Iterator[tuple[str, bytes]]]) -> Iterator[tuple[str, bytes]]:
    with suppress(
        zipfile.BadZipFile, tarfile.TarError, RuntimeError, NotImplementedError, EOFError, OSError, zlib.error
    ):
        yield from opened()


def _at_most(read: Callable[[], bytes]) -> bytes:
    with suppress(OSError, EOFError, zlib.error):
        return read()
    return b""


def _join(place: str, name: str) -> str:
    return f"{place}/{name}" if place else name
