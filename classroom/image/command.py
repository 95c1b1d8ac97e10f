"""``python -m classroom image``: writes or checks what the images are made from."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from classroom.image.derive import ImageError, derived, out_of_step, write

ROOT = Path(__file__).parents[2]
ABOUT = "Derive the Dockerfile and Binder's files from the requirement files."


def add_commands(commands: argparse._SubParsersAction[Any]) -> None:
    """Add ``image``."""
    command = commands.add_parser("image", help="write the Dockerfile and Binder's files", description=ABOUT)
    command.add_argument("--check", action="store_true", help="write nothing, and fail if a file is out of step")
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace, root: Path = ROOT) -> None:
    """Write or check the files of the repository `root`. Raises SystemExit with what is out of step or not pinned."""
    try:
        stale = out_of_step(root) if arguments.check else write(root)
    except ImageError as error:
        raise SystemExit(f"classroom: {error}") from error
    if arguments.check and stale:
        raise SystemExit(f"classroom: run `python -m classroom image`; out of step: {', '.join(stale)}")
    for name in derived(root):
        print(f"  {'wrote' if name in stale else 'in step:'} {name}")
