"""An epoch of two batches on four targets, and the variance of a batch's gradient."""

from __future__ import annotations

from trainloop.exercises.blank import Blank, WrongValue

TARGETS = (1.0, 3.0, 5.0, 11.0)
LR = 0.1
BATCH = 2


def _after(w: float, *means: float) -> float:
    for mean in means:
        w -= LR * (w - mean)
    return w


_MEAN = sum(TARGETS) / len(TARGETS)
_VARIANCE = sum((t - _MEAN) ** 2 for t in TARGETS) / len(TARGETS)
_FIRST = _after(0.0, 2.0)
_W_2 = _after(0.0, 2.0, 8.0)

GIVEN = {"targets": list(TARGETS), "mean": _MEAN, "variance_1": _VARIANCE}

BLANKS = (
    Blank(
        "w_2",
        "w₂",
        "the parameter after both batches",
        (
            WrongValue("one-early", _FIRST, "that is w after the first batch"),
            WrongValue(
                "full-batch", _after(0.0, _MEAN), "that is one step with all four targets; take two, of two each"
            ),
            WrongValue("full-batch-twice", _after(0.0, _MEAN, _MEAN), "both steps used all four targets; use two each"),
            WrongValue("same-place", LR * (2.0 + 8.0), "the second gradient is taken at w₁, not at 0"),
            WrongValue("other-order", _after(0.0, 8.0, 2.0), "the batch {1, 3} comes first"),
            WrongValue("summed", _after(0.0, 4.0, 16.0), "take the mean of a batch, not its sum"),
            WrongValue("uphill", -_W_2, "you walked with the gradient; go against it"),
            WrongValue("four-steps", _after(0.0, *TARGETS), "that is four batches of one; take two of two"),
        ),
    ),
    Blank(
        "variance_2",
        "variance₂",
        "the variance of the gradient of two examples, drawn with replacement",
        (
            WrongValue("one", _VARIANCE, "that is a single example's; two examples halve it"),
            WrongValue(
                "deviation", _VARIANCE / 2**0.5, "the standard deviation falls by the root of 2; the variance by 2"
            ),
            WrongValue(
                "without-replacement",
                _VARIANCE / BATCH * (len(TARGETS) - BATCH) / (len(TARGETS) - 1),
                "that is without replacement; drawn with it, the same example may come twice",
            ),
            WrongValue("root", (_VARIANCE / BATCH) ** 0.5, "that is the standard deviation; its square is asked"),
            WrongValue("squared", _VARIANCE / BATCH**2, "you divided by B²; the variance of a mean is divided by B"),
            WrongValue("doubled", _VARIANCE * BATCH, "that is the variance of a sum; the batch takes a mean"),
            WrongValue(
                "sample", 4 * _VARIANCE / 3 / BATCH, "you divided by n − 1; these four are all there is, so divide by n"
            ),
        ),
    ),
)
