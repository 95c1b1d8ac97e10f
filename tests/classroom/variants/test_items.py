"""From an assignment to its items: what the book has, what it refuses, who gets which numbers."""

from __future__ import annotations

import pytest

from classroom.assignment import AssignmentError
from classroom.variants import GradedItem, assignable, graded_items
from classroom.variants.question import NumberItem, OpenItem
from tests.classroom.examples import KEY, assignment, everything
from trainloop.questions.loader import chapter_questions, find


def number(seed: str = "first", key: bytes = KEY) -> NumberItem:
    (found,) = graded_items(assignment(exercises=None, questions={"momentum-convert": 2}, points=2, seed=seed), key)
    assert isinstance(found, NumberItem)
    return found


def texts(items: tuple[GradedItem, ...]) -> list[str]:
    return [f"{item.statement}\n{item.stub}\n{item.examples}\n{item.solution}" for item in items]


def test_all_that_is_listed_can_be_assigned() -> None:
    given = everything()
    items = graded_items(given, KEY)
    assert [item.item for item in items] == list(given.items)
    assert sum(len(names) for names in assignable().values()) == len(items) > 45


def test_the_same_key_and_seed_give_the_same_and_others_give_others() -> None:
    first = texts(graded_items(assignment(), KEY))
    assert texts(graded_items(assignment(), KEY)) == first
    for other in (graded_items(assignment(seed="second"), KEY), graded_items(assignment(), bytes(32))):
        assert [a == b for a, b in zip(texts(other), first, strict=True)] == [
            False,
            False,
            False,
            True,
        ]  # open: no numbers


def test_numbers_vary_by_student_where_that_is_asked() -> None:
    given = assignment(vary="student")
    ada, bob = (texts(graded_items(given, KEY, who)) for who in ("ada", "bob"))
    assert ada != bob
    assert texts(graded_items(given, KEY, "ada")) == ada
    with pytest.raises(AssignmentError, match="numbers vary by student; allowed: a student's name"):
        graded_items(given, KEY)
    assert texts(graded_items(assignment(), KEY, "ada")) == texts(graded_items(assignment(), KEY, "bob"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"chapters": ["momentums"]}, "chapter is 'momentums'; allowed: batch-and-stochastic, "),
        ({"exercises": {"adam_step": 8}}, "there is no exercise 'adam_step' in its chapters; allowed: ewa, "),
        ({"questions": {"momentum-nothing": 7}}, "there is no 'momentum-nothing' in the bank"),
        ({"questions": {"adam-length-of-the-first": 7}}, "belongs to adam; allowed: questions of exponentially"),
        ({"questions": {"momentum-phase": 7}}, "momentum-phase is answered by looking at pictures"),
        (
            {"chapters": ["bias-correction"], "exercises": None, "questions": {"bias-correction-one-percent": 15}},
            "bias-correction-one-percent has too few numbers to draw besides those on its page",
        ),
    ],
)
def test_what_the_book_does_not_have_is_refused(changes: dict[str, object], said: str) -> None:
    with pytest.raises(AssignmentError) as refused:
        graded_items(assignment(**changes), KEY)
    assert said in str(refused.value)


def test_answers_that_stand_on_a_page_are_refused() -> None:
    public = next(question.id for question in chapter_questions("momentum") if question.kind == "single")
    with pytest.raises(AssignmentError, match="its answer stands on the book's page"):
        graded_items(assignment(questions={public: 7}), KEY)


@pytest.mark.parametrize(("off", "outcome"), [(0.0, "right"), (0.5, "right"), (1.5, "wrong")])
def test_numbers_are_right_within_their_tolerance(off: float, outcome: str) -> None:
    made = number()
    margin = made.task.tolerance or 1e-9 * abs(made.task.value)
    mark = made.mark({"answer": made.task.value + off * margin, "problem": None})
    assert (mark.outcome, mark.earned) == (outcome, 2 if outcome == "right" else 0)


def test_known_mistakes_are_told_by_name() -> None:
    made = number()
    for index, (wrong, why) in enumerate(made.task.mistakes, start=1):
        mark = made.mark({"answer": wrong, "problem": None})
        assert (mark.mistake, mark.message, mark.earned) == (f"momentum-convert-mistake-{index}", why, 0)


@pytest.mark.parametrize(
    ("answer", "outcome", "mistake"),
    [
        (None, "missing", "missing"),
        ({"answer": None, "problem": "not-written"}, "missing", "not-written"),
        ({"answer": "0.05", "problem": None}, "wrong", "wrong-type"),
        ({"answer": float("nan"), "problem": None}, "wrong", "wrong-type"),
        ({"answer": None, "problem": "it raised ZeroDivisionError"}, "wrong", "failed"),
        ({"failed": "ran longer than 2 s"}, "wrong", "failed"),
    ],
)
def test_what_is_no_number_earns_nothing(answer: dict[str, object] | None, outcome: str, mistake: str) -> None:
    mark = number().mark(answer)
    assert (mark.outcome, mark.mistake, mark.earned) == (outcome, mistake, 0)


def test_questions_ask_for_other_numbers_than_their_pages() -> None:
    page = find("momentum-convert")
    prompts = {question.prompt for question in (page, *page.variants)}
    made = [number(seed) for seed in map(str, range(12))]
    assert not prompts & {one.question.prompt for one in made}
    assert len({one.question.prompt for one in made}) > 6


def test_open_questions_wait_for_a_person_with_points_to_give() -> None:
    made = graded_items(assignment(), KEY)[-1]
    assert isinstance(made, OpenItem) and made.request is None and made.stub == ""
    mark = made.mark(None)
    assert (mark.outcome, mark.earned, mark.points) == ("by-hand", 0, 5)
    shares = [float(line.rpartition(": ")[2]) for line in made.notes.splitlines() if line.startswith("- ")]
    assert sum(shares) == pytest.approx(5, abs=0.01)


def test_every_question_that_is_listed_gives_classes_different_numbers() -> None:
    for chapter, names in assignable().items():
        for name in (name for name in names if "-" in name and find(name).kind == "numeric"):
            given = (
                assignment(chapters=[chapter], exercises=None, questions={name: 15}, seed=str(k)) for k in range(25)
            )
            assert len({graded_items(one, KEY)[0].statement for one in given}) >= 4, name
