"""A bank with a question of each kind, which all tests of questions share."""

from pathlib import Path
from random import Random

from trainloop.questions.fields import Value
from trainloop.questions.generated import pick
from trainloop.questions.loader import parse


def curves(rng: Random) -> dict[str, Value]:
    start = 8 + 8 * rng.random()
    slow = [start * 0.97**step for step in range(61)]
    wild = [start * 0.9**step * (1 + 0.9 * (-1) ** step) for step in range(61)]
    return {"slow": slow, "wild": wild, "low": 0.01, "high": 1, "name": "a bowl"}


def product(rng: Random) -> dict[str, Value]:
    a, b = pick(rng, (3, 4, 5)), pick(rng, (-0.1, -0.3, -0.7))
    return {"a": a, "b": b, "answer": a * b, "sum": a + b}


TEXT = (Path(__file__).parent / "example.yml").read_text(encoding="utf-8")
GENERATORS = {"curves": curves, "product": product}
SINGLE, MULTIPLE, NUMERIC, ORDER, SHORT, BUG, MATCH, CURVES, GENERATED, LONG = range(10)
BANK = parse(TEXT, "example", "example.yml", GENERATORS)
ALL = BANK.questions
