"""QTI 1.2 packages: read back they are the bank, and what the specification or Canvas would refuse is refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from hypothesis import HealthCheck, given, settings

from classroom.bank import qti, qti_reader
from classroom.bank.choose import questions
from classroom.bank.posed import Essay, Matching, Ordering, Posed, every_posed, places
from classroom.bank.qti_model import NAMESPACE, violations
from classroom.bank.qti_reader import QtiError
from tests.classroom.bank import raw


def kept(question: Posed) -> Posed:
    """What a package keeps of a question: places instead of an order, no tags, no chapter beside variants."""
    form = question.form
    if isinstance(form, Ordering):
        form = places(form, question.id)
    if isinstance(form, Essay):
        form = replace(form, long=False)
    if isinstance(form, Matching):
        form = replace(form, extra=tuple(sorted(form.extra)))
    return replace(question, form=form, tags=(), chapter="" if question.group else question.chapter)


def save(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def items(files: dict[str, bytes]) -> dict[str, Element]:
    """The items of all banks, by title."""
    roots = [ElementTree.fromstring(content) for name, content in files.items() if name.startswith("banks/")]
    return {item.get("title", ""): item for root in roots for item in root.iter(f"{NAMESPACE}item")}


def texts(item: Element, tag: str) -> dict[str, str]:
    """What is shown in the elements of this name, by their idents."""
    found = item.iter(f"{NAMESPACE}{tag}")
    return {one.get("ident", ""): raw.shown(one.findtext(f".//{NAMESPACE}mattext") or "") for one in found}


def right(item: Element) -> set[str]:
    """What a full score asks for."""
    full = [one for one in item.iter(f"{NAMESPACE}respcondition") if one.findtext(f"{NAMESPACE}setvar") == "100"]
    banned = {one.text for one in full[0].iterfind(f".//{NAMESPACE}not/{NAMESPACE}varequal")}
    return {one.text or "" for one in full[0].iter(f"{NAMESPACE}varequal")} - banned


@pytest.fixture(scope="module")
def bank() -> list[Posed]:
    return every_posed(questions())


@pytest.fixture(scope="module")
def package(bank: list[Posed]) -> dict[str, bytes]:
    return qti.package(bank, "Course")


@pytest.fixture(scope="module")
def nodes(package: dict[str, bytes]) -> dict[str, Element]:
    return items(package)


def test_the_whole_bank_comes_back_as_it_was(tmp_path: Path, bank: list[Posed]) -> None:
    assert qti.export(questions(), tmp_path / "bank.zip") == bank
    read = {one.id: kept(one) for one in qti_reader.read(tmp_path / "bank.zip")}
    assert read == {one.id: kept(one) for one in bank}


def test_the_same_bank_gives_the_same_bytes(tmp_path: Path) -> None:
    some = questions(chapters=["adam"])
    for name in ("one.zip", "two.zip"):
        qti.export(some, tmp_path / name)
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_choices_say_what_the_banks_file_says(nodes: dict[str, Element]) -> None:
    for name, entry in raw.entries("single", "multiple").items():
        options, feedback = texts(nodes[name], "response_label"), texts(nodes[name], "itemfeedback")
        got = {(text, key in right(nodes[name]), feedback[f"{key}_fb"]) for key, text in options.items()}
        want = {(raw.words(one["text"]), one.get("correct", False), raw.words(one["why"])) for one in entry["options"]}
        assert got == want, name


def test_numbers_say_what_the_banks_file_says(nodes: dict[str, Element]) -> None:
    for name, entry in raw.entries("numeric").items():
        exact, low, high = (
            Decimal(nodes[name].findtext(f".//{NAMESPACE}{tag}") or "") for tag in ("varequal", "vargte", "varlte")
        )
        assert (exact, high - exact, exact - low) == tuple(
            Decimal(repr(float(entry[key]))) for key in ("answer", "tolerance", "tolerance")
        )
        wrong = texts(nodes[name], "itemfeedback").get("general_incorrect_fb", "")
        assert all(raw.words(one["why"]) in wrong for one in entry.get("mistakes", [])), name


def test_orders_bugs_matches_and_open_questions_say_what_the_banks_file_says(nodes: dict[str, Element]) -> None:
    for name, entry in raw.entries("order").items():
        steps = texts(nodes[name], "response_lid")
        place = {step: i for i, step in enumerate(map(raw.words, entry["steps"]))}
        assert set(steps.values()) == set(place)
        for one in nodes[name].iter(f"{NAMESPACE}varequal"):
            if not one.text:
                continue
            chosen = texts(nodes[name], "response_label")[one.text]
            assert chosen.startswith(str(place[steps[one.get("respident", "")]] + 1))
    for name, entry in raw.entries("bug").items():
        line = raw.words(entry["code"].splitlines()[entry["line"] - 1])
        (answer,) = right(nodes[name])
        assert texts(nodes[name], "response_label")[answer] == f"Line {entry['line']}: {line}"
    for name, entry in raw.entries("match").items():
        assert set(texts(nodes[name], "response_lid").values()) == {raw.words(one["item"]) for one in entry["pairs"]}
    for name, entry in raw.entries("short", "long").items():
        assert raw.words(entry["answer"]) in texts(nodes[name], "itemfeedback")["general_fb"]


def test_a_quiz_has_each_question_once_and_draws_among_variants(package: dict[str, bytes], bank: list[Posed]) -> None:
    root = ElementTree.fromstring(package["quizzes/adam/adam.xml"])
    asked = [one.get("title") for one in root.iter(f"{NAMESPACE}item")]
    drawn = [one.text for one in root.iter(f"{NAMESPACE}sourcebank_ref")]
    here = [one for one in bank if one.chapter == "adam"]
    assert asked == [one.id for one in here if not one.group]
    assert drawn == [f"bank-{name}" for name in dict.fromkeys(one.group for one in here if one.group)]


@given(question=raw.questions())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back(tmp_path: Path, question: Posed) -> None:
    path = save(tmp_path / "one.zip", qti.package([question], "Course"))
    assert [kept(one) for one in qti_reader.read(path)] == [kept(question)]


def test_a_title_may_have_any_text(tmp_path: Path) -> None:
    qti.export(questions(chapters=["adam"]), tmp_path / "x.zip", title='<b>"Fish & chips"</b> ]]> \x07')
    assert len(qti_reader.read(tmp_path / "x.zip")) > 12


Damage = Callable[[dict[str, bytes]], object]
BANK, QUIZ = "banks/gradients.xml", "quizzes/gradients/gradients.xml"
DRAWN = "quizzes/linear-regression/linear-regression.xml"


def _swap(name: str, old: str, new: str) -> Damage:
    def damage(files: dict[str, bytes]) -> None:
        assert old in files[name].decode()
        files[name] = files[name].decode().replace(old, new, 1).encode()

    return damage


DAMAGES: dict[str, tuple[Damage, str]] = {
    "no manifest": (lambda files: files.pop("imsmanifest.xml"), "no imsmanifest"),
    "a manifest of QTI 2": (
        _swap("imsmanifest.xml", "imsccv1p1/imscp_v1p1", "imsqti_v2p1"),
        "of which Canvas knows QTI 1.2",
    ),
    "a file that nobody lists": (lambda files: files.update({"more.txt": b""}), "more.txt"),
    "a file that is missing": (lambda files: files.pop(QUIZ), "gradients.xml"),
    "an unknown element": (_swap(BANK, "<presentation>", "<presentation><video/>"), "video"),
    "an element out of place": (_swap(BANK, "<flow_mat>", "<flow_mat><item/>"), "flow_mat"),
    "an unknown attribute": (_swap(BANK, "<decvar ", '<decvar color="red" '), "color"),
    "an attribute that isn't allowed": (_swap(BANK, 'continue="Yes"', 'continue="Maybe"'), "Maybe"),
    "a missing ident": (_swap(BANK, '<response_label ident="1001"', "<response_label"), "lacks ident"),
    "text beside elements": (_swap(BANK, "<outcomes>", "<outcomes>five"), "text beside"),
    "an answer that isn't there": (_swap(BANK, 'respident="response1">1001<', 'respident="response1">9<'), "'9'"),
    "feedback that isn't there": (_swap(BANK, 'linkrefid="1001_fb"', 'linkrefid="77_fb"'), "77_fb"),
    "no way to all marks": (_swap(BANK, ">100</setvar>", ">50</setvar>"), "0 ways"),
    "a bank that isn't there": (_swap(DRAWN, ">bank-", ">bonk-"), "bonk-"),
    "a quiz that differs from the bank": (
        _swap(QUIZ, "<fieldentry>1.0</fieldentry>", "<fieldentry>2.0</fieldentry>"),
        "differs",
    ),
    "broken XML": (_swap(BANK, "</objectbank>", ""), "can't be read"),
}


@pytest.fixture(scope="module")
def small() -> dict[str, bytes]:
    some = questions(chapters=["gradients"], kinds=["single", "bug", "short", "long"])
    return qti.package(every_posed([*some, *questions(ids=["linear-regression-two-steps"])]), "Course")


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_refused(damage: str, small: dict[str, bytes], tmp_path: Path) -> None:
    files = dict(small)
    change, message = DAMAGES[damage]
    change(files)
    with pytest.raises(QtiError, match=message):
        qti_reader.read(save(tmp_path / "damaged.zip", files))


def test_what_is_no_package_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_text("PK")
    with pytest.raises(QtiError, match="can't be read"):
        qti_reader.read(tmp_path / "x.zip")


def test_a_missing_picture_is_refused(tmp_path: Path) -> None:
    files = qti.package(every_posed(questions(ids=["momentum-phase"])), "Course")
    name = next(name for name in files if name.startswith("images/"))
    del files[name]
    files["imsmanifest.xml"] = files["imsmanifest.xml"].replace(f'<file href="{name}" />'.encode(), b"")
    with pytest.raises(QtiError, match=r"isn't in the package"):
        qti_reader.read(save(tmp_path / "x.zip", files))


def test_the_model_wants_its_own_namespace() -> None:
    assert list(violations(Element("questestinterop")))
