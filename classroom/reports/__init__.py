"""Reports on an assignment: one for each student, one for the class. Each is one HTML file that needs nothing else."""

from classroom.reports.class_report import class_report
from classroom.reports.student import student_report
from classroom.reports.write import write_reports

__all__ = ["class_report", "student_report", "write_reports"]
