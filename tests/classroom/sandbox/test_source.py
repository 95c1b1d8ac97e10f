"""Cells become plain Python: what only IPython understands goes, and nothing else."""

from __future__ import annotations

import ast

import pytest

from classroom.sandbox.inside.source import definitions_of, python_of


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("x = 1", "x = 1"),
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("if True:\n    !ls -l\nx = 1", "if True:\n    pass\nx = 1"),
        ("x?\n?x\nx.y??\ny = 1", "pass\npass\npass\ny = 1"),
        ("files = !ls\nt = %timeit -o f()\ny = 1", "pass\npass\ny = 1"),
        ("x = (7\n% 4)", "x = (7\n% 4)"),
        ("text = '''\n%not a magic\n!nor this\n'''", "text = '''\n%not a magic\n!nor this\n'''"),
        ("%%bash\nrm -r x", ""),
        ("%%html", ""),
        ("\n%%time\nx = 1", "\n\nx = 1"),
        ("%%capture out\n%cd x\nx = 1", "\npass\nx = 1"),
        ("def f(:", "def f(:"),
        ("print('what?')\n!ls", "print('what?')\npass"),
    ],
)
def test_what_is_left(cell: str, python: str) -> None:
    assert python_of(cell) == python


def test_only_definitions() -> None:
    cell = "import os; os._exit(0)\nx = 1\n@d\ndef f():\n    return 1\nclass C: pass\nwhile True: pass\n"
    assert ast.unparse(definitions_of(cell)) == "import os\n\n@d\ndef f():\n    return 1\n\nclass C:\n    pass"
    assert definitions_of("def f(:").body == []
