"""The first step of Adam with L2 and of AdamW, corrected and without ε, from 2 at the gradient 0.5."""

from __future__ import annotations

from trainloop.exercises.blank import Blank, WrongValue

START, GRADIENT, LR, DECAY = 2.0, 0.5, 0.1, 0.1

_PULL = DECAY * START
_SHRUNK = (1 - LR * DECAY) * START
_SGD = START - LR * (GRADIENT + _PULL)
# Bias correction makes the first ratio 1; without it, it is (1 − β₁)/√(1 − β₂) at PyTorch's decays.
_UNCORRECTED = (1 - 0.9) / (1 - 0.999) ** 0.5

GIVEN = {"w_0": START, "g": GRADIENT, "in_the_gradient": _SGD, "beside_it": _SHRUNK - LR * GRADIENT}

BLANKS = (
    Blank(
        "adam_l2",
        "Adam's weight",
        "the weight after Adam's first step, with the decay in the gradient",
        (
            WrongValue("sgd", _SGD, "that is SGD's step; divide by √v̂, which is the gradient's size here"),
            WrongValue("adamw", _SHRUNK - LR, "that is AdamW's; here the decay is part of the gradient alone"),
            WrongValue("decay-alone", START - LR * _PULL, "that is the decay alone; take Adam's step"),
            WrongValue("still", START, "that is where it starts; take Adam's step"),
            WrongValue("uphill", START + LR, "you climbed; subtract the step"),
            WrongValue("rate-missing", START - 1, "the learning rate is missing; multiply the step by 0.1"),
            WrongValue("root-missing", START - LR / (GRADIENT + _PULL), "you divided by v̂; take its root"),
            WrongValue(
                "decay-above-only",
                START - LR * (GRADIENT + _PULL) / GRADIENT,
                "the decay is above the line only; v̂ squares the whole gradient, decay included",
            ),
            WrongValue("uncorrected", START - LR * _UNCORRECTED, "the bias correction is missing; correct m and v"),
            WrongValue("m-not-corrected", START - LR * (1 - 0.9), "you corrected v alone; correct m as well"),
        ),
    ),
    Blank(
        "adamw",
        "AdamW's weight",
        "the weight after AdamW's first step",
        (
            WrongValue("decay-missing", START - LR, "the decay is missing; first shrink the weight by its share αλ"),
            WrongValue("sgd", _SHRUNK - LR * GRADIENT, "that is SGD's step; Adam's first is α long"),
            WrongValue("decay-alone", _SHRUNK, "that is the decay alone; take Adam's step as well"),
            WrongValue(
                "decay-without-rate",
                (1 - DECAY) * START - LR,
                "you shrank the weight by the share λ; PyTorch takes αλ",
            ),
            WrongValue("decay-not-of-weight", START - LR * DECAY - LR, "you took off αλ itself; it is a share of w"),
            WrongValue(
                "decay-of-gradient",
                START - LR * DECAY * GRADIENT - LR,
                "you took off a share of the gradient; take it off the weight",
            ),
            WrongValue(
                "decayed-last", (1 - LR * DECAY) * (START - LR), "you shrank the moved weight; shrink it before"
            ),
            WrongValue("decay-added", (1 + LR * DECAY) * START - LR, "the weight grew by αλ; let it shrink"),
            WrongValue("uphill", _SHRUNK + LR, "you climbed; subtract Adam's step"),
            WrongValue("rate-missing", _SHRUNK - 1, "the learning rate is missing; multiply Adam's step by 0.1"),
            WrongValue("root-missing", _SHRUNK - LR / GRADIENT, "you divided by v̂; take its root"),
            WrongValue("uncorrected", _SHRUNK - LR * _UNCORRECTED, "the bias correction is missing; correct m and v"),
            WrongValue("m-not-corrected", _SHRUNK - LR * (1 - 0.9), "you corrected v alone; correct m as well"),
        ),
    ),
)
