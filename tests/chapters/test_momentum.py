"""The chapter's momentum, both conventions, its class and its cliff, against PyTorch and the package."""

import pytest
import torch

from trainloop import optim
from trainloop.questions.loader import find
from trainloop.surfaces import himmelblau, ravine

from .conftest import definitions


@pytest.fixture(scope="module")
def chapter():
    return definitions("optimizers/momentum")


def path_of(make, surface, start, steps):
    w = torch.tensor(start, requires_grad=True)
    optimizer = make([w])
    places = [w.detach().clone()]
    for _ in range(steps):
        optimizer.zero_grad()
        surface.loss(w).backward()
        optimizer.step()
        places.append(w.detach().clone())
    return torch.stack(places)


@pytest.mark.parametrize("surface", [ravine(20.0), himmelblau()])
@pytest.mark.parametrize("mu", [0.0, 0.5, 0.9])
def test_the_sum_is_torch_s_and_the_average_the_package_s(chapter, surface, mu):
    start, lr = [-1.0, 0.5], 0.004
    theirs = path_of(lambda p: torch.optim.SGD(p, lr=lr, momentum=mu), surface, start, 60)
    torch.testing.assert_close(chapter.descend(surface, start, lr, mu, 60), theirs, rtol=1e-9, atol=1e-12)
    averaged = path_of(lambda p: optim.SGD(p, lr=lr, momentum=mu, averaging=True), surface, start, 60)
    torch.testing.assert_close(chapter.averaged(surface, start, lr, mu, 60), averaged, rtol=1e-9, atol=1e-12)


def test_both_conventions_walk_the_same_way_after_converting_the_rate(chapter):
    by_sum = chapter.descend(ravine(30.0), [-4.0, 1.0], 0.02, 0.8, 100)
    by_mean = chapter.averaged(ravine(30.0), [-4.0, 1.0], 0.02 / (1 - 0.8), 0.8, 100)
    torch.testing.assert_close(by_sum, by_mean, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("mu", [0.2, 0.75])
def test_bisection_finds_both_cliffs(chapter, mu):
    assert chapter.cliff(mu, chapter.descend) == pytest.approx(2 * (1 + mu), rel=1e-4)
    assert chapter.cliff(mu, chapter.averaged) == pytest.approx(2 * (1 + mu) / (1 - mu), rel=1e-4)


def test_the_class_is_torch_s_and_the_package_s_with_groups_and_missing_gradients(chapter):
    ends = []
    for make in (chapter.Momentum, torch.optim.SGD, optim.SGD):
        generator = torch.Generator().manual_seed(0)
        shapes = ((3,), (2, 2), (1,))
        p = [torch.randn(shape, generator=generator).requires_grad_() for shape in shapes]
        optimizer = make([{"params": p[:2]}, {"params": p[2:], "lr": 0.3}], lr=0.01, momentum=0.9)
        for step in range(50):
            for each in p:
                each.grad = None if step % 7 == 3 and each is p[0] else torch.randn(each.shape, generator=generator)
            optimizer.step()
        ends.append(torch.cat([each.detach().flatten() for each in p]))
    torch.testing.assert_close(ends[0], ends[1], rtol=1e-12, atol=0)
    torch.testing.assert_close(ends[0], ends[2], rtol=1e-12, atol=0)


def test_noise_is_amplified_at_equal_rate_and_not_at_equal_effective_rate(chapter):
    plain = chapter.settled(0.05, 0.0)
    theory = 1.9 * 1.95 / (0.1 * (2 * 1.9 - 0.05))  # Var = αc(1+μ)/[h(1−μ)(2(1+μ)−αh)] over SGD's
    assert chapter.settled(0.05, 0.9) / plain == pytest.approx(theory, rel=0.06)
    assert chapter.settled(0.005, 0.9) / plain == pytest.approx(1, abs=0.06)


def test_the_number_of_the_prediction(chapter):
    distance = chapter.descend(ravine(1.0), [1.0, 0.0], 1.0, 0.9, 300).norm(dim=1)
    stays = int((distance > 0.01).nonzero()[-1]) + 1
    (right,) = [o for o in find("momentum-round-bowl").task.options if o.correct]
    assert right.why.startswith(f"{stays}.")
