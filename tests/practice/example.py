"""A bank with one question of each kind, which all tests of questions share."""

from pathlib import Path

from trainloop.questions.loader import parse

TEXT = (Path(__file__).parent / "example.yml").read_text(encoding="utf-8")
SINGLE, MULTIPLE, NUMERIC, ORDER, SHORT = range(5)
ALL = parse(TEXT, "example", "example.yml")
