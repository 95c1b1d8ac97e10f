"""What the instructor guide says is what the commands do."""

from __future__ import annotations

import re
import shlex

import pytest

from classroom.commands import parser
from classroom.commands.prepare import EXAMPLE
from web.project import ROOT

GUIDE = (ROOT / "book" / "instructor-guide.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"python -m classroom (.+?)(?:`|\n)", GUIDE)


def test_the_guides_example_is_the_one_that_new_writes() -> None:
    assert f"```yaml\n{EXAMPLE}```" in GUIDE


@pytest.mark.parametrize("command", sorted(set(COMMANDS)))
def test_every_command_on_the_page_can_be_called(command: str) -> None:
    arguments = shlex.split(command)
    if len(arguments) == 1 and arguments[0] in ("grade", "image"):  # named in a sentence
        arguments = [*arguments, "--help"]
    if arguments[-1] == "--help":
        with pytest.raises(SystemExit) as ended:
            parser().parse_args(arguments)
        assert ended.value.code == 0
    else:
        assert parser().parse_args(arguments).command == arguments[0]


def test_the_page_names_commands_at_all() -> None:
    assert len(set(COMMANDS)) > 12
