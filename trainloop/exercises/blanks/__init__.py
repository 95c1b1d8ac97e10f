"""The blanks of the worked examples, one module a chapter (hyphens as underscores).

Each defines ``BLANKS``; the expected numbers stand in ``expected/blanks.json``.
"""
