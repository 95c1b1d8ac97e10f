"""The images that the book runs in elsewhere: for Binder, for a JupyterHub, for machines that grade.

``Dockerfile``, its list of what it may copy, and what Binder reads in ``binder/`` are derived from the requirement
files, so that an image holds the versions that the tests passed with. ``python -m classroom image`` writes them.
"""

from classroom.image.derive import ImageError, derived, out_of_step, write

__all__ = ["ImageError", "derived", "out_of_step", "write"]
