"""What instructors run: assignments, grading, reports, exports of the question bank.

``python -m classroom --help`` lists the commands; the book's instructor guide tells how they work together.
An assignment is derived from chapters, so that page, notebook, assignment and autograder have one source.
"""
