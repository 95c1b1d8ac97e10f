"""The expected best of two and of three tries, drawn from three rates with replacement."""

from __future__ import annotations

from trainloop.exercises.blank import Blank, WrongValue

LOW, MIDDLE, HIGH = 0.2, 0.3, 1.0

GIVEN = {"low": LOW, "middle": MIDDLE, "high": HIGH, "one_try": (LOW + MIDDLE + HIGH) / 3}


def _mean(first: float, second: float, third: float) -> float:
    """Of the three losses with these chances, which need not add up to 1: some mistakes don't."""
    return LOW * first + MIDDLE * second + HIGH * third


def _chances(tries: int) -> tuple[float, float, float]:
    """Of each loss, the lowest first, to be the best of so many."""
    missed, both_missed = (2 / 3) ** tries, (1 / 3) ** tries
    return 1 - missed, missed - both_missed, both_missed


def _wrong(tries: int) -> tuple[WrongValue, ...]:
    """What goes wrong whatever the number of tries is."""
    hit, between, last = _chances(tries)
    every = {2: "both", 3: "all"}[tries]
    return (
        WrongValue("one-try", _mean(1 / 3, 1 / 3, 1 / 3), "that is for one try, the mean"),
        WrongValue("lowest", LOW, "that is certain only if you try each rate; with replacement, 0.2 may be missed"),
        WrongValue("worst", _mean(last, between, hit), "that is the expected worst; you keep the lowest"),
        WrongValue(
            "missed-for-hit", _mean(1 - hit, between, last), "0.2 gets the chance that it is missed; take 1 − it"
        ),
        WrongValue("highest-missing", _mean(hit, between, 0.0), f"the case in which {every} tries give 1.0 is missing"),
        WrongValue("rest-is-middle", _mean(hit, 1 - hit, 0.0), f"without 0.2 the best is 0.3, unless {every} give 1.0"),
        WrongValue(
            "rest-is-highest", _mean(hit, 0.0, 1 - hit), f"without 0.2 the best is 1.0 only if {every} give 1.0"
        ),
        WrongValue(
            "rest-is-mean",
            _mean(hit, (1 - hit) / 2, (1 - hit) / 2),
            "without 0.2 you still keep the better one; that isn't the mean of 0.3 and 1.0",
        ),
    )


BLANKS = (
    Blank(
        "two_tries",
        "E₂",
        "the expected best of two tries",
        (
            *_wrong(2),
            WrongValue("three-tries", _mean(*_chances(3)), "that is for three tries"),
            WrongValue(
                "not-put-back", _mean(2 / 3, 1 / 3, 0.0), "that is for two different rates; the same may come twice"
            ),
            WrongValue(
                "chances-added",
                _mean(2 / 3, 1 / 6, 1 / 6),
                "one in three twice isn't two in three; both tries miss 0.2 in (2/3)² of cases",
            ),
        ),
    ),
    Blank(
        "three_tries",
        "E₃",
        "the expected best of three tries",
        (
            *_wrong(3),
            WrongValue("two-tries", _mean(*_chances(2)), "that is for two tries; a third lowers it"),
            WrongValue("four-tries", _mean(*_chances(4)), "that is for four tries"),
        ),
    ),
)
