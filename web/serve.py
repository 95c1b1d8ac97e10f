"""Serves the built site on this machine, for the search, which browsers forbid to pages opened from a disk."""

from __future__ import annotations

import mimetypes
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

HOST = "127.0.0.1"
# Browsers insist on these, and not every system lists them.
TYPES = {".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm"}


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing of each."""

    def log_message(self, format: str, *arguments: object) -> None:
        """Keep the terminal free."""


def serve_folder(folder: Path, port: int) -> None:
    """Serve until interrupted. Raises ValueError if there is no site or the port is taken."""
    if not (folder / "index.html").exists():
        raise ValueError(f"{folder} has no site; run `make book` first")
    for suffix, kind in TYPES.items():
        mimetypes.add_type(kind, suffix)
    try:
        server = ThreadingHTTPServer((HOST, port), partial(Quiet, directory=str(folder)))
    except OSError as error:
        raise ValueError(
            f"port is {port}, which can't be used ({error.strerror}); choose another with --port"
        ) from error
    with server:
        print(f"Serving the site at http://{HOST}:{server.server_port}/ (end with Ctrl+C)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
