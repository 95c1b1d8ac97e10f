"""What a command refuses to do, with a sentence that says why."""

from classroom.assignment import AssignmentError
from classroom.sandbox import NotIsolated
from trainloop.questions.fields import BankError

REFUSALS = (AssignmentError, NotIsolated, BankError, FileNotFoundError, FileExistsError, PermissionError)
