"""What the chapters of "Learn the Training Loop with PyTorch" share."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("trainloop")
except PackageNotFoundError:  # a copy that was never installed, as the browser's Python loads it
    __version__ = "0+unknown"

__all__ = ["__version__"]
