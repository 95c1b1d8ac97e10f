"""Moodle XML: read back it is the bank, and what Moodle would refuse is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import HealthCheck, given, settings

from classroom.bank import moodle, moodle_reader
from classroom.bank.choose import questions
from classroom.bank.markup import document
from classroom.bank.moodle_reader import MoodleError
from classroom.bank.posed import Matching, Ordering, Posed, clean, every_posed, places
from tests.classroom.bank import raw


@pytest.fixture(scope="module")
def bank() -> list[Posed]:
    return every_posed(questions())


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("moodle") / "bank.xml"
    moodle.export(questions(), path)
    return path


@pytest.fixture(scope="module")
def nodes(file: Path) -> dict[str, Element]:
    found = ElementTree.parse(file).getroot().findall("question")
    return {node.findtext("name/text", ""): node for node in found if node.get("type") != "category"}


def test_the_whole_bank_comes_back_as_it_was(file: Path, bank: list[Posed]) -> None:
    assert moodle_reader.read(file) == bank
    assert {one.group or one.id for one in bank} == {question.id for question in questions()}


def test_choices_say_what_the_banks_file_says(nodes: dict[str, Element]) -> None:
    for name, entry in raw.entries("single", "multiple").items():
        got = {
            (
                raw.shown(one.findtext("text", "")),
                float(one.get("fraction", "")) > 0,
                raw.shown(one.findtext("feedback/text", "")),
            )
            for one in nodes[name].findall("answer")
        }
        want = {(raw.words(one["text"]), one.get("correct", False), raw.words(one["why"])) for one in entry["options"]}
        assert got == want, name
        assert nodes[name].findtext("single") == ("true" if entry["kind"] == "single" else "false")
        prompt = nodes[name].findtext("questiontext/text", "").partition("</p>")[0]
        assert raw.words(entry["prompt"]) == raw.shown(prompt)


def test_ticking_everything_gives_nothing(nodes: dict[str, Element]) -> None:
    for name, entry in raw.entries("multiple").items():
        fractions = [float(one.get("fraction", "")) for one in nodes[name].findall("answer")]
        wrong = any(not option.get("correct") for option in entry["options"])
        assert sum(fractions) == pytest.approx(0 if wrong else 100, abs=1e-3)


def test_numbers_keep_tolerance_mistakes_and_unit(nodes: dict[str, Element]) -> None:
    for name, entry in raw.entries("numeric").items():
        first, *others = nodes[name].findall("answer")
        assert float(first.findtext("text", "")) == pytest.approx(entry["answer"], rel=1e-12)
        assert float(first.findtext("tolerance", "")) == pytest.approx(entry["tolerance"], rel=1e-12)
        assert [first.get("fraction"), *(one.get("fraction") for one in others)] == ["100"] + ["0"] * len(others)
        want = [(float(one["value"]), raw.words(one["why"])) for one in entry.get("mistakes", [])]
        got = [(float(one.findtext("text", "")), raw.shown(one.findtext("feedback/text", ""))) for one in others]
        assert [value for value, _ in got] == pytest.approx([value for value, _ in want])
        assert [why for _, why in got] == [why for _, why in want]
        for one in others:  # which readers round as they please
            wrong, tolerance = float(one.findtext("text", "")), float(one.findtext("tolerance", ""))
            assert tolerance >= 0.005 * abs(wrong)
        assert raw.words(entry["why"]) == raw.shown(nodes[name].findtext("generalfeedback/text", ""))
        assert entry.get("unit", "") in nodes[name].findtext("questiontext/text", "")


def test_orders_and_bugs_say_what_the_banks_file_says(nodes: dict[str, Element]) -> None:
    for name, entry in raw.entries("order").items():
        steps = [raw.shown(one.findtext("text", "")) for one in nodes[name].findall("answer")]
        assert steps == [raw.words(step) for step in entry["steps"]]
    for name, entry in raw.entries("bug").items():
        (right,) = [one.findtext("text", "") for one in nodes[name].findall("answer") if one.get("fraction") == "100"]
        line = raw.words(entry["code"].splitlines()[entry["line"] - 1])
        assert raw.shown(right) == f"Line {entry['line']}: {line}"
        told = {
            raw.shown(one.findtext("text", "")).partition(":")[0]: raw.shown(one.findtext("feedback/text", ""))
            for one in nodes[name].findall("answer")
        }
        assert told[f"Line {entry['line']}"] == f"It should be {raw.words(entry['fix'])}."
        assert all(told[f"Line {one['line']}"] == raw.words(one["why"]) for one in entry.get("others", []))


def test_matches_and_open_questions_say_what_the_banks_file_says(nodes: dict[str, Element]) -> None:
    for name, entry in raw.entries("match").items():
        pairs = {
            (raw.shown(one.findtext("text", "")), raw.words(one.findtext("answer/text", "")))
            for one in nodes[name].findall("subquestion")
        }
        extra = {("", raw.words(choice)) for choice in entry.get("extra", [])}
        assert pairs == {(raw.words(one["item"]), raw.words(one["choice"])) for one in entry["pairs"]} | extra
    for name, entry in raw.entries("short", "long").items():
        info = raw.shown(nodes[name].findtext("graderinfo/text", ""))
        points = [one if isinstance(one, str) else one["text"] for one in entry["points"]]
        assert all(raw.words(text) in info for text in [entry["answer"], *points])


def test_variants_share_a_category_and_differ(bank: list[Posed]) -> None:
    groups: dict[str, list[Posed]] = {}
    for one in bank:
        if one.group:
            groups.setdefault(one.group, []).append(one)
    assert groups
    for name, members in groups.items():
        assert len({moodle.category_of(one) for one in members}) == 1
        assert moodle.category_of(members[0]).endswith(f"/{name}")
        assert len({(one.prompt, str(one.form)) for one in members}) == 5


def test_a_slash_in_a_name_is_no_border_between_categories(monkeypatch: pytest.MonkeyPatch, bank: list[Posed]) -> None:
    monkeypatch.setattr(moodle, "BOOK", "either/or")
    assert moodle.category_of(bank[0]).startswith("$course$/top/either//or/")


def test_an_older_moodle_gets_places_instead_of_orders(tmp_path: Path) -> None:
    moodle.export(questions(kinds=["order"]), tmp_path / "old.xml", ordering=False)
    for one in moodle_reader.read(tmp_path / "old.xml"):
        assert isinstance(one.form, Matching)
        by_place = sorted((int(pair.choice[0]), raw.words(pair.item)) for pair in one.form.pairs)
        assert [step for _, step in by_place] == [raw.words(step) for step in raw.entries("order")[one.id]["steps"]]
        # The order in which they stand must not be the answer.
        assert [pair.choice for pair in one.form.pairs] != sorted(pair.choice for pair in one.form.pairs)


def test_places_never_stand_in_the_right_order() -> None:
    steps = Ordering(("first", "second"))
    for seed in "abcdefgh":  # half of these leave two steps as they were
        assert [pair.choice for pair in places(steps, seed).pairs] == ["2nd", "1st"]


@given(question=raw.questions())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back(tmp_path: Path, question: Posed) -> None:
    path = tmp_path / "one.xml"
    path.write_bytes(document(moodle.quiz([question])))
    assert moodle_reader.read(path) == [question]


def test_what_xml_cannot_hold_is_replaced() -> None:
    assert clean("a\x00\x08b\ud800c\ufffed\r\ne\x85") == "a\ufffd\ufffdb\ufffdc\ufffdd\ne\x85"


def test_curves_are_files_that_stand_for_themselves(bank: list[Posed]) -> None:
    matches = [one.form for one in bank if isinstance(one.form, Matching)]
    pictures = [pair.picture for form in matches for pair in form.pairs if pair.picture]
    assert len(pictures) >= 15
    assert len({picture.name for picture in pictures}) == len(pictures)
    for picture in pictures:
        root = ElementTree.fromstring(picture.svg)
        assert root.tag == "{http://www.w3.org/2000/svg}svg"
        assert picture.words == root.get("aria-label")


Damage = Callable[[Element], object]


def _first(root: Element, kind: str, path: str = ".") -> Element:
    found = next(node for node in root if node.get("type") == kind).find(path)
    assert found is not None
    return found


def _text(kind: str, path: str, text: str) -> Damage:
    return lambda root: setattr(_first(root, kind, path), "text", text)


def _attribute(kind: str, path: str, name: str, value: str) -> Damage:
    return lambda root: _first(root, kind, path).set(name, value)


DAMAGES: dict[str, tuple[Damage, str]] = {
    "a root that isn't quiz": (lambda root: setattr(root, "tag", "questions"), "allowed: <quiz>"),
    "an unknown type": (_attribute("essay", ".", "type", "drawing"), "is a 'drawing'"),
    "an unknown element": (lambda root: _first(root, "essay").append(Element("color")), "color"),
    "no name": (_text("essay", "name/text", ""), "name"),
    "a grade of nothing": (_text("numerical", "defaultgrade", "0"), "worth nothing"),
    "a fraction that Moodle doesn't know": (_attribute("multichoice", "answer", "fraction", "37"), "37"),
    "right options worth too little": (
        lambda root: [one.set("fraction", "50") for one in _first(root, "multichoice") if one.get("fraction") == "100"],
        "worth 50",
    ),
    "no right answer": (_attribute("numerical", "answer", "fraction", "0"), "right number"),
    "a negative tolerance": (_text("numerical", "answer/tolerance", "-1"), "tolerance"),
    "an unknown layout": (_text("ordering", "layouttype", "DIAGONAL"), "DIAGONAL"),
    "a step out of turn": (_attribute("ordering", "answer", "fraction", "9"), "numbered from 1"),
    "a pair without a choice": (_text("matching", "subquestion/answer/text", ""), "without a choice"),
    "no text": (lambda root: _first(root, "essay").remove(_first(root, "essay", "questiontext")), "questiontext"),
    "a prompt in another format": (_attribute("essay", "questiontext", "format", "markdown"), "as html"),
    "a category beside the course": (_text("category", "category/text", "top/x"), r"\$course\$"),
    "marks that don't add up": (_text("essay", "defaultgrade", "99"), "marks"),
    "an element twice": (lambda root: _first(root, "essay").append(Element("tags")), "2 times"),
    "a name twice": (lambda root: root.append(root[1]), "one name"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_refused(damage: str, file: Path, tmp_path: Path) -> None:
    tree = ElementTree.parse(file)
    change, message = DAMAGES[damage]
    change(tree.getroot())
    tree.write(tmp_path / "damaged.xml")
    with pytest.raises(MoodleError, match=message):
        moodle_reader.read(tmp_path / "damaged.xml")


def test_what_is_not_xml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text("<quiz>")
    with pytest.raises(MoodleError, match="not XML"):
        moodle_reader.read(tmp_path / "x.xml")
