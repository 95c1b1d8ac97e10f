"""Sets up .venv with what a command needs: ``python3 environment/prepare.py notebooks|site|tests``.

This file is written so that old Pythons can read it as far as the message that refuses them;
what follows is in `environment.steps`.
"""

import os
import sys

OLDEST = (3, 11)


def refusal(version):
    """What to tell a Python with this version (a tuple), or None if it is new enough."""
    if tuple(version[:2]) >= OLDEST:
        return None
    wanted, found = (".".join(str(n) for n in v[:2]) for v in (OLDEST, version))
    return (
        "The book needs Python {0} or newer; this is Python {1} ({2}).\n"
        "Name a newer one: make book PYTHON=python{0}".format(wanted, found, sys.executable)
    )


if __name__ == "__main__":
    MESSAGE = refusal(sys.version_info)
    if MESSAGE:
        sys.exit(MESSAGE)
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    from environment.steps import main

    sys.exit(main(sys.argv[1:]))
