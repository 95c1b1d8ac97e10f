"""The steps equal torch's, their differences are their ideas, and the family tree's data hold."""

import ast
import inspect
from typing import Any

import pytest
import torch
from torch import Tensor

from trainloop import optim
from trainloop.lineage import MEMBERS, STEPS, changes, family_tree, lineage_table, tree
from trainloop.lineage.members import IDEAS
from web.project import ROOT

LR, MU, B1, B2, EPS, DECAY = 0.02, 0.9, 0.8, 0.95, 1e-6, 0.1
ADAM = {"lr": LR, "betas": (B1, B2), "eps": EPS}
SETTINGS = {"lr": LR, "mu": MU, "beta1": B1, "beta2": B2, "eps": EPS, "weight_decay": DECAY}
THEIRS: dict[str, Any] = {
    "sgd": lambda w: torch.optim.SGD(w, lr=LR),
    "momentum": lambda w: torch.optim.SGD(w, lr=LR, momentum=MU),
    "average": lambda w: optim.SGD(w, lr=LR, momentum=B1, averaging=True),
    "adagrad": lambda w: torch.optim.Adagrad(w, lr=LR, eps=EPS),
    "rmsprop": lambda w: torch.optim.RMSprop(w, lr=LR, alpha=B2, eps=EPS),
    "adam_uncorrected": lambda w: optim.Adam(w, **ADAM, bias_correction=False),
    "adam": lambda w: torch.optim.Adam(w, **ADAM),
    "adam_l2": lambda w: torch.optim.Adam(w, **ADAM, weight_decay=DECAY),
    "adamw": lambda w: torch.optim.AdamW(w, **ADAM, weight_decay=DECAY),
}
PARENTS = [  # before, after, most lines that go, most that come
    ("sgd", "momentum", 1, 2),
    ("sgd", "average", 1, 2),
    ("momentum", "average", 2, 2),
    ("sgd", "adagrad", 1, 2),
    ("adagrad", "rmsprop", 2, 2),
    ("rmsprop", "adam_uncorrected", 1, 2),
    ("average", "adam_uncorrected", 1, 2),
    ("adam_uncorrected", "adam", 1, 3),
    ("adam", "adam_l2", 0, 1),
    ("adam", "adamw", 0, 1),
    ("adam_l2", "adamw", 1, 1),
]
PRINTED = {
    ("sgd", "average"): """\
+ m = beta1 * m + (1 - beta1) * g
- w = w - lr * g
+ w = w - lr * m""",
    ("average", "adam_uncorrected"): """\
  m = beta1 * m + (1 - beta1) * g
+ v = beta2 * v + (1 - beta2) * g**2
- w = w - lr * m
+ w = w - lr * m / (v**0.5 + eps)""",
    ("adagrad", "rmsprop"): """\
- s = s + g**2
+ v = beta2 * v + (1 - beta2) * g**2
- w = w - lr * g / (s**0.5 + eps)
+ w = w - lr * g / (v**0.5 + eps)""",
    ("rmsprop", "adam_uncorrected"): """\
+ m = beta1 * m + (1 - beta1) * g
  v = beta2 * v + (1 - beta2) * g**2
- w = w - lr * g / (v**0.5 + eps)
+ w = w - lr * m / (v**0.5 + eps)""",
    ("adam_uncorrected", "adam"): """\
  m = beta1 * m + (1 - beta1) * g
  v = beta2 * v + (1 - beta2) * g**2
+ m_hat = m / (1 - beta1**t)
+ v_hat = v / (1 - beta2**t)
- w = w - lr * m / (v**0.5 + eps)
+ w = w - lr * m_hat / (v_hat**0.5 + eps)""",
    ("adam", "adamw"): """\
+ w = w - lr * weight_decay * w
  m = beta1 * m + (1 - beta1) * g
  v = beta2 * v + (1 - beta2) * g**2
  m_hat = m / (1 - beta1**t)
  v_hat = v / (1 - beta2**t)
  w = w - lr * m_hat / (v_hat**0.5 + eps)""",
}


def arguments(name: str) -> list[str]:
    return list(inspect.signature(STEPS[name]).parameters)


def memory(name: str) -> list[str]:
    return [argument for argument in arguments(name) if argument in {"u", "m", "s", "v"}]


def body(name: str) -> list[str]:
    """The lines between docstring and `return`, normalized by the parser."""
    (function,) = ast.parse(inspect.getsource(STEPS[name])).body
    assert isinstance(function, ast.FunctionDef) and isinstance(function.body[-1], ast.Return)
    return [ast.unparse(statement) for statement in function.body[1:-1]]


def plain(lines: list[str]) -> list[str]:
    return [ast.unparse(ast.parse(line)) for line in lines]


@pytest.mark.parametrize("name", STEPS)
def test_fifty_steps_equal_torchs(name: str) -> None:
    generator = torch.Generator().manual_seed(5)
    start = torch.randn(4, 3, generator=generator, dtype=torch.float64)
    theirs = start.clone().requires_grad_()
    optimizer = THEIRS[name]([theirs])
    known: dict[str, Any] = {**SETTINGS, **{key: torch.zeros_like(start) for key in memory(name)}}
    w: Tensor = start.clone()
    for t in range(1, 51):
        g = torch.randn(4, 3, generator=generator, dtype=torch.float64)
        untouched = g.clone(), w.clone()
        known |= {"t": t, "w": w, "g": g}
        result = STEPS[name](**{key: known[key] for key in arguments(name)})
        assert torch.equal(g, untouched[0]) and torch.equal(w, untouched[1])
        w, *kept = result if isinstance(result, tuple) else (result,)
        known |= dict(zip(memory(name), kept, strict=True))
        theirs.grad = g.clone()
        optimizer.step()
        torch.testing.assert_close(w, theirs.detach(), rtol=1e-12, atol=0)


def test_a_step_is_a_few_lines() -> None:
    assert max(len(body(name)) for name in STEPS) <= 6


@pytest.mark.parametrize(("before", "after", "fewer", "more"), PARENTS)
def test_a_child_differs_by_its_idea_alone(before: str, after: str, fewer: int, more: int) -> None:
    found = changes(before, after)
    assert (len(found.removed), len(found.added)) == (fewer, more)


@pytest.mark.parametrize(("before", "after"), PRINTED)
def test_changes_are_printed(before: str, after: str) -> None:
    found = changes(before, after)
    assert str(found) == repr(found) == PRINTED[before, after]


@pytest.mark.parametrize("before", STEPS)
@pytest.mark.parametrize("after", STEPS)
def test_changes_hold_both_steps_in_their_order(before: str, after: str) -> None:
    lines = changes(before, after).lines
    assert {line[:2] for line in lines} <= {"  ", "- ", "+ "}
    assert plain([line[2:] for line in lines if line[0] != "+"]) == body(before)
    assert plain([line[2:] for line in lines if line[0] != "-"]) == body(after)


def test_unknown_names_are_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"^before must be one of 'sgd', .*'adamw', not 'adma'$"):
        changes("adma", "adam")
    with pytest.raises(ValueError, match=r"^after must be one of 'sgd', .*'adamw', not None$"):
        changes("adam", None)  # type: ignore[arg-type]


def test_parents_exist_and_are_older_and_ideas_are_short() -> None:
    for member in MEMBERS.values():
        for edge in member.parents:
            assert MEMBERS[edge.parent].year < member.year, member.name
            assert 1 <= len(edge.words.split()) <= 5
            assert edge.idea is None or edge.idea in IDEAS
        assert MEMBERS[member.name] is member
    assert [name for name, member in MEMBERS.items() if not member.parents] == ["SGD"]
    assert [member.year for member in MEMBERS.values()] == sorted(member.year for member in MEMBERS.values())


def test_the_spine_leads_to_adam_and_each_idea_is_named_on_it() -> None:
    spine = [member for member in MEMBERS.values() if member.spine]
    assert [member.name for member in spine] == ["SGD", "Momentum", "AdaGrad", "RMSProp", "Adam", "AdamW"]
    assert MEMBERS["Adam"].ideas == tuple(IDEAS)[:3] and MEMBERS["AdamW"].ideas == tuple(IDEAS)
    assert MEMBERS["SGD"].ideas == ()
    said = {words for one in spine for words in (*(edge.words for edge in one.parents), *(one.adds or ())[:1])}
    assert said >= set(IDEAS.values())


def test_sources_stand_in_the_bibliography_and_are_no_older() -> None:
    text = (ROOT / "book" / "references.bib").read_text(encoding="utf-8")
    for member in MEMBERS.values():
        assert f"{{{member.source}," in text, member.source
        assert member.year <= int(member.source[-4:]) <= member.year + 2


@pytest.mark.parametrize("name", [name for name, member in MEMBERS.items() if member.torch])
def test_memory_and_settings_are_torchs(name: str) -> None:
    member = MEMBERS[name]
    make = getattr(torch.optim, str(member.torch))
    assert {*member.settings, *member.switches} <= set(inspect.signature(make).parameters)
    w = torch.ones(4, 3, requires_grad=True)
    optimizer = make([w], **member.switches)
    w.grad = torch.ones(4, 3)
    optimizer.step()
    kept = [value for value in optimizer.state[w].values() if isinstance(value, Tensor) and value.shape == w.shape]
    assert len(kept) == member.memory


@pytest.mark.parametrize(
    ("step", "name"),
    [
        ("sgd", "SGD"),
        ("momentum", "Momentum"),
        ("adagrad", "AdaGrad"),
        ("rmsprop", "RMSProp"),
        ("adam", "Adam"),
        ("adamw", "AdamW"),
    ],
)
def test_a_step_keeps_what_its_member_stores(step: str, name: str) -> None:
    assert len(memory(step)) == MEMBERS[name].memory


def test_the_table_has_a_line_for_each_member() -> None:
    head, *rows, note = lineage_table().splitlines()
    assert head.split() == ["optimizer", "year", "stored", "settings"]
    assert [row.split()[0] for row in rows] == list(MEMBERS)
    assert "Adam           2014  2 " in lineage_table() and "m × n matrix" in note
    assert max(map(len, lineage_table().splitlines())) <= 80


def test_the_tree_places_each_member_below_its_parents() -> None:
    assert tree.PLACES.keys() == MEMBERS.keys()
    for one in MEMBERS.values():
        for other in MEMBERS.values():
            if tree.PLACES[one.name].row < tree.PLACES[other.name].row:
                assert one.year <= other.year, (one.name, other.name)
        assert all(tree.PLACES[edge.parent].row < tree.PLACES[one.name].row for edge in one.parents)
    rows = [place.row for place in tree.PLACES.values()]
    assert max(rows.count(row) for row in rows) <= 4
    edges = {(edge.parent, member.name) for member in MEMBERS.values() for edge in member.parents}
    assert tree.DETOURS.keys() | tree.WORDS.keys() <= edges


def test_the_trees_words_name_every_member_and_idea() -> None:
    shown = family_tree()
    for member in MEMBERS.values():
        assert f"{member.name} ({member.year})" in shown.alt
        assert all(f"{edge.parent} ({edge.words})" in shown.alt for edge in member.parents)
    assert "adds “correct the start” and carries smoothing, scaling and correction." in shown.alt
    assert shown.svg == family_tree().svg and len(shown.svg) < 100_000
