"""``check`` never raises, never hangs, and says what went wrong whatever it is given."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.practice.cases import attempt, written
from trainloop.exercises import Report, check
from trainloop.exercises.task import known_tasks

GENERAL = {
    "not-written": "return ...",
    "nothing-returned": "pass",
    "wrong-type": "return 'three'",
    "wrong-length": "return [1.0, 2.0]",
    "wrong-sign": "return [-m for m in right(values, beta)]",
    "constant-factor": "return [7 * m for m in right(values, beta)]",
    "not-finite": "return [float('inf')] * len(values)",
    "nan": "return [float('nan')] * len(values)",
    "rounded": "return [round(m, 2) for m in right(values, beta)]",
    "raised": "raise ValueError('no <b>bold</b> ideas')",
    "changed-argument": "averages = right(values, beta); values.clear(); return averages",
}


@pytest.mark.parametrize(("mistake", "body"), GENERAL.items(), ids=list(GENERAL))
def test_general_mistakes_are_named(mistake: str, body: str) -> None:
    report = attempt(body)
    assert not report.passed
    assert report.mistake == mistake


@pytest.mark.parametrize(
    "body",
    [
        "raise SystemExit",
        "raise KeyboardInterrupt",
        "return ewa(values, beta)",
        "return [[1.0], [2.0]]",
        "return {1: 2}",
        "return [1j] * len(values)",
        "return [True] * len(values)",
        "return range(10**9)",
        "return [10**400] * len(values)",
        "return (m for m in right(values, beta))",
        "return float",
    ],
)
def test_odd_results_end_up_in_the_report(body: str) -> None:
    report = attempt(body)
    assert not report.passed
    assert report.mistake is not None
    assert report.message.endswith(".")


def test_an_exception_is_shown_with_its_type_text_line_and_input() -> None:
    report = attempt("m = 1\n    return values[m / 0]")
    assert report.message == (
        "ZeroDivisionError (division by zero) was raised in line 3 of your function: "
        "a divisor is 0 with the input below."
    )
    assert "ewa(values=[35.0, 33.0, 36.0, 34.0, 38.0], beta=0.9)" in repr(report)


def test_a_number_that_is_none_is_named_where_it_stands() -> None:
    report = attempt("m = right(values, beta); m[1:2] = [float('nan')] * len(m[1:2]); return m")
    assert report.mistake == "nan"
    assert report.message.startswith("m₂ is NaN, not 6.45: NaN comes from 0/0, ")


def test_the_root_of_a_negative_number_is_explained() -> None:
    report = attempt("return [(-x) ** 0.5 for x in values]")
    assert report.mistake == "wrong-type"
    assert report.message.startswith("A complex number was returned: `**0.5` of a negative number gives one")


def test_a_result_that_ignores_its_arguments_is_named() -> None:
    report = check(written("central_difference", "def central_difference(f, x, h): return 12.25"))
    assert report.mistake == "same-everywhere"


def test_the_input_shown_is_the_one_that_the_message_speaks_of() -> None:
    code = "def adagrad_step(param, grad, square_sum, lr, eps): return param, grad**2"
    report = check(written("adagrad_step", code))
    assert report.message.startswith("square_sum is 0.16, not 2.41: the old sum is lost")
    assert "param=-1.5" in repr(report)


def test_functions_among_the_arguments_are_shown_by_name() -> None:
    report = check(written("central_difference", "def central_difference(f, x, h): return f"))
    assert "central_difference(f=cube, x=2.0, h=0.5)" in repr(report)


@pytest.mark.parametrize("value", [None, 3, "ewa", [1.0], ...])
def test_a_result_in_place_of_the_function_is_explained(value: Any) -> None:
    report = check(value)
    assert (report.passed, report.mistake) == (False, "not-a-function")
    assert "without brackets" in report.message


@pytest.mark.parametrize("name", ["frobnicate", "<lambda>", "tasks", "__init__", "os", "../ewa"])
def test_an_unknown_name_lists_the_exercises(name: str) -> None:
    def function() -> None: ...

    function.__name__ = name
    report = check(function)
    assert (report.passed, report.mistake) == (False, "unknown-exercise")
    for known in known_tasks():
        assert f"`{known}`" in report.message


def test_wrong_arguments_are_explained_with_the_right_signature() -> None:
    report = check(written("ewa", "def ewa(values): return values"))
    assert report.mistake == "wrong-arguments"
    assert "`def ewa(values, beta)`" in report.message


def test_keyword_only_arguments_are_fine() -> None:
    code = (
        "from trainloop.exercises.tasks.ewa import ewa as right\ndef ewa(*, beta, values): return right(values, beta)"
    )
    assert check(written("ewa", code)).passed


class Spiteful:
    """Refuses whatever it is asked."""

    def __getattribute__(self, name: str) -> Any:
        raise RuntimeError(name)

    def __call__(self, *arguments: object) -> Any:
        raise RuntimeError


class Unspeakable(Exception):
    """Can't be shown."""

    def __str__(self) -> str:
        raise RuntimeError


RESULTS: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.complex_numbers()
    | st.text(max_size=3)
    | st.binary(max_size=3)
    | st.just(...)
    | st.builds(object)
    | st.builds(Spiteful)
    | st.just(len)
    | st.just(int),
    lambda inner: (
        st.lists(inner, max_size=6)
        | st.tuples(inner, inner, inner)
        | st.dictionaries(st.text(max_size=2), inner, max_size=3)
        | st.sets(st.integers(), max_size=3)
    ),
    max_leaves=8,
)
ERRORS = st.sampled_from(
    [
        ValueError("no"),
        KeyError(),
        Unspeakable(),
        SystemExit(3),
        GeneratorExit(),
        StopIteration(1),
    ]
)


def _returning(result: Any) -> Callable[..., Any]:
    return lambda *arguments: result


def _raising(error: BaseException) -> Callable[..., Any]:
    def function(*arguments: object) -> Any:
        raise error

    return function


def _spoiling(result: Any) -> Callable[..., Any]:
    def function(*arguments: Any) -> Any:
        for argument in arguments:
            if isinstance(argument, list):
                argument[:] = [result]
            if isinstance(argument, dict):
                argument[next(iter(argument))] = result
        return result

    return function


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(known_tasks()),
    function=RESULTS.map(_returning) | ERRORS.map(_raising) | RESULTS.map(_spoiling),
)
def test_no_function_makes_check_raise(name: str, function: Callable[..., Any]) -> None:
    function.__name__ = name
    report = check(function)
    assert isinstance(report, Report)
    assert not report.passed
    assert report.message
    assert repr(report)
    assert report._repr_html_()


@settings(max_examples=50, deadline=None)
@given(RESULTS | st.builds(Spiteful))
def test_no_object_makes_check_raise(value: Any) -> None:
    assert not check(value).passed


class Tags(HTMLParser):
    """Collects tags, attributes and text, and checks that tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_html_is_escaped_and_has_classes_only() -> None:
    page = Tags()
    page.feed(attempt("raise ValueError('<script>alert(1)</script> & `x<y`')")._repr_html_())
    assert page.open == []
    assert page.tags == {"div", "p", "strong", "code", "dl", "dt", "dd"}
    assert page.attributes == {"class", "role"}
    assert "<script>alert(1)</script> & " in page.text


def test_plain_text_fits_a_terminal() -> None:
    for body in GENERAL.values():
        assert max(map(len, repr(attempt(body)).splitlines())) <= 79


def test_a_check_takes_no_torch_numpy_or_yaml() -> None:
    code = (
        "import sys\n"
        "from trainloop.exercises import check, check_blanks\n"
        "from trainloop.exercises.task import find_task, known_tasks\n"
        "assert all(check(find_task(name).reference).passed for name in known_tasks())\n"
        "assert check_blanks('adam', m_2=1.88, w_2=4.80006).passed\n"
        "outside = {name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names\n"
        "print(sorted(n for n in outside if n in {'torch', 'numpy', 'yaml', 'pandas', 'scipy'}))\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout.strip(), run.stderr) == (0, "[]", "")


def test_prints_of_the_reader_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert attempt("print('here'); return right(values, beta)").passed
    assert capsys.readouterr().out.count("here") == 5


def test_a_check_leaves_no_tracing_behind() -> None:
    before = sys.gettrace()
    attempt("return right(values, beta)")
    time.sleep(0)
    assert sys.gettrace() is before
