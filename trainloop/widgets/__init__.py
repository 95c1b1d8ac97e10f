"""Instruments: widgets that compute in the browser what the package computes in Python.

Each is an anywidget. In Jupyter its settings are synced both ways; on the book's pages it needs no
kernel. `trace()` returns what it shows as tensors, computed here; tests hold the two equal.
"""

from trainloop.widgets.adam_inside import AdamInside
from trainloop.widgets.effective_rates import EffectiveRates
from trainloop.widgets.ewa_explorer import EwaExplorer
from trainloop.widgets.line_fit import LineFit
from trainloop.widgets.momentum_phase import MomentumPhase
from trainloop.widgets.optimizer_playground import OptimizerPlayground

__all__ = ["AdamInside", "EffectiveRates", "EwaExplorer", "LineFit", "MomentumPhase", "OptimizerPlayground"]
