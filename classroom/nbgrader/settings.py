"""The settings of nbgrader in a course's folder: what ``nbgrader_config.py`` there asks for."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbgrader.converters import Autograde, BaseConverter, GenerateAssignment
from nbgrader.preprocessors import Execute, GetGrades

from classroom.nbgrader.feedback import HideTests
from classroom.nbgrader.grade import GradeInSandbox
from classroom.nbgrader.incoming import receive
from classroom.nbgrader.late import LatePolicy, SetDueDate
from classroom.nbgrader.reading import UntrustedExporter
from classroom.nbgrader.repair import Repair
from classroom.nbgrader.source import UNWRITTEN
from classroom.notebooks.write import ANSWER


def configure(config: Any, course: Path) -> None:
    """Set nbgrader up to grade the course's assignments in the sandbox.

    Args:
        config: what ``get_config()`` gives in ``nbgrader_config.py``.
        course: the course's folder.
    """
    folder = course.resolve()
    # nbgrader starts `alembic` by its name, which isn't known where the environment isn't activated.
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    config.CourseDirectory.root = str(folder)
    # What is handed out is derived, and a second `generate_assignment` would otherwise leave the old files there.
    config.GenerateAssignment.force = True
    config.GenerateAssignment.preprocessors = [*_default(GenerateAssignment, "preprocessors"), SetDueDate]
    config.SetDueDate.course = str(folder)
    config.ClearSolutions.code_stub = {"python": UNWRITTEN}
    config.ClearSolutions.text_stub = ANSWER
    config.Autograde.exporter_class = UntrustedExporter
    config.Autograde.pre_convert_hook = receive
    config.Autograde.sanitize_preprocessors = [Repair, *_default(Autograde, "sanitize_preprocessors")]
    config.Autograde.autograde_preprocessors = [
        GradeInSandbox if step is Execute else step for step in _default(Autograde, "autograde_preprocessors")
    ]
    config.GradeInSandbox.course = str(folder)
    config.AssignLatePenalties.plugin_class = LatePolicy
    config.LatePolicy.course = str(folder)
    config.GenerateFeedback.preprocessors = [GetGrades, HideTests, CSSHTMLHeaderPreprocessor]


def _default(converter: type[BaseConverter], name: str) -> list[Any]:
    """The steps that nbgrader itself takes."""
    return list(converter.class_traits()[name].default())
