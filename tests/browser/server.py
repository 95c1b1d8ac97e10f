"""A static server like those that publish sites: gzip, a sub-path, the site's own page for what is missing."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

COMPRESSED = (".html", ".css", ".js", ".mjs", ".svg", ".json", ".ipynb", ".xml", ".txt", ".webmanifest", ".wasm")


@lru_cache(maxsize=512)
def packed(path: Path, changed: int) -> bytes:
    """Gzipped content of a file; `changed` is its modification time, so that an edit is seen."""
    return gzip.compress(path.read_bytes(), compresslevel=6, mtime=0)


class Handler(SimpleHTTPRequestHandler):
    """Serves `directory` under `prefix`; anything else is not found."""

    protocol_version = "HTTP/1.1"
    prefix = "/"
    extensions_map: ClassVar[dict[str, str]] = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".mjs": "text/javascript",
        ".webmanifest": "application/manifest+json",
        ".woff2": "font/woff2",
        ".wasm": "application/wasm",
        ".ipynb": "application/x-ipynb+json",
    }

    def do_GET(self) -> None:
        """Answer a request."""
        path = self.path.split("?")[0].split("#")[0]
        inside = path.startswith(self.prefix)
        file = Path(self.translate_path("/" + path.removeprefix(self.prefix))) if inside else Path("/nowhere")
        if file.is_dir():
            file = file / "index.html"
        if file.is_file():
            self.answer(HTTPStatus.OK, file)
        else:
            self.answer(HTTPStatus.NOT_FOUND, Path(self.directory, "404.html"))

    def answer(self, status: HTTPStatus, file: Path) -> None:
        """Send `file`, compressed where that is usual and asked for."""
        gzipped = file.suffix in COMPRESSED and "gzip" in self.headers.get("Accept-Encoding", "")
        body = packed(file, file.stat().st_mtime_ns) if gzipped else file.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "public, max-age=600")
        if gzipped:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests report what matters."""


class Server(ThreadingHTTPServer):
    """Threads end with the process; a browser that hangs up is no error."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Browsers drop connections when a page closes."""


@contextmanager
def serving(folder: Path, prefix: str = "/some/course/") -> Iterator[str]:
    """Serve `folder` under `prefix` on a free port; yields the address, which ends with a slash."""
    handler = type("PrefixedHandler", (Handler,), {"prefix": prefix})
    server = Server(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
    finally:
        server.shutdown()
        server.server_close()
