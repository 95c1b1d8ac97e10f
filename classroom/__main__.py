"""``python -m classroom COMMAND``: what instructors call."""

from __future__ import annotations

import sys

from classroom.commands import parser
from classroom.commands.refusals import REFUSALS


def main() -> int:
    """Run a command; a refusal is told in a sentence, without a traceback."""
    arguments = parser().parse_args()
    try:
        arguments.run(arguments)
    except REFUSALS as refusal:
        print(f"classroom: {refusal}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("classroom: stopped. What is graded is kept; the same command goes on from there.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
