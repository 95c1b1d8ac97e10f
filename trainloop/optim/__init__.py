"""The book's optimizers: `torch.optim`'s results and names, in code that reads like the formula.

Each optimizer is one file, and differs from the one before it by the lines that carry its idea.
The state has `torch.optim`'s names too, so that a checkpoint of one can be continued by the other.
"""

from trainloop.optim.adagrad import Adagrad
from trainloop.optim.adam import Adam
from trainloop.optim.adamw import AdamW
from trainloop.optim.base import Optimizer
from trainloop.optim.rmsprop import RMSprop
from trainloop.optim.sgd import SGD

__all__ = ["SGD", "Adagrad", "Adam", "AdamW", "Optimizer", "RMSprop"]
