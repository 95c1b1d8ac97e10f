"""Moodle XML back into questions, refused where Moodle's importer would refuse it or silently lose something.

There is no schema of the format. What is checked is what the importer reads (``question/format/xml/format.php``,
``question/type/ordering/questiontype.php``) and what the forms of the types demand: known elements only, texts
where they must be, fractions that Moodle knows, a right answer, files that are named in the text beside them.
"""

from __future__ import annotations

from base64 import b64decode
from pathlib import Path
from typing import NoReturn
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from classroom.bank.markup import inline_text, pieces
from classroom.bank.posed import Choice, Essay, Form, Matching, Numeric, Option, Ordering, Pair, Picture, Posed

COMMON = {"name", "questiontext", "generalfeedback", "defaultgrade", "penalty", "hidden", "idnumber", "tags"}
VERDICTS = {"correctfeedback", "partiallycorrectfeedback", "incorrectfeedback"}
OWN = {  # what each type has besides
    "multichoice": {"single", "shuffleanswers", "answernumbering", "showstandardinstruction", "answer", *VERDICTS},
    "numerical": {"answer", "unitgradingtype", "unitpenalty", "showunits", "unitsleft"},
    "ordering": {
        *("layouttype", "selecttype", "selectcount", "gradingtype", "showgrading", "numberingstyle", "answer"),
        *VERDICTS,
    },
    "matching": {"shuffleanswers", "subquestion", *VERDICTS},
    "essay": {
        *("responseformat", "responserequired", "responsefieldlines", "attachments", "attachmentsrequired"),
        *("graderinfo", "responsetemplate"),
    },
}
SEVERAL = {"answer", "subquestion"}  # the only elements that a question may have more than once
VALUES = {
    "single": {"true", "false"},
    "shuffleanswers": {"true", "false"},
    "answernumbering": {"abc", "ABCD", "123", "iii", "IIII", "none"},
    "layouttype": {"VERTICAL", "HORIZONTAL"},
    "selecttype": {"ALL", "RANDOM", "CONTIGUOUS"},
    "gradingtype": {"ALL_OR_NOTHING", "ABSOLUTE_POSITION"},
    "responseformat": {"editor", "editorfilepicker", "plain", "monospaced", "noinline"},
    "responsefieldlines": {"2", "3", *map(str, range(5, 41, 5))},
    "hidden": {"0"},
}
PARTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20)  # Moodle knows fractions of one over these
LONGEST = 255  # characters of a name; an idnumber may have 100, a tag 50


class MoodleError(ValueError):
    """A file isn't Moodle XML as Moodle reads it; the message says which question and what."""


def read(path: Path) -> list[Posed]:
    """The questions in a file.

    Raises:
        MoodleError: the file isn't XML, or Moodle would refuse or lose something.
    """
    try:
        root = ElementTree.parse(path).getroot()
    except ElementTree.ParseError as error:
        raise MoodleError(f"{path.name} is not XML: {error}") from error
    if root.tag != "quiz":
        raise MoodleError(f"the root is <{root.tag}>; allowed: <quiz>")
    found: list[Posed] = []
    category = ""
    for node in root:
        if node.get("type") == "category":
            category = _text(node, "category")
            if not category.startswith("$course$/top/"):
                _fail(category, "a category starts with $course$/top/")
        else:
            found.append(_Question(node, category).posed())
    names = [one.id for one in found]
    if len(set(names)) < len(names):
        raise MoodleError("two questions have one name")
    return found


class _Question:
    """A question's element. The methods raise MoodleError for what Moodle wouldn't take."""

    def __init__(self, node: Element, category: str) -> None:
        self.node, self.category = node, category
        self.type = node.get("type", "")
        self.name = _text(node, "name") if node.find("name/text") is not None else "a question without a name"
        self._structure()

    def _structure(self) -> None:
        if self.node.tag != "question" or self.type not in OWN:
            self.fail(f"is a {self.type!r}; allowed: {', '.join(OWN)}")
        tags = [child.tag for child in self.node]
        if set(tags) != COMMON | OWN[self.type]:
            self.fail(f"has unknown, or lacks: {sorted(set(tags) ^ (COMMON | OWN[self.type]))}")
        for tag in set(tags) - SEVERAL:
            if tags.count(tag) > 1:
                self.fail(f"has <{tag}> {tags.count(tag)} times")
            value = (self.node.findtext(tag) or "").strip()
            if tag in VALUES and value not in VALUES[tag]:
                self.fail(f"has {value!r} as {tag}; allowed: {', '.join(sorted(VALUES[tag]))}")
        if not 0 < len(self.name) <= LONGEST or len(self.value("idnumber")) > 100:
            self.fail("has a name or idnumber that is empty or too long")
        if float(self.value("defaultgrade")) <= 0:
            self.fail("is worth nothing")
        if any(not 0 < len(tag) <= 50 for tag in self.tags):
            self.fail("has a tag that is empty or longer than 50 characters")

    @property
    def tags(self) -> tuple[str, ...]:
        return tuple(one.findtext("text") or "" for one in self.node.iterfind("tags/tag"))

    def fail(self, what: str) -> NoReturn:
        _fail(self.name, what)

    def value(self, tag: str) -> str:
        return (self.node.findtext(tag) or "").strip()

    def html(self, tag: str) -> str:
        node = self.node.find(tag)
        if node is None or node.get("format") != "html":
            self.fail(f"needs <{tag}> as html")
        return _text(self.node, tag)

    def posed(self) -> Posed:
        prompt = pieces(self.html("questiontext"))
        by_kind = {piece.kind: piece.text for piece in reversed(prompt)}
        if "p" not in by_kind:
            self.fail("has no prompt")
        form, why = self._form(), [piece for piece in pieces(self.html("generalfeedback")) if piece.kind == "text"]
        last = self.category.rpartition("/")[2]
        return Posed(
            id=self.name,
            chapter=next((tag[9:] for tag in self.tags if tag.startswith("chapter: ")), ""),
            marks=int(self.value("defaultgrade")),
            prompt=by_kind["p"],
            form=form,
            code=by_kind.get("pre", ""),
            note=by_kind.get("em", ""),
            why="".join(piece.text for piece in why),
            group=last if self.name == last or self.name.rpartition("-")[0] == last else "",
            tags=self.tags,
        )

    def _form(self) -> Form:
        if self.type == "multichoice":
            return self._choice()
        if self.type == "numerical":
            return self._numeric()
        if self.type == "ordering":
            return self._ordering()
        return self._matching() if self.type == "matching" else self._essay()

    def _choice(self) -> Choice:
        several = self.value("single") == "false"
        options, fractions = [], []
        for answer in self.node.iterfind("answer"):
            fractions.append(self._fraction(answer))
            feedback = _text(answer, "feedback")
            options.append(Option(inline_text(_text(answer)), fractions[-1] > 0, inline_text(feedback)))
        if len(options) < 2 or len({option.text for option in options}) < len(options):
            self.fail("needs two options or more, which differ")
        total = sum(fraction for fraction in fractions if fraction > 0)
        if abs(total - 100) > 0.01 or (not several and max(fractions) != 100):
            self.fail(f"has right options worth {total} percent; allowed: 100")
        return Choice(tuple(options), several, self.value("shuffleanswers") == "true")

    def _fraction(self, answer: Element) -> float:
        """What an answer is worth; Moodle refuses what differs from its list by 0.001 percent."""
        fraction = float(answer.get("fraction", "nan"))
        if fraction and not any(abs(abs(fraction) - 100 / part) < 1e-3 for part in PARTS):
            self.fail(f"has an answer worth {fraction} percent, which Moodle doesn't know")
        return fraction

    def _numeric(self) -> Numeric:
        answers = []
        for answer in self.node.iterfind("answer"):
            tolerance = float(answer.findtext("tolerance") or "nan")
            if not tolerance >= 0:
                self.fail("has an answer without a tolerance")
            why = inline_text(_text(answer, "feedback"))
            answers.append((float(_text(answer)), tolerance, self._fraction(answer), why))
        if not answers or [fraction for _, _, fraction, _ in answers] != [100.0] + [0.0] * (len(answers) - 1):
            self.fail("needs one right number, and it must be the first")
        (value, tolerance, _, _), *wrong = answers
        if any(abs(number - value) <= tolerance for number, *_ in wrong):
            self.fail("has a wrong number that is taken for the right one")
        return Numeric(value, tolerance, tuple((number, why) for number, _, _, why in wrong))

    def _ordering(self) -> Ordering:
        answers = list(self.node.iterfind("answer"))
        if [answer.get("fraction") for answer in answers] != [str(i + 1) for i in range(len(answers))]:
            self.fail("has steps that aren't numbered from 1")
        if int(self.value("selectcount")) != len(answers) or len(answers) < 2:
            self.fail("doesn't show all of its steps, of which it needs two or more")
        return Ordering(tuple(inline_text(_text(answer)) for answer in answers))

    def _matching(self) -> Matching:
        reasons = [piece.text for piece in pieces(self.html("generalfeedback")) if piece.kind == "li"]
        pairs: list[Pair] = []
        extra: list[str] = []
        for node in self.node.iterfind("subquestion"):
            choice = _text(node, "answer")
            if not choice:
                self.fail("has a pair without a choice")
            html = _text(node)
            if not html:
                extra.append(choice)
                continue
            found = pieces(html)
            item = found[0].text.strip()
            why = next((one for one in reasons if one.startswith(f"{item}: {choice}. ")), "")
            pairs.append(Pair(item, choice, why.removeprefix(f"{item}: {choice}. "), self._picture(node)))
        if len(pairs) < 2 or len({pair.choice for pair in pairs} | set(extra)) < 2:
            self.fail("needs two pairs and two choices")
        return Matching(tuple(pairs), tuple(extra))

    def _picture(self, node: Element) -> Picture | None:
        images = [piece for piece in pieces(_text(node)) if piece.kind == "img"]
        files = {file.get("name", ""): file for file in node.iterfind("file")}
        if [image.source for image in images] != [f"@@PLUGINFILE@@/{name}" for name in files]:
            self.fail("names other files than it has")
        if not images:
            return None
        (name, file), image = next(iter(files.items())), images[0]
        if file.get("encoding") != "base64" or not image.text:
            self.fail("has a picture that isn't base64, or without words")
        svg = b64decode(file.text or "", validate=True).decode()
        if ElementTree.fromstring(svg).tag != "{http://www.w3.org/2000/svg}svg":
            self.fail("has a picture that isn't SVG")
        return Picture(name, svg, image.text)

    def _essay(self) -> Essay:
        found = pieces(self.html("graderinfo"))
        model = next((piece.text for piece in found if piece.kind == "p"), "")
        texts = [piece.text.strip() for piece in found if piece.kind == "li" and piece.text.strip()]
        marks = [int(piece.text.strip("[]")) for piece in found if piece.kind == "strong"]
        if len(texts) != len(marks) or sum(marks) != float(self.value("defaultgrade")):
            self.fail("has points whose marks aren't its grade")
        long = int(self.value("responsefieldlines")) > 5
        return Essay(model, tuple(zip(texts, marks, strict=True)), long)


def _text(node: Element, tag: str = "") -> str:
    """What stands in ``<tag><text>``, or in the node's own ``<text>``. Moodle cuts white space at both ends."""
    found = node.find(f"{tag}/text" if tag else "text")
    if found is None or len(found):
        raise MoodleError(f"<{node.tag}> needs <{tag or node.tag}><text> without elements in it")
    return (found.text or "").strip()


def _fail(name: str, what: str) -> NoReturn:
    raise MoodleError(f"{name}: {what}")
