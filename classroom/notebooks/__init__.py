"""An assignment's notebooks: the students', with stubs and public checks, and the instructor's, with solutions."""

from classroom.notebooks.release import release
from classroom.notebooks.write import instructor_notebook, student_notebook

__all__ = ["instructor_notebook", "release", "student_notebook"]
