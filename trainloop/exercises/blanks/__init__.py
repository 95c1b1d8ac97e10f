"""The blanks of the worked examples, one module a chapter (hyphens as underscores).

Each defines ``BLANKS``, and ``GIVEN``, the names that the worked example has defined by then. The
expected numbers stand in ``expected/blanks.json``.
"""
