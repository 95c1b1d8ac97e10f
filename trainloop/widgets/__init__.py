"""Instruments: widgets that compute in the browser what the package computes in Python.

Each is an anywidget. In Jupyter its settings are synced both ways; on the book's pages it needs no
kernel. `trace()` returns what it shows as tensors, computed here; tests hold the two equal.
"""

from trainloop.widgets.adam_inside import AdamInside
from trainloop.widgets.effective_rates import EffectiveRates
from trainloop.widgets.ewa_explorer import EwaExplorer
from trainloop.widgets.finite_difference import FiniteDifference
from trainloop.widgets.gradient_cloud import GradientCloud
from trainloop.widgets.line_fit import LineFit
from trainloop.widgets.loop_stepper import LoopStepper
from trainloop.widgets.momentum_phase import MomentumPhase
from trainloop.widgets.noise_ball import NoiseBall
from trainloop.widgets.optimizer_playground import OptimizerPlayground
from trainloop.widgets.replay import Panel, Replay
from trainloop.widgets.schedule_designer import ScheduleDesigner

__all__ = [
    "AdamInside",
    "EffectiveRates",
    "EwaExplorer",
    "FiniteDifference",
    "GradientCloud",
    "LineFit",
    "LoopStepper",
    "MomentumPhase",
    "NoiseBall",
    "OptimizerPlayground",
    "Replay",
    "ScheduleDesigner",
]
