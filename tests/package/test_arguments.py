"""The checks return what is allowed and name what is not."""

import math
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from trainloop import arguments


@pytest.mark.parametrize(
    ("call", "result"),
    [
        (lambda: arguments.number("a", Fraction(1, 4)), 0.25),
        (lambda: arguments.number("a", np.float32(0.5)), 0.5),
        (lambda: arguments.positive("a", 1e-300), 1e-300),
        (lambda: arguments.non_negative("a", 0), 0),
        (lambda: arguments.fraction("a", 0), 0),
        (lambda: arguments.fraction("a", math.nextafter(1, 0)), math.nextafter(1, 0)),
        (lambda: arguments.within("a", 1, 0, 1), 1),
        (lambda: arguments.integer("a", np.int64(3), minimum=3), 3),
        (lambda: arguments.integer("a", -5), -5),
        (lambda: arguments.boolean("a", False), False),
        (lambda: arguments.one_of("a", "x", ("x", "y")), "x"),
        (lambda: arguments.non_empty("a", [0]), [0]),
    ],
)
def test_what_is_allowed_comes_back(call: Callable[[], Any], result: Any) -> None:
    assert call() == result


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: arguments.number("a", True), TypeError, "a must be a finite number, not True"),
        (lambda: arguments.number("a", "1"), TypeError, r"not '1' \(str\)"),
        (lambda: arguments.number("a", 1j), TypeError, "complex"),
        (lambda: arguments.number("a", math.nan), ValueError, "a must be .*not nan"),
        (lambda: arguments.positive("a", 0), ValueError, "a must be .*greater than 0, not 0"),
        (lambda: arguments.positive("a", math.inf), ValueError, "not inf"),
        (lambda: arguments.non_negative("a", -1e-9), ValueError, "0 or greater, not -1e-09"),
        (lambda: arguments.fraction("a", 1), ValueError, "not including, 1, not 1"),
        (lambda: arguments.fraction("a", -0.1), ValueError, "not -0.1"),
        (lambda: arguments.within("a", 1.1, 0, 1), ValueError, "from 0 to 1, not 1.1"),
        (lambda: arguments.within("a", None, 0, 1), TypeError, "not None"),
        (lambda: arguments.integer("a", 3.0), TypeError, "a must be an integer, not 3.0"),
        (lambda: arguments.integer("a", True), TypeError, "not True"),
        (lambda: arguments.integer("a", 0, minimum=1), ValueError, "1 or greater, not 0"),
        (lambda: arguments.boolean("a", 1), TypeError, "a must be True or False, not 1"),
        (lambda: arguments.one_of("a", "z", ("x", "y")), ValueError, "one of 'x', 'y', not 'z'"),
        (lambda: arguments.non_empty("a", ""), ValueError, "a must not be empty"),
    ],
)
def test_what_is_not_allowed_is_named(call: Callable[[], Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        call()


def test_the_checks_and_the_schedules_load_without_torch() -> None:
    heavy = ("torch", "numpy", "matplotlib", "pandas", "sklearn", "yaml")
    program = (
        "import sys, trainloop.arguments, trainloop.schedules;"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr
