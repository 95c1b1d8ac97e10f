"""The book's question bank for exams and learning platforms: Moodle, Canvas, paper.

``questions`` chooses, ``moodle.export``, ``qti.export`` and ``exam.write`` write.
"""

from classroom.bank.choose import ChoiceError, questions

__all__ = ["ChoiceError", "questions"]
