"""A course's key: what makes its numbers unknown to those who know the book and the seed."""

from __future__ import annotations

import hmac
import os
import secrets
from pathlib import Path

LENGTH = 32  # bytes


def write_key(path: Path) -> bytes:
    """Make a key and keep it in a new file that only its owner can read. Raises FileExistsError."""
    key = secrets.token_bytes(LENGTH)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(f"{key.hex()}\n")
    return key


def read_key(path: Path) -> bytes:
    """The key in a file.

    Raises:
        FileNotFoundError: there is no such file.
        ValueError: the file doesn't hold a key of 32 bytes as 64 hexadecimal digits.
    """
    text = path.read_text(encoding="utf-8").strip()
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != LENGTH:
        raise ValueError(f"{path} holds {len(text)} characters; allowed: a key of {2 * LENGTH} hexadecimal digits")
    return key


def draw_seed(key: bytes, *parts: str) -> str:
    """A seed that only the key's holder can compute from the parts: HMAC-SHA256, as hexadecimal digits.

    The parts are kept apart, so that ("a", "bc") and ("ab", "c") differ.
    """
    message = b"".join(len(part.encode()).to_bytes(8, "big") + part.encode() for part in parts)
    return hmac.new(key, message, "sha256").hexdigest()
