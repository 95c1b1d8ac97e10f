"""Numbers and steps as the instruments write them, letter for letter as their JavaScript does."""

from decimal import ROUND_HALF_UP, Context, Decimal
from math import inf, isinf, isnan

__all__ = ["number", "raised", "steps"]

SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def number(value: float, digits: int = 3) -> str:
    """Return `value` to `digits` significant digits; very large and small ones as a × 10ᵇ."""
    if isnan(value):
        return "not a number"
    if isinf(value):
        return "∞" if value == inf else "−∞"
    # Decimal holds the double exactly, and half is rounded up, as JavaScript's toPrecision does.
    rounded = Context(prec=digits, rounding=ROUND_HALF_UP).create_decimal(Decimal(value))
    if not rounded:
        return "0"
    exponent = rounded.adjusted()
    sign = "−" if rounded < 0 else ""
    if -4 <= exponent < 6:
        return sign + _trimmed(f"{abs(rounded):f}")
    mantissa = _trimmed(f"{abs(rounded).scaleb(-exponent):f}")
    power = f"10{raised(exponent)}"
    return sign + (power if mantissa == "1" else f"{mantissa} × {power}")


def raised(exponent: int) -> str:
    """Return an exponent in raised digits."""
    return str(exponent).translate(SUPERSCRIPTS)


def steps(count: int) -> str:
    """Return "1 step", "2 steps", …"""
    return f"{count} step" + ("" if count == 1 else "s")


def _trimmed(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text
