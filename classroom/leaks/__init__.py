"""Looks for graded answers and hidden tests in what students and the public get."""

from classroom.leaks.check import Leak, find_leaks
from classroom.leaks.search import Finder, Hit, Secret
from classroom.leaks.secrets import Secrets, secrets_of

__all__ = ["Finder", "Hit", "Leak", "Secret", "Secrets", "find_leaks", "secrets_of"]
