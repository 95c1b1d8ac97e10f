"""``python -m web COMMAND``: what the Makefile calls."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from web.checks.faults import BuildError
from web.project import ROOT, Project


def notebooks(project: Project, arguments: argparse.Namespace) -> None:
    """Derive the notebooks and execute what changed."""
    from web.notebooks import make

    make(project)


def book(project: Project, arguments: argparse.Namespace) -> None:
    """Build the site."""
    from web.site import make

    start = time.perf_counter()
    index = make(project) / "index.html"
    print(f"The site is in {project.named(project.site)} ({time.perf_counter() - start:.0f} s).")
    print(f"Open {index.resolve().as_uri()}, or run `make serve` to have the search as well.")


def check(project: Project, arguments: argparse.Namespace) -> None:
    """Check the manuscript without running anything."""
    from web.checks.faults import refuse
    from web.checks.source import source_faults

    refuse(source_faults(project))
    print("The manuscript has no fault that can be seen without running it.")


def serve(project: Project, arguments: argparse.Namespace) -> None:
    """Serve the built site on this machine."""
    from web.serve import serve_folder

    serve_folder(project.site, arguments.port)


def new_chapter(project: Project, arguments: argparse.Namespace) -> None:
    """Begin a chapter."""
    from web.scaffold import begin

    for path in begin(project, arguments.name):
        print(f"  wrote {project.named(path)}")


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="python -m web", description="Turns the book into the site.")
    top.add_argument("--project", type=Path, default=ROOT, help="the repository's folder")
    commands = top.add_subparsers(dest="command", required=True)
    for name, action in {
        "notebooks": notebooks,
        "book": book,
        "check": check,
        "serve": serve,
        "new-chapter": new_chapter,
    }.items():
        command = commands.add_parser(name, help=(action.__doc__ or "").rstrip("."))
        command.set_defaults(action=action)
        if name == "serve":
            command.add_argument("--port", type=int, default=8000)
        if name == "new-chapter":
            command.add_argument("name", help="folder/name, as in the page's address")
    return top


def main(arguments: list[str] | None = None) -> int:
    """Run a command; faults go to standard error, and the exit status tells of them."""
    given = parser().parse_args(arguments)
    try:
        given.action(Project(given.project.resolve()), given)
    except (BuildError, ValueError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
