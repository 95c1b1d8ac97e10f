"""What counts as the same number in two languages."""

import math

TOLERANCE = 1e-9


def close(found: float, expected: float, scale: float = 0.0) -> bool:
    """Whether two numbers agree relative to their size, or to that of what they were subtracted from."""
    return math.isclose(found, expected, rel_tol=TOLERANCE, abs_tol=TOLERANCE * scale)
