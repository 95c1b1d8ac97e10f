"""What the commands of all studies share: their options, and what they note of the machine."""

import argparse
import platform
import tempfile
from pathlib import Path
from typing import NamedTuple

import torch

__all__ = ["Options", "machine", "options"]


class Options(NamedTuple):
    """Where a study writes: its file, and the folder that keeps each point meanwhile."""

    to: Path
    partial: Path


def options(module: str) -> Options:
    """Return the options of the command line, and let torch compute on one thread.

    Args:
        module: the study's own file; what it writes stands beside it unless the options say otherwise.
    """
    path = Path(module)
    partial = Path(tempfile.gettempdir(), f"trainloop-{path.stem.replace('_', '-')}")
    parser = argparse.ArgumentParser(description="Compute the study and write its file.")
    parser.add_argument("--to", type=Path, default=path.with_suffix(".json"))
    parser.add_argument("--partial", type=Path, default=partial)
    given = parser.parse_args()
    torch.set_num_threads(1)  # the same sums in the same order on any machine of this kind
    return Options(given.to, given.partial)


def machine() -> dict[str, str]:
    """Return what the results may depend on: torch's version and the kind of machine."""
    return {"torch": torch.__version__.split("+")[0], "machine": platform.machine()}
