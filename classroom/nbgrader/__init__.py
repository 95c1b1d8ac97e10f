"""nbgrader runs the assignments: ``write_course`` makes the folder, and nbgrader's own commands do the rest.

``nbgrader generate_assignment``, ``autograde``, ``generate_feedback`` and ``export`` run there unchanged, and its
formgrader shows the assignments. The folder's ``nbgrader_config.py`` changes how a submission is graded: it is
repaired first, its code runs in the sandbox, and no hidden test comes near it.

nbgrader comes with ``classroom/requirements.txt``.
"""

from classroom.nbgrader.course import write_course

__all__ = ["write_course"]
