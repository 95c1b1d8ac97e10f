"""Studies: a function computed by PyTorch over a whole grid of settings, kept for `widgets.Replay`.

A study of minutes can't run in a notebook of seconds. So each is a module here that can be run,
``python -m trainloop.studies.digits_warmup``, and a file beside it with what came out: the curves,
the grid, and under which settings and versions they were computed. `study()` reads such a file.
"""

from pathlib import Path

from trainloop.arguments import one_of
from trainloop.studies.grid import evaluate
from trainloop.studies.results import Results

__all__ = ["Results", "evaluate", "study"]

FOLDER = Path(__file__).parent


def study(name: str) -> Results:
    """Return the results of a study that comes with the package, such as "digits_warmup".

    Raises:
        ValueError: there is none of this name; the message lists them.
    """
    names = sorted(path.stem for path in FOLDER.glob("*.json"))
    return Results.load(FOLDER / f"{one_of('name', name, names)}.json")
