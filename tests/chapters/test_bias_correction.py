"""The chapter's shortcut, and the numbers of its prediction."""

import pytest
import torch

from trainloop import averages
from trainloop.data import temperatures
from trainloop.questions.loader import find

from .conftest import definitions


def test_the_shortcut_gives_the_first_value_its_stubborn_weight():
    chapter = definitions("optimizers/bias-correction")
    values = temperatures(seed=2).value[:40]
    smooth = chapter.from_first(values, 0.95)
    raised = values.clone()
    raised[0] += 1
    torch.testing.assert_close(chapter.from_first(raised, 0.95) - smooth, 0.95 ** torch.arange(40.0), rtol=1e-9, atol=0)


def test_the_numbers_of_the_prediction():
    options = {option.text: option for option in find("bias-correction-hundred-days").task.options}
    after = averages.ewa([35.0] * 100, 0.999)[-1].item()
    assert options[f"{after:.1f}"].correct
    assert f"{35 * 0.001:.3f}" in options
    assert f"{1 - 0.999**100:.3f}" in options[f"{after:.1f}"].why


@pytest.mark.parametrize("beta", [0.5, 0.9])
def test_the_solution_is_the_package_s(beta):
    chapter = definitions("optimizers/bias-correction")
    values = temperatures(seed=1).value[:30]
    ours = chapter.bias_corrected_ewa_solution(values.tolist(), beta)
    assert ours == pytest.approx(averages.bias_corrected_ewa(values, beta).tolist(), rel=1e-12)
