"""The command line: one module for each group of commands."""

from __future__ import annotations

import argparse

from classroom.bank.command import add_commands as add_bank
from classroom.commands import export, grade, prepare
from classroom.image.command import add_commands as add_image
from classroom.leaks.command import add_commands as add_leaks


def parser() -> argparse.ArgumentParser:
    """All commands."""
    top = argparse.ArgumentParser(
        prog="python -m classroom",
        description="Assignments from the book's chapters: hand out, collect, grade, give back.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for module in (prepare, grade, export):
        module.add_commands(commands)
    add_leaks(commands)
    add_bank(commands)
    add_image(commands)
    return top
