"""The chapter's descent, curvatures and counts, against PyTorch and closed forms."""

import math

import pytest
import torch

from trainloop import surfaces
from trainloop.questions.loader import find

from .conftest import definitions


@pytest.fixture(scope="module")
def chapter():
    return definitions("loop/loss-landscape")


@pytest.mark.parametrize("surface", [surfaces.ravine(10.0), surfaces.himmelblau(), surfaces.saddle()])
def test_descent_takes_the_steps_of_torch_sgd(chapter, surface):
    w = torch.tensor([0.4, -0.7], requires_grad=True)
    optimizer = torch.optim.SGD([w], lr=0.01)
    for _ in range(40):
        optimizer.zero_grad()
        surface.loss(w).backward()
        optimizer.step()
    path = chapter.descend(surface, torch.tensor([0.4, -0.7]), 0.01, 40)
    torch.testing.assert_close(path[-1], w.detach(), rtol=1e-10, atol=1e-12)
    assert path.shape == (41, 2)


def test_curvatures_tell_bowls_from_saddles_and_plateaus(chapter):
    assert chapter.curvatures(surfaces.ravine(30.0).loss, (1.0, 2.0)) == [1, 30]
    assert chapter.curvatures(surfaces.saddle().loss, (0.0, 0.0)) == [-1, 1]
    assert max(map(abs, chapter.curvatures(chapter.dip, (3.0, 1.0)))) < 0.01


def test_steps_grow_in_proportion_to_kappa_as_the_prediction_says(chapter):
    steps = {}
    for kappa in (10.0, 100.0):
        path = chapter.descend(surfaces.ravine(kappa), torch.tensor([1.0, 1.0]), 2 / (1 + kappa), 400)
        steps[kappa] = int((path.norm(dim=1) < 0.01 * math.sqrt(2)).nonzero()[0])
    (right,) = [o for o in find("loss-landscape-narrower").task.options if o.correct]
    assert steps[10.0] == 23
    assert right.why.startswith(f"{steps[100.0]}.")


def test_the_solution_reads_kappa_off_a_run(chapter):
    path = chapter.descend(surfaces.ravine(70.0), torch.tensor([-3.0, 0.5]), 0.02, 300)
    losses = surfaces.ravine(70.0).loss(path).tolist()
    assert chapter.condition_number_solution(losses, 0.02, 70.0) == pytest.approx(70.0, rel=1e-6)


def test_without_interaction_there_is_one_peak_and_with_all_about_a_tenth(chapter):
    generator = torch.Generator().manual_seed(1)
    assert chapter.peaks(8, 0, generator) == 1
    rugged = sum(chapter.peaks(9, 8, generator) for _ in range(20)) / 20
    assert rugged == pytest.approx(2**9 / 10, rel=0.15)
